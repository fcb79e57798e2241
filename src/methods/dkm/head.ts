/** The head of Deep k-Means (Fard, Thonet, Gaussier 2020): a soft k-means loss beside the reconstruction. The decoder reads the codes. */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { CentresPartition } from '../../core/partition/model';
import type { DeepMethod } from '../deepMethod';
import { leastNorm, type CentreDistance } from '../shared/centreDistance';
import { centresOf, codeCentres, meanHeight, withClustering } from '../shared/codeCentres';
import { softKMeansHead, type SoftKMeansLive } from '../shared/softKMeans';
import { alphaAt, type AnnealingSettings } from './annealing';

export interface DkmSettings extends AnnealingSettings {
  /** As the paper has it: the reconstruction error beside it is a sum over d entries. */
  readonly lambda: number;
  readonly alpha: number;
  readonly distance: CentreDistance;
}

export const method: DeepMethod<SoftKMeansLive, DkmSettings> = {
  head: ({ distance }) => softKMeansHead(distance, 'exponential'),
  live: ({ values, d }, epoch) => ({ alpha: alphaAt(values, epoch), lambda: values.lambda / d }),
  *begin(codes, { values: { start, distance }, n, m, k }, random) {
    const from = (centres: Float32Array) => ({ arrays: { centres } });
    if (start === 'random') return from(Float32Array.from({ length: k * m }, () => 2 * random.uniform() - 1));
    if (distance === 'euclidean') return from(yield* codeCentres(codes, n, m, k, random));
    const directions = scaledRows(codes, n, m, () => 1);
    return from(scaledRows(yield* codeCentres(directions, n, m, k, random), k, m, () => 1));
  },
  partition({ centres }, { values, n, m, k }, epoch, codes) {
    const { distance } = values;
    const alpha = alphaAt(values, epoch);
    const model = {
      kind: 'centres',
      k,
      d: m,
      prototypes: centres,
      rule: { by: 'softmax', alpha },
      metric: distance,
      weights: null,
    } as const;
    return distance === 'euclidean' ? model : { ...model, prototypes: lengthened(model, codes, n) };
  },
  // The height of a soft partition into centres is ℓ.
  *measure({ partition, codes, reconstruction }, { values, n, d }) {
    return withClustering(reconstruction, (values.lambda / d) * (yield* meanHeight(partition, codes, n)));
  },
  arraysOf: centresOf,
};

/** The cosine leaves a centre's length open: that of a prototype is the mean length of its codes, and of all codes where it has none. */
function lengthened(model: CentresPartition, codes: Float32Array, n: number): Float32Array {
  const { k, d } = model;
  const labels = partitionerOf(model).assign(codes, n);
  const [total, count] = [new Float64Array(k + 1), new Float64Array(k + 1)];
  for (let i = 0; i < n; i++)
    for (const at of [labels[i], k]) {
      total[at] += lengthOf(codes, i, d);
      count[at]++;
    }
  const mean = (c: number) => total[c] / count[c];
  return scaledRows(model.prototypes, k, d, (c) => mean(count[c] > 0 ? c : k));
}

const lengthOf = (rows: Floats, row: number, width: number): number => {
  let square = 0;
  for (let j = 0; j < width; j++) square += rows[row * width + j] ** 2;
  return Math.sqrt(square);
};

/** Rows in their directions, of these lengths. */
function scaledRows(rows: Floats, count: number, width: number, length: (row: number) => number): Float32Array {
  const scaled = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const factor = length(i) / Math.max(lengthOf(rows, i, width), leastNorm);
    for (let j = 0; j < width; j++) scaled[i * width + j] = factor * rows[i * width + j];
  }
  return scaled;
}
