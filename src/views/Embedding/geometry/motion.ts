/** Points that move from one layout to the next instead of jumping, so that an eye can follow them. */
import { pointOf, rowOf, type Placed } from './place';

/** Milliseconds. */
export const motionTime = 250;

export interface Motion {
  /** count × 2, where each point comes from and where it goes. */
  readonly from: Float32Array;
  readonly to: Placed;
  /** k × 2, or null where the memories appear where they are. */
  readonly fromMemories: Float32Array | null;
  readonly began: number;
}

/** 0 … 1, slow at both ends. */
export function motionProgress({ from, to, began }: Motion, now: number): number {
  if (from === to.places) return 1;
  const t = Math.max(0, Math.min(1, (now - began) / motionTime));
  return t * t * (3 - 2 * t);
}

function mixed(from: Float32Array, to: Float32Array, progress: number): Float32Array {
  if (progress >= 1) return to;
  const out = new Float32Array(to.length);
  for (let i = 0; i < out.length; i++) out[i] = from[i] + progress * (to[i] - from[i]);
  return out;
}

/** @param before what is drawn now, of the same data set; null, or `still`: the layout is there at once. */
export function moveTo(before: Motion | null, to: Placed, now: number, still: boolean): Motion {
  if (!before || still || before.to.count === 0) return { from: to.places, to, fromMemories: to.memories, began: now };
  // Only the memories are elsewhere.
  if (before.to.places === to.places)
    return {
      ...before,
      to,
      fromMemories: before.from === to.places || before.fromMemories?.length !== to.memories?.length ? to.memories : before.fromMemories,
    };
  const progress = motionProgress(before, now);
  const here = mixed(before.from, before.to.places, progress);
  const fromMemories =
    before.to.memories && before.fromMemories && to.memories?.length === before.to.memories.length
      ? mixed(before.fromMemories, before.to.memories, progress)
      : to.memories;
  const { rows } = before.to.layout;
  if (rows === to.layout.rows && before.to.count === to.count) return { from: here, to, fromMemories, began: now };
  // Points that were not there appear in their places.
  const from = to.places.slice();
  for (let i = 0; i < to.count; i++) {
    const old = pointOf(rows, before.to.count, rowOf(to.layout.rows, i));
    if (old < 0) continue;
    from[2 * i] = here[2 * old];
    from[2 * i + 1] = here[2 * old + 1];
  }
  return { from, to, fromMemories, began: now };
}

/** Where point `i` is at this moment. */
export function whereIs({ from, to }: Motion, i: number, progress: number): [number, number] {
  const { places } = to;
  return [from[2 * i] + progress * (places[2 * i] - from[2 * i]), from[2 * i + 1] + progress * (places[2 * i + 1] - from[2 * i + 1])];
}

/** Where the memories are at this moment, k × 2. */
export const memoriesNow = ({ fromMemories, to }: Motion, progress: number): Float32Array | null =>
  to.memories && mixed(fromMemories ?? to.memories, to.memories, progress);
