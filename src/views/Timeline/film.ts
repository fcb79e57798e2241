/** The frames of the film strip, their places, and the steps of its slider. */
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { nearestEpoch } from '../chart/thin';

/** The number of frames that fit: each about `side` wide with its gap, between 2 and 16, never more than there are. */
export function filmLength(width: number, side: number, frames: number): number {
  return Math.min(frames, Math.max(2, Math.min(16, Math.floor(width / side))));
}

/** Indices of `count` of `total` frames, the first and the last among them, evenly spaced. */
export function chooseFrames(total: number, count: number): number[] {
  if (count <= 1 || total <= 1) return total > 0 ? [total - 1] : [];
  return Array.from({ length: Math.min(count, total) }, (_, i) => Math.round((i * (total - 1)) / (Math.min(count, total) - 1)));
}

/**
 * The epoch to show when the slider asks for `wanted`: the nearest frame that there is, but always one further in that direction, so that
 * an arrow key moves although the history is thinned.
 */
export function frameToward(frames: readonly { readonly epoch: number }[], current: number, wanted: number): number {
  const nearest = nearestEpoch(frames, wanted);
  if (nearest < 0) return wanted;
  const found = frames[nearest]!.epoch;
  if (wanted > current && found <= current) return frames.find((frame) => frame.epoch > current)?.epoch ?? found;
  if (wanted < current && found >= current) return frames.findLast((frame) => frame.epoch < current)?.epoch ?? found;
  return found;
}

/** The frame before (−1) or after (+1) the epoch that is shown; null where there is none. */
export function neighbour(frames: readonly { readonly epoch: number }[], current: number, direction: -1 | 1): number | null {
  const found = direction > 0 ? frames.find((frame) => frame.epoch > current) : frames.findLast((frame) => frame.epoch < current);
  return found?.epoch ?? null;
}

export type FilmKind = 'pictures' | 'map' | 'strips';

/** Pictures where rows are pictures; a map where a plane shows most of what there is to see; else the memories as heat strips. */
export function filmKind(dataset: Dataset, space: Space): FilmKind {
  if (dataset.image) return 'pictures';
  if (dataset.d === 2) return 'map';
  const { axes, explained } = space.pca;
  return axes.length >= 2 * space.d && space.d > 1 && (explained[0] ?? 0) + (explained[1] ?? 0) >= 0.3 ? 'map' : 'strips';
}
