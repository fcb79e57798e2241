/** The scale of the drawings of memories: the range of the data in each feature. */
import type { Partitioner } from '../../core/partition/partitioner';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { sampleRows, scaledRow } from '../units';

/** Per feature, in the scaled space. */
export interface Reach {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The lowest and the highest value of each feature. */
export interface Ranges extends Reach {
  /** Mean ± 2 deviations, within those: one outlier would leave a heat strip without contrast. */
  readonly usual: Reach;
  /** Mean of ‖x‖ in the scaled space. */
  readonly meanLength: number;
}

/** Over all points, or where that is more than `mostNumbers` numbers, over a sample. */
export function measure(dataset: Dataset, space: Space, mostNumbers = 2e6): Ranges {
  const { n, d } = dataset;
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  const sample = sampleRows(n, Math.max(1, Math.floor(mostNumbers / d)));
  const rows = sample.length;
  const row = new Float32Array(d);
  const sum = new Float64Array(d);
  const squares = new Float64Array(d);
  let lengths = 0;
  for (const i of sample) {
    scaledRow(dataset, space, i, row);
    let square = 0;
    for (let f = 0; f < d; f++) {
      const value = row[f]!;
      if (value < low[f]!) low[f] = value;
      if (value > high[f]!) high[f] = value;
      square += value * value;
      sum[f]! += value;
      squares[f]! += value * value;
    }
    lengths += Math.sqrt(square);
  }
  const usual = { low: low.slice(), high: high.slice() };
  for (let f = 0; f < d; f++) {
    const mean = sum[f]! / rows;
    const deviation = Math.sqrt(Math.max(0, squares[f]! / rows - mean * mean));
    usual.low[f] = Math.max(low[f]!, mean - 2 * deviation);
    usual.high[f] = Math.min(high[f]!, mean + 2 * deviation);
  }
  return { low, high, usual, meanLength: lengths / rows };
}

/** Where a value lies between the lowest and the highest of its feature: 0 … 1 within the data; 0.5 for a constant feature. */
export function position({ low, high }: Reach, f: number, value: number): number {
  const span = high[f]! - low[f]!;
  return span > 0 ? (value - low[f]!) / span : 0.5;
}

const measured = new WeakMap<Dataset, { space: Space; ranges: Ranges }>();

/** The ranges of a set, measured once. */
export function rangesOf(dataset: Dataset, space: Space): Ranges {
  let known = measured.get(dataset);
  if (known?.space !== space) measured.set(dataset, (known = { space, ranges: measure(dataset, space) }));
  return known.ranges;
}

/** Prototypes, and whether only their direction counts. */
export type Prototypes = Pick<Partitioner, 'prototypes' | 'sphere'>;

/**
 * Prototype μ as it is drawn and told of, d scaled numbers. On the sphere only its direction counts: it gets the mean length of the points.
 */
export function drawnMemory({ prototypes, sphere }: Prototypes, mu: number, dataset: Dataset, space: Space): Float64Array {
  const { d } = dataset;
  const row = Float64Array.from(prototypes.subarray(mu * d, (mu + 1) * d));
  if (!sphere) return row;
  let square = 0;
  for (const value of row) square += value * value;
  const scale = square > 0 ? rangesOf(dataset, space).meanLength / Math.sqrt(square) : 0;
  for (let f = 0; f < d; f++) row[f]! *= scale;
  return row;
}
