/** Films a view: each epoch is shown on the page, and taken when its map has been drawn. */
import { messageOf } from '../../../core/work/messageOf';
import { session } from '../../../store/session';
import { currentRun } from '../../../store/runStore';
import type { RunState } from '../../../store/state';
import { drawForPicture } from '../../../views/chart/forPicture';
import { formatCount } from '../../../views/format';
import { allDrawn } from '../figure/allDrawn';
import type { Figure } from '../figure/compose';
import type { Box } from '../figure/parts';
import { figureOf, type ViewPlace } from '../figure/take';
import { canvasOf, drawFigure } from '../figure/write';
import type { FilmEncoder, FilmFormat, FilmSize } from './encoder';
import { filmEncoder } from './encoders';
import { even, filmed } from './epochs';

export interface FilmChoice {
  readonly format: FilmFormat;
  readonly seconds: number;
  /** Pixels across. */
  readonly width: number;
}

export interface FilmProgress {
  readonly done: number;
  readonly of: number;
  readonly secondsLeft: number | null;
}

export interface Film {
  readonly file: Blob;
  /** Null where all is in it. */
  readonly remark: string | null;
}

/** Longer than this no epoch is waited for, in milliseconds. */
const patience = 60_000;

/** The pixels of a film of this view as it stands. Throws Error where nothing is drawn. */
export function filmSize(place: ViewPlace, width: number): FilmSize {
  const { figure } = figureOf(place, false);
  return sizeOf(figure, width);
}

const sizeOf = (figure: Figure, width: number): FilmSize => ({ width: even(width), height: even((width * figure.height) / figure.width) });

/** The layouts of the Embedding view follow what is shown a little later, but for those that are to keep to an epoch. */
const follows = ({ embeddings, shown }: RunState): boolean =>
  embeddings.every(({ state, pinned, layout }) => pinned !== null || state !== 'live' || layout?.epoch === shown?.epoch);

/**
 * A film of the kept epochs of the shown run. Where the page stood before, it stands afterwards. Rejects with a sentence where another run
 * is shown meanwhile or an encoder fails, and with the signal's reason.
 */
export async function takeFilm(
  place: ViewPlace,
  { format, seconds, width }: FilmChoice,
  told: (progress: FilmProgress) => void,
  signal: AbortSignal,
): Promise<Film> {
  const { frames, run, cursor, restart } = currentRun.getState();
  session.play(false);
  const epochs = filmed(
    frames.map(({ epoch }) => epoch),
    seconds,
  );
  const scale = width / figureOf(place, false).figure.width;
  const end = drawForPicture(place.element, scale);
  let encoder: FilmEncoder | null = null;
  let extent: Box | undefined;
  let size: FilmSize | null = null;
  let canvas: OffscreenCanvas | null = null;
  let done = 0;
  const began = performance.now();
  try {
    for (const [index, epoch] of epochs.entries()) {
      await showEpoch(place, epoch, run, restart, signal);
      const shown = currentRun.getState().shown!;
      // A long training drops every other of its epochs to make room.
      if (shown.epoch !== epoch) continue;
      const taken = figureOf(place, false, extent);
      ({ extent } = taken);
      size ??= sizeOf(taken.figure, width);
      canvas ??= canvasOf(size.width, size.height);
      await drawFigure(taken.figure, canvas, scale);
      try {
        encoder ??= await filmEncoder(format, size, epochs.length, seconds);
        await encoder.add(canvas, index);
      } catch (error) {
        throw new Error(`The film could not be written (${messageOf(error)}). Choose another format or a smaller size.`, { cause: error });
      }
      done++;
      const spent = (performance.now() - began) / 1000;
      told({ done: index + 1, of: epochs.length, secondsLeft: index > 1 ? (spent / (index + 1)) * (epochs.length - index - 1) : null });
      signal.throwIfAborted();
    }
    if (!encoder) throw new Error('No epoch of this run is kept any more, so there is nothing to film.');
    const file = await encoder.finish();
    const dropped = epochs.length - done;
    return {
      file,
      remark:
        dropped > 0
          ? `${formatCount(dropped)} of ${formatCount(epochs.length)} epochs were dropped meanwhile, and are not in the film.`
          : null,
    };
  } finally {
    encoder?.end();
    end();
    if (currentRun.getState().run === run) session.scrub(cursor);
  }
}

/** Resolves when the epoch, or the nearest before it that is kept, is shown and drawn. */
async function showEpoch(place: ViewPlace, epoch: number, run: number, restart: number, signal: AbortSignal): Promise<void> {
  session.scrub(epoch);
  const there = () => {
    const state = currentRun.getState();
    if (state.run !== run || state.restart !== restart)
      throw new Error('Another run is shown now, so the film was given up. Begin it again.');
    if (state.cursor !== epoch) throw new Error('Another epoch was chosen meanwhile, so the film was given up. Begin it again.');
    const kept = state.frames.findLast((frame) => frame.epoch <= epoch) ?? state.frames[0];
    return state.shown?.epoch === kept?.epoch && (place.id !== 'embedding' || follows(state));
  };
  await allDrawn(place.element, patience, signal, there);
}
