/**
 * The head of EDCWRN (core): codes and centres move towards sharper memberships, as in IDEC, by distances in which each cluster weighs the
 * features of codes by how narrow it is in them. Where neighbours are asked for, the decoder reads a code with those of its neighbours.
 */
import type { PartitionModel } from '../../core/partition/model';
import type { DeepMethod } from '../deepMethod';
import type { Head } from '../head';
import { codeCentres, centresOf } from '../shared/codeCentres';
import { createPlace, crossEntropy, curve, place, slopes, type WeightedCentres } from './kernel';
import { neighbourCodes } from './neighbours';
import { inverseDispersions, membershipsOf, targetsOf } from './target';

export interface EdcwrnLive {
  /** γ. The reconstruction error beside it is a mean per entry. */
  readonly weight: number;
}

export interface EdcwrnSettings {
  readonly gamma: number;
  readonly featureWeights: 'inverse' | 'equal';
  readonly neighbours: boolean;
  readonly refreshSteps: number;
  readonly tolerance: number;
  readonly leastRefreshes: number;
}

/** Numbers between two looks at the clock. */
const sliceWork = 3e5;

/**
 * The loss is rec + γ · mean_i(−Σ_j p_ij ln q_ij), p being kept for each point and the weights for each cluster.
 * @param neighbours what the decoder reads is z_i + max(h_n₁, h_n₂), the second part being kept; else z_i.
 */
export const edcwrnHead = (neighbours: boolean): Head<EdcwrnLive> => ({
  learns: ({ k, m }) => [{ name: 'centres', shape: [k, m] }],
  keeps: ({ k, m }) => [
    { name: 'weights', rows: 'centres', width: m },
    { name: 'targets', rows: 'points', width: k },
    { name: 'labels', rows: 'points', width: 1 },
    ...(neighbours ? [{ name: 'neighbours', rows: 'points', width: m } as const] : []),
  ],
  reconstruction: () => 1,
  make({ k, m, learned, decoderInput }) {
    const { values: centres, gradient } = learned('centres');
    const own = createPlace(k);
    const sums = new Float64Array(k * m);
    return {
      forward({ count, live: { weight }, kept }, codes) {
        const of = { centres, weights: kept['weights'], k, m };
        let sum = 0;
        for (let i = 0; i < count; i++) {
          place(of, codes, i * m, own);
          sum += crossEntropy(kept['targets'].subarray(i * k, (i + 1) * k), own.q);
        }
        if (neighbours) for (let at = 0; at < count * m; at++) decoderInput[at] = codes[at] + kept['neighbours'][at];
        return { decoderInput: neighbours ? decoderInput : codes, loss: (weight * sum) / count };
      },
      backward({ count, live: { weight }, kept: { weights, targets } }, codes, fromDecoder, toCodes) {
        const of = { centres, weights, k, m };
        const scale = (2 * weight) / count;
        sums.fill(0);
        for (let i = 0; i < count; i++) {
          place(of, codes, i * m, own);
          const slope = slopes(targets.subarray(i * k, (i + 1) * k), own);
          for (let f = 0, at = i * m; f < m; f++, at++) {
            let pull = 0;
            for (let j = 0, row = f; j < k; j++, row += m) {
              const toCode = slope[j] * weights[row] * (codes[at] - centres[row]);
              pull += toCode;
              sums[row] -= toCode;
            }
            toCodes[at] = fromDecoder[at] + scale * pull;
          }
        }
        for (let at = 0; at < gradient.length; at++) gradient[at] = scale * sums[at];
      },
    };
  },
});

const heads = { with: edcwrnHead(true), without: edcwrnHead(false) };

/** The weights of a partition are there, for this method gives no other. */
const weightedCentres = (partition: PartitionModel): WeightedCentres => {
  if (partition.kind !== 'centres' || !partition.weights) throw new TypeError('EDCWRN makes centres with weights.');
  return { centres: partition.prototypes, weights: partition.weights, k: partition.k, m: partition.d };
};

export const method: DeepMethod<EdcwrnLive, EdcwrnSettings> = {
  head: ({ neighbours }) => (neighbours ? heads.with : heads.without),
  live: ({ values: { gamma } }) => ({ weight: gamma }),
  *begin(codes, { n, m, k }, random) {
    const centres = yield* codeCentres(codes, n, m, k, random);
    return { arrays: { centres, weights: new Float32Array(k * m).fill(1 / m), labels: new Float32Array(n).fill(-1) } };
  },
  refresh: {
    due: ({ batch, batches, sinceRefresh }, { refreshSteps }) => batch < batches && sinceRefresh >= refreshSteps,
    *run(codes, { centres, weights, labels: before }, { n, m, k, values }, random) {
      const { r, labels, dispersions } = yield* membershipsOf(codes, n, { centres, weights, k, m });
      const targets = yield* targetsOf(r, n, k);
      const changed = before[0] < 0 ? null : labels.reduce((sum, label, i) => sum + (label === before[i] ? 0 : 1), 0) / n;
      const arrays = {
        targets,
        labels,
        ...(values.featureWeights === 'inverse' && { weights: inverseDispersions(dispersions, k, m) }),
        ...(values.neighbours && { neighbours: yield* neighbourCodes(codes, n, m, random) }),
      };
      return { arrays, changed };
    },
    tolerance: ({ tolerance, leastRefreshes }) => ({ share: tolerance, leastRefreshes }),
  },
  partition: ({ centres, weights }, { k, m }) => ({
    kind: 'centres',
    k,
    d: m,
    prototypes: centres,
    rule: curve,
    metric: 'euclidean',
    weights,
  }),
  // With neighbours the decoder reads more than a place among the codes.
  prototypesArePoints: ({ neighbours }) => neighbours,
  decoderInput(codes, from, m, { neighbours }) {
    const first = from * m;
    return neighbours ? codes.map((code, at) => code + neighbours[first + at]) : codes;
  },
  /** Under the target of the last refresh; before the first, under the one that it would make now. */
  *measure({ partition, arrays, codes, reconstruction }, { n, k, values: { gamma } }) {
    const of = weightedCentres(partition);
    const made = arrays['targets'].some((share) => share > 0);
    const targets = made ? arrays['targets'] : yield* targetsOf((yield* membershipsOf(codes, n, of)).r, n, k);
    const own = createPlace(k);
    let [sum, entropy] = [0, 0];
    for (let i = 0, work = 0; i < n; i++) {
      place(of, codes, i * of.m, own);
      const p = targets.subarray(i * k, (i + 1) * k);
      sum += crossEntropy(p, own.q);
      entropy += crossEntropy(p, p);
      if ((work += k * of.m) < sliceWork) continue;
      work = 0;
      yield;
    }
    // The cross-entropy is KL(p‖q), which training lowers, and the entropy of p, which it cannot.
    return {
      compared: reconstruction + (gamma * sum) / n,
      terms: { reconstruction, clustering: (gamma * (sum - entropy)) / n, entropy: (gamma * entropy) / n },
    };
  },
  arraysOf: (partition) => ({ ...centresOf(partition), weights: Float32Array.from(weightedCentres(partition).weights) }),
};
