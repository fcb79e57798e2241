/** What the film's row shows of each frame, and the steps of its slider. */
import { partitionerOf } from '../../core/partition/kinds';
import type { Snapshot } from '../../engine/protocol';
import { nearestEpoch } from '../chart/thin';

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

const known = new WeakMap<Snapshot, { readonly before: Snapshot; readonly change: number }>();

/**
 * How much changed between two frames, for each epoch between them: the mean distance that the prototypes moved, in the space that they
 * live in; of partitions that have none, the share of points with another label.
 */
export function changeSince(before: Snapshot, after: Snapshot): number {
  const found = known.get(after);
  if (found?.before === before) return found.change;
  const change = moved(before, after) / Math.max(1, after.epoch - before.epoch);
  known.set(after, { before, change });
  return change;
}

function moved(before: Snapshot, after: Snapshot): number {
  const [from, to] = [before.partition, after.partition].map((one) => partitionerOf(one).prototypes);
  const { k, d } = after.partition;
  if (partitionerOf(after.partition).means || from.length !== to.length) {
    const other = after.labels.reduce((sum, label, i) => sum + (label === before.labels[i] ? 0 : 1), 0);
    return other / Math.max(1, after.labels.length);
  }
  let sum = 0;
  for (let c = 0; c < k; c++) {
    let square = 0;
    for (let j = c * d; j < (c + 1) * d; j++) square += (to[j] - from[j]) ** 2;
    sum += Math.sqrt(square);
  }
  return sum / k;
}
