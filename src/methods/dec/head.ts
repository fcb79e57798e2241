/**
 * The head of DEC, IDEC and DCEC (Xie et al. 2016; Guo et al. 2017): codes and centres move so that memberships come nearer to a sharper copy
 * of themselves, which is made anew every u steps. DEC leaves the decoder out, the others keep it in the loss.
 */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { DeepMethod, Steps } from '../deepMethod';
import type { Head } from '../head';
import { centresOf, codeCentres, withClustering } from '../shared/codeCentres';
import { addGradient, divergence, greatest, memberships, sharpen, type Centres } from '../shared/studentTarget';

export interface DecLive {
  /** γ; of DEC 1. The reconstruction error beside it is a mean per entry, as the published code has it. */
  readonly weight: number;
}

export interface DecSettings {
  /** Absent: the networks are trained by the divergence alone. */
  readonly gamma?: number;
  readonly refreshSteps: number;
  readonly tolerance: number;
  readonly leastRefreshes: number;
}

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

/** The loss is rec + γ · mean_i Σ_j p_ij ln(p_ij/q_ij), p being kept for each point. */
export const decHead: Head<DecLive> = {
  learns: ({ k, m }) => [{ name: 'centres', shape: [k, m] }],
  keeps: ({ k }) => [
    { name: 'targets', rows: 'points', width: k },
    { name: 'labels', rows: 'points', width: 1 },
  ],
  reconstruction: () => 1,
  make({ k, m, learned }) {
    const { values: centres, gradient } = learned('centres');
    const of: Centres = { centres, k, m };
    const [similarities, q, p] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
    const sums = new Float64Array(k * m);
    const point = (targets: Floats, codes: Floats, i: number) => {
      memberships(of, codes, i * m, similarities, q);
      for (let j = 0; j < k; j++) p[j] = targets[i * k + j];
    };
    return {
      forward({ count, live: { weight }, kept: { targets } }, codes) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          point(targets, codes, i);
          sum += divergence(p, q);
        }
        return { decoderInput: codes, loss: (weight * sum) / count };
      },
      backward({ count, live: { weight }, kept: { targets } }, codes, fromDecoder, toCodes) {
        const scale = weight / count;
        sums.fill(0);
        for (let i = 0; i < count; i++) {
          point(targets, codes, i);
          addGradient(of, codes, i * m, similarities, p, q, sums);
          for (let f = 0, at = i * m; f < m; f++, at++) {
            let pull = 0;
            for (let j = 0; j < k; j++) pull += similarities[j] * (p[j] - q[j]) * (codes[at] - centres[j * m + f]);
            toCodes[at] = fromDecoder[at] + 2 * scale * pull;
          }
        }
        for (let at = 0; at < gradient.length; at++) gradient[at] = scale * sums[at];
      },
    };
  },
};

/** Of all n codes: memberships q, n × k, f_j = Σ_i q_ij, and the greatest of each. */
function* membershipsOf(
  codes: Floats,
  n: number,
  of: Centres,
): Steps<{ q: Float64Array; frequencies: Float64Array; labels: Float32Array }> {
  const { k, m } = of;
  const q = new Float64Array(n * k);
  const frequencies = new Float64Array(k);
  const labels = new Float32Array(n);
  const similarities = new Float64Array(k);
  for (let i = 0, work = 0; i < n; i++) {
    const own = q.subarray(i * k, (i + 1) * k);
    memberships(of, codes, i * m, similarities, own);
    for (let j = 0; j < k; j++) frequencies[j] += own[j];
    labels[i] = greatest(own);
    if ((work += k * m) < sliceWork) continue;
    work = 0;
    yield;
  }
  return { q, frequencies, labels };
}

export const method: DeepMethod<DecLive, DecSettings> = {
  head: () => decHead,
  live: ({ values: { gamma = 1 } }) => ({ weight: gamma }),
  *begin(codes, { n, m, k }, random) {
    return { arrays: { centres: yield* codeCentres(codes, n, m, k, random), labels: new Float32Array(n).fill(-1) } };
  },
  refresh: {
    due: ({ batch, batches, sinceRefresh }, { refreshSteps }) => batch < batches && sinceRefresh >= refreshSteps,
    *run(codes, { centres, labels: before }, { n, m, k }) {
      const { q, frequencies, labels } = yield* membershipsOf(codes, n, { centres, k, m });
      for (let i = 0; i < n; i++) sharpen(q.subarray(i * k, (i + 1) * k), frequencies);
      const changed = before[0] < 0 ? null : labels.reduce((sum, label, i) => sum + (label === before[i] ? 0 : 1), 0) / n;
      return { arrays: { targets: Float32Array.from(q), labels }, changed };
    },
    tolerance: ({ tolerance, leastRefreshes }) => ({ share: tolerance, leastRefreshes }),
  },
  phases: ({ values: { gamma } }) =>
    gamma === undefined
      ? [{ trains: ['encoder', 'head'], loss: 'head', epochs: Infinity }]
      : [{ trains: ['encoder', 'decoder', 'head'], loss: 'joint', epochs: Infinity }],
  partition: ({ centres }, { k, m }): PartitionModel => ({
    kind: 'centres',
    k,
    d: m,
    prototypes: centres,
    rule: { by: 'student', nu: 1 },
    metric: 'euclidean',
    weights: null,
  }),
  /** Under the target of the last refresh; before the first, under the one that it would make now. */
  *measure({ partition, arrays: { targets }, codes, reconstruction }, { n, m, k, values: { gamma } }) {
    const { prototypes: centres } = partitionerOf(partition);
    const { q, frequencies } = yield* membershipsOf(codes, n, { centres, k, m });
    const made = targets.some((share) => share > 0);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const own = q.subarray(i * k, (i + 1) * k);
      const p = Float64Array.from(made ? targets.subarray(i * k, (i + 1) * k) : own);
      if (!made) sharpen(p, frequencies);
      sum += divergence(p, own);
    }
    if (gamma === undefined) return { compared: sum / n, terms: { clustering: sum / n } };
    return withClustering(reconstruction, (gamma * sum) / n);
  },
  arraysOf: centresOf,
};
