import type { Snapshot } from '../../engine/protocol';

/** The newest of the kept snapshots that is not past `epoch`; null follows the newest of all. */
export function frameAt(frames: readonly Snapshot[], epoch: number | null): Snapshot | null {
  if (epoch === null) return frames.at(-1) ?? null;
  let low = 0;
  let high = frames.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (frames[middle].epoch <= epoch) low = middle;
    else high = middle - 1;
  }
  return frames[low] ?? null;
}
