/** Pointing at the plot: what is met, what is clicked, and regions that are drawn round points. */
import { rectangle, type Outline } from './geometry/lasso';
import type { Tool } from './looks';

type Place = readonly [number, number];

export interface PlotPointerHandlers {
  /** The tool of a press with these keys; null: the press pans. */
  tool(event: MouseEvent | TouchEvent): 'lasso' | 'box' | null;
  /** The cursor is here in CSS pixels of the plot; null: nowhere, or busy. */
  hover(at: Place | null, event: PointerEvent): void;
  click(at: Place, event: MouseEvent): void;
  /** The region so far. */
  drawing(outline: Outline): void;
  /** It is closed. @param add to what is chosen already. */
  drawn(outline: Outline, add: boolean): void;
  /** It was given up. */
  gone(): void;
}

/** The tool of a press: with Shift the lasso, with Alt the box, else the chosen one. */
export function toolOf(event: MouseEvent | TouchEvent, tool: Tool): 'lasso' | 'box' | null {
  if ('touches' in event && event.touches.length > 1) return null;
  if (event.altKey) return 'box';
  if (event.shiftKey) return 'lasso';
  return tool === 'pan' ? null : tool;
}

/** Pixels that a hand may tremble within a click, and between two places of an outline. */
const tremor = 4;
const apart = 3;

export function listenToPlotPointer(svg: SVGSVGElement, signal: AbortSignal, handlers: PlotPointerHandlers): void {
  let region: { kind: 'lasso' | 'box'; pointer: number; places: Place[] } | null = null;
  /** The click that follows a region is none. */
  let drew = false;
  const placeOf = ({ clientX, clientY }: MouseEvent): Place => {
    const { left, top } = svg.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const outline = (): Outline =>
    !region ? [] : region.kind === 'lasso' ? region.places : rectangle(region.places[0], region.places.at(-1)!);
  const listen = <K extends keyof SVGElementEventMap>(name: K, listener: (event: SVGElementEventMap[K]) => void) =>
    svg.addEventListener(name, listener, { signal });
  const giveUp = () => {
    region = null;
    handlers.gone();
  };

  listen('pointerdown', (event) => {
    if (region) {
      // A second finger: it pinches.
      giveUp();
      return;
    }
    const kind = event.button === 0 ? handlers.tool(event) : null;
    if (!kind) return;
    region = { kind, pointer: event.pointerId, places: [placeOf(event)] };
    drew = false;
    svg.setPointerCapture(event.pointerId);
  });
  listen('pointermove', (event) => {
    const at = placeOf(event);
    if (region?.pointer === event.pointerId) {
      const [x, y] = region.places.at(-1)!;
      if (Math.hypot(at[0] - x, at[1] - y) >= apart) region.places.push(at);
      handlers.drawing(outline());
    } else if (event.pointerType !== 'touch') handlers.hover(event.buttons === 0 ? at : null, event);
  });
  listen('pointerup', (event) => {
    if (region?.pointer !== event.pointerId) return;
    const [x, y] = region.places[0];
    const done = outline();
    const wide = done.some(([u, v]) => Math.hypot(u - x, v - y) > tremor);
    giveUp();
    drew = wide;
    if (wide) handlers.drawn(done, event.ctrlKey || event.metaKey);
  });
  listen('pointercancel', () => region && giveUp());
  listen('pointerleave', (event) => handlers.hover(null, event));
  listen('click', (event) => {
    if (!drew) handlers.click(placeOf(event), event);
    drew = false;
  });
}
