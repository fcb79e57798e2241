/** Takes pictures of the views that are on the page, as they are there. */
import { currentRun, runStore, type RunStore } from '../../../store/runStore';
import { titleOf } from '../../../store/runs/entries';
import { session } from '../../../store/session';
import { useStore, type TileView } from '../../../store/state';
import { drawForPicture } from '../../../views/chart/forPicture';
import { themeColors } from '../../../views/chart/theme';
import { labelOf, tileViews } from '../../views';
import { allDrawn } from './allDrawn';
import { captionOf } from './caption';
import { composed, type Figure } from './compose';
import type { Box } from './parts';
import { readView } from './readView';
import { canvasOf, pngFile, svgFile } from './write';

export interface ViewPlace {
  readonly id: TileView;
  /** Its title on the page. */
  readonly title: string;
  /** The same, with the run that stands beside the current one. */
  readonly label: string;
  readonly element: HTMLElement;
  readonly run: RunStore;
}

/** Numbers have their own export, and the inspector follows the pointer. */
const apart: readonly TileView[] = ['metrics', 'inspector'];

/** The views on the page, from the top: each stands in an element with its id in `data-view`, and with its run's in `data-run`, if not the current one. */
export function viewsOnPage(): ViewPlace[] {
  return Array.from(document.querySelectorAll<HTMLElement>('[data-view]'), (element) => ({
    element,
    id: element.dataset['view'] as TileView,
    run: element.dataset['run'] ? runStore(Number(element.dataset['run'])) : currentRun,
  })).flatMap(({ id, element, run }): ViewPlace[] => {
    const view = tileViews.find((one) => one.id === id);
    const there = view && !apart.includes(id) && element.checkVisibility();
    if (!there) return [];
    const beside = element.dataset['run'] ? useStore.getState().runs.get(Number(element.dataset['run'])) : undefined;
    const title = labelOf(view.label, run.getState());
    return [{ id, title, label: beside ? `${title}, ${titleOf(beside)}` : title, element, run }];
  });
}

/** Longer than this no view is waited for, in milliseconds. */
const patience = 30_000;

/** The figure of a view as it is drawn now. @param extent the part of the view that it shows. Absent: all that is drawn. */
export function figureOf({ element, title, run }: ViewPlace, withLegend: boolean, extent?: Box): { figure: Figure; extent: Box } {
  const reading = readView(element, extent);
  const { paper, ink, ink2 } = themeColors(element);
  const font = getComputedStyle(document.body).fontFamily;
  return { figure: composed(reading, captionOf(run.getState(), title), { paper, ink, ink2, font }, withLegend), extent: reading.box };
}

/** Lets the page stand still at the epoch that it shows while `work` is done; training itself goes on. */
async function standingStill<T>(work: () => Promise<T>): Promise<T> {
  const { cursor, training, shown, playing } = currentRun.getState();
  if (playing) session.play(false);
  const moving = cursor === null && training.state === 'training' && shown !== null;
  if (moving) session.scrub(shown.epoch);
  try {
    return await work();
  } finally {
    if (moving && currentRun.getState().cursor === shown.epoch) session.scrub(null);
  }
}

export type PictureFormat = 'svg' | 'png';
export const scales = [1, 2, 3, 4] as const;
export type Scale = (typeof scales)[number];

/** A picture of a view. Throws PictureError, or Error with a sentence, and the signal's reason. */
export async function takePicture(place: ViewPlace, format: PictureFormat, scale: Scale, signal: AbortSignal): Promise<Blob> {
  const { width, height } = place.element.getBoundingClientRect();
  // A size that cannot be had is refused before anything is drawn for it.
  if (format === 'png') canvasOf(Math.round(width * scale), Math.round(height * scale));
  return standingStill(async () => {
    const end = drawForPicture(place.element, scale);
    let figure: Figure;
    try {
      await allDrawn(place.element, patience, signal);
      ({ figure } = figureOf(place, true));
    } finally {
      end();
    }
    return format === 'svg' ? svgFile(figure) : pngFile(figure, scale);
  });
}
