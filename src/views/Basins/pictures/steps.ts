import { partitionerOf } from '../../../core/partition/kinds';
import type { PartitionModel } from '../../../core/partition/model';
import type { Floats } from '../../../core/algebra/floats';

/** Steps 0 … T, or where these are more than `most` (2 or more), so many of them: evenly chosen, the first and the last among them. */
export function chosenSteps(T: number, most: number): number[] {
  const count = Math.min(T + 1, most);
  return count === 1 ? [0] : Array.from({ length: count }, (_, i) => Math.round((i * T) / (count - 1)));
}

/**
 * Where a point (d numbers) is after each of these steps, which rise from 0: rows × d; on the sphere it is normalised at the start. Yields
 * between steps: whoever drives it pauses.
 */
export function* wayOf(model: PartitionModel, start: Floats, steps: readonly number[]): Generator<void, Float32Array> {
  const { d } = model;
  const rows = new Float32Array(steps.length * d);
  const { move } = partitionerOf(model);
  if (!move) return rows;
  let at = move.to(start, 1, 0);
  let done = 0;
  for (const [row, step] of steps.entries()) {
    for (; done < step; done++) {
      at = move.to(at, 1, 1);
      yield;
    }
    rows.set(at, row * d);
  }
  return rows;
}
