/** The head of Deep k-Means (Fard, Thonet, Gaussier 2020): a soft k-means loss beside the reconstruction. The decoder reads the codes. */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { CentresPartition } from '../../core/partition/model';
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadSize } from '../head';
import { centresOf, codeCentres, meanHeight, withClustering } from '../shared/codeCentres';
import { alphaAt, type AnnealingSettings } from './annealing';
import { leastNorm, measures, type DkmDistance } from './distance';

export interface DkmLive {
  /** α of p = softmax_k(−α f). */
  readonly alpha: number;
  /** The factor of the mean clustering loss: the paper's λ over d, for the reconstruction error beside it is a mean per entry. */
  readonly lambda: number;
}

/** The loss is rec + λ · mean_i ℓ_i, ℓ = Σ_k p_k f_k, p = softmax_k(−α f), f_k the distance of a code to centre k (eq. 2 and 4). */
export function dkmHead(distance: DkmDistance): Head<DkmLive> {
  return {
    learns: ({ k, m }: HeadSize) => [{ name: 'centres', shape: [k, m] }],
    reconstruction: () => 1,
    make({ k, m, learned }) {
      const centres = learned('centres');
      const { prepare, distances, addGradients } = measures[distance](k, m);
      const f = new Float64Array(k);
      const p = new Float64Array(k);
      const slopes = new Float64Array(k);
      const toCode = new Float64Array(m);
      const toCentres = new Float64Array(k * m);

      /** Fills f and p for code i and returns ℓ. */
      function measure(codes: Floats, i: number, alpha: number): number {
        distances(codes, i * m, f);
        const least = f.reduce((a, b) => Math.min(a, b));
        let total = 0;
        for (let c = 0; c < k; c++) total += p[c] = Math.exp(-alpha * (f[c] - least));
        let loss = 0;
        for (let c = 0; c < k; c++) loss += (p[c] /= total) * f[c];
        return loss;
      }

      return {
        forward({ count, live: { alpha, lambda } }, codes) {
          prepare(centres.values);
          let loss = 0;
          for (let i = 0; i < count; i++) loss += measure(codes, i, alpha);
          return { decoderInput: codes, loss: (lambda * loss) / count };
        },
        backward({ count, live: { alpha, lambda } }, codes, fromDecoder, toCodes) {
          prepare(centres.values);
          toCentres.fill(0);
          for (let i = 0; i < count; i++) {
            const loss = measure(codes, i, alpha);
            // ∂ℓ/∂f_k is negative where f_k > ℓ + 1/α: such a centre and the code repel each other.
            for (let c = 0; c < k; c++) slopes[c] = (lambda / count) * p[c] * (1 - alpha * (f[c] - loss));
            toCode.fill(0);
            addGradients(codes, i * m, slopes, toCode, toCentres);
            for (let j = 0; j < m; j++) toCodes[i * m + j] = fromDecoder[i * m + j] + toCode[j];
          }
          centres.gradient.set(toCentres);
        },
      };
    },
  };
}

export interface DkmSettings extends AnnealingSettings {
  /** As the paper has it: the reconstruction error beside it is a sum over d entries. */
  readonly lambda: number;
  readonly alpha: number;
  readonly distance: DkmDistance;
}

export const method: DeepMethod<DkmLive, DkmSettings> = {
  head: ({ distance }) => dkmHead(distance),
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
