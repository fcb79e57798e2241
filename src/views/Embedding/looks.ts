import { create } from 'zustand';
import { subscribeWithSelector } from 'zustand/middleware';
import type { ColourMode } from './colours/modes';
import type { Legend } from './colours/colouring';

/** The camera and choices of each pane, kept while the page is open, so that the view is found as it was left. */
export interface PaneLook {
  readonly colour: ColourMode;
  readonly contours: boolean;
  readonly trails: boolean;
  readonly pictures: boolean;
}

export type Tool = 'pan' | 'lasso' | 'box';

interface Looks {
  readonly panes: readonly [PaneLook, PaneLook];
  readonly tool: Tool;
  /** The legend of each drawn plot, for the words under it: of the current run, and of one beside it. */
  readonly legends: Readonly<Record<LegendOf, readonly [DrawnLegend | null, DrawnLegend | null]>>;
}

export type LegendOf = 'current' | 'beside';

export interface DrawnLegend {
  readonly legend: Legend;
  /** The values are being computed. */
  readonly pending: boolean;
}

const usual: PaneLook = { colour: 'cluster', contours: false, trails: false, pictures: true };

export const useLooks = create<Looks>()(
  subscribeWithSelector((): Looks => ({ panes: [usual, usual], tool: 'pan', legends: { current: [null, null], beside: [null, null] } })),
);

export function setLook(pane: number, patch: Partial<PaneLook>): void {
  const [first, second] = useLooks.getState().panes;
  useLooks.setState({ panes: pane === 0 ? [{ ...first, ...patch }, second] : [first, { ...second, ...patch }] });
}

export function setLegend(of: LegendOf, pane: number, drawn: DrawnLegend | null): void {
  const { legends } = useLooks.getState();
  const [first, second] = legends[of];
  useLooks.setState({ legends: { ...legends, [of]: pane === 0 ? [drawn, second] : [first, drawn] } });
}
