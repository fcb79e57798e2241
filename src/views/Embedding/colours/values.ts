/** One number a point, computed in slices of a millisecond: whoever drives it stops when time is up, or for good. */
import { moveCost, partitionerOf } from '../../../core/partition/kinds';
import type { Dataset } from '../../../data/dataset';
import type { Space } from '../../../engine/protocol';
import { certainties } from '../../Histogram/certainty';
import { attractedRow } from '../../units';
import type { ColourSubject } from './subject';

export type ValueMode = 'entropy' | 'loss';

/** Multiplications in a slice. */
const slice = 2e5;

/** H(x) of each of `rows`, in nats (CLAM eq. 13). */
export function* entropyOf(dataset: Dataset, space: Space, subject: ColourSubject, rows: Uint32Array): Generator<void, Float32Array> {
  return (yield* certainties(dataset, space, subject, rows)).entropy;
}

/**
 * ‖x − A(x)‖² of each of `rows`, in the space where the memories live: the loss of CLAM (eq. 6) with nothing masked, of deep methods that
 * of the codes, ‖e(x) − A(e(x))‖². On the sphere of x/‖x‖.
 */
export function* lossOf(
  dataset: Dataset,
  space: Space,
  { model, latent }: ColourSubject,
  rows: Uint32Array,
): Generator<void, Float32Array> {
  const { d } = model;
  const { move, sphere } = partitionerOf(model);
  const out = new Float32Array(rows.length);
  if (!move) return out;
  const many = Math.max(1, Math.floor(slice / moveCost(model)));
  const points = new Float32Array(Math.min(many, rows.length) * d);
  for (let from = 0; from < rows.length; from += many) {
    if (from > 0) yield;
    const count = Math.min(many, rows.length - from);
    for (let i = 0; i < count; i++) {
      const row = attractedRow(dataset, space, latent, rows[from + i]);
      points.set(row, i * d);
      if (sphere) normalise(points, i * d, d);
    }
    const ends = move.to(points.subarray(0, count * d), count);
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = i * d; j < (i + 1) * d; j++) sum += (points[j] - ends[j]) ** 2;
      out[from + i] = sum;
    }
  }
  return out;
}

function normalise(vector: Float32Array, start: number, length: number): void {
  let square = 0;
  for (let j = start; j < start + length; j++) square += vector[j] ** 2;
  if (square > 0) for (let j = start; j < start + length; j++) vector[j] /= Math.sqrt(square);
}

/** From which value to which a scale reaches: of entropies all that there can be, of losses what 98 of 100 points do not exceed. */
export function valueDomain(mode: ValueMode, values: Float32Array, k: number): [number, number] {
  if (mode === 'entropy') return [0, Math.max(1e-9, Math.log(k))];
  const sorted = values.slice().sort();
  const high = sorted[Math.floor(0.98 * (sorted.length - 1))] ?? 1;
  return [0, high > 0 ? high : 1];
}
