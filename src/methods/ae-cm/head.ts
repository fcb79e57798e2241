/**
 * The head of AE-CM (Boubekki et al. 2021): CM on the codes of an autoencoder, whose decoder reads the codes themselves. Codes are also drawn
 * again from their memberships, γ = softmax(zW + b), as z̄ = Σ_j γ_j μ_j with centres μ = V + c.
 */
import { drain } from '../../core/work/steps';
import type { Optimiser } from '../../core/optimise/optimiser';
import type { PartitionModel } from '../../core/partition/model';
import type { DeepMethod, DeepRun, Steps } from '../deepMethod';
import type { Head, HeadArrays } from '../head';
import { CmArrays } from '../shared/clusteringModule/arrays';
import { allTerms, CmLoss, concentrationsOf, type Concentration } from '../shared/clusteringModule/loss';
import { fromCentres, randomArrays } from '../shared/clusteringModule/start';
import { CmTraining } from '../shared/clusteringModule/training';
import { codeCentres } from '../shared/codeCentres';
import { cmArrays, fill, headArrays, shapes, write } from './arrays';

export interface AeCmLive {
  /** α of each cluster. */
  readonly alpha: Float64Array;
  /** β. */
  readonly reconstruction: number;
  /** λ. */
  readonly orthonormality: number;
  /** Features of a point. */
  readonly d: number;
}

/** Of CM's terms in AE-CM's loss: centres are held to be orthonormal, which leaves none of E₃. */
const terms = { ...allTerms, merging: 0 };

/**
 * The loss is rec + [Σ‖z − z̄‖² + Σ Σ_j γ_j (1 − γ_j) + E₄ + λ ‖μμᵀ − I‖₁]/(B·d) of a batch of B points, with β as the weight of rec, their
 * mean squared error per entry: that of eq. 10, whose terms are sums, over B·d.
 */
export const aeCmHead: Head<AeCmLive> = {
  learns: shapes,
  reconstruction: ({ reconstruction }) => reconstruction,
  make({ k, m, batchSize, learned }) {
    const [W, b, V, c] = ['W', 'b', 'V', 'c'].map(learned);
    const values = { W: W.values, b: b.values, V: V.values, c: c.values };
    const gradients = { W: W.gradient, b: b.gradient, V: V.gradient, c: c.gradient };
    const arrays = new CmArrays(k, m);
    const loss = new CmLoss(k, m, 'unit');
    const all = Uint32Array.from({ length: batchSize }, (_, i) => i);
    const toPoints = new Float64Array(batchSize * m);
    return {
      forward({ count, live: { alpha, orthonormality, d } }, codes) {
        fill(arrays, values);
        const { reconstruction, sparsity, prior } = drain(loss.of(arrays, codes, all.subarray(0, count), alpha, terms, toPoints));
        const apart = addOrthonormality(arrays, orthonormality, loss.gradient);
        return { decoderInput: codes, loss: (reconstruction + sparsity + prior + orthonormality * apart) / (count * d) };
      },
      backward({ count, live: { d } }, _, fromDecoder, toCodes) {
        const factor = 1 / (count * d);
        for (let at = 0; at < count * m; at++) toCodes[at] = fromDecoder[at] + factor * toPoints[at];
        write(loss.gradient, gradients, factor);
      },
    };
  },
};

/** ‖μμᵀ − I‖₁ over all entries. Adds `weight` times its gradient to that of V and c; at 0 the sign of an entry is 0. */
function addOrthonormality(arrays: CmArrays, weight: number, gradient: CmArrays | null): number {
  const { k, d } = arrays;
  const centres = arrays.centres();
  let sum = 0;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      let entry = i === j ? -1 : 0;
      for (let f = 0; f < d; f++) entry += centres[i * d + f] * centres[j * d + f];
      sum += Math.abs(entry);
      if (!gradient) continue;
      const slope = 2 * weight * Math.sign(entry);
      for (let f = 0; f < d; f++) {
        gradient.own[i * d + f] += slope * centres[j * d + f];
        gradient.common[f] += slope * centres[j * d + f];
      }
    }
  return sum;
}

interface AeCmSettings {
  readonly start: 'pretrained' | 'random';
  readonly reconstruction: number;
  readonly concentration: Concentration;
  readonly orthonormality: number;
  readonly headEpochs: number;
  readonly averaging: boolean;
  readonly optimiser: Optimiser;
  readonly rates: { readonly head: number };
  readonly batchSize: number;
  readonly epochs: number;
}

/** CM learns from the codes as they are before the networks move: V the centres of k-means and W their pseudo-inverse at first. */
function* pretrained(
  codes: Float32Array,
  { values, n, m, k }: DeepRun<AeCmSettings>,
  centres: Float32Array,
  seed: number,
): Steps<CmArrays> {
  const { concentration, optimiser, rates, batchSize, headEpochs } = values;
  const training = new CmTraining({ points: codes, n, d: m }, fromCentres(centres, k, m, 'pinv'), optimiser, seed);
  for (let epoch = 0; epoch < headEpochs; epoch++)
    yield* training.pass({ concentration, terms: allTerms, learningRate: rates.head, batchSize });
  return training.arrays;
}

/** The sums of a batch are divided by this, and so is what Adam adds to the root of its squares. */
const divisor = ({ values: { batchSize }, n, d }: DeepRun<AeCmSettings>): number => Math.min(batchSize, n) * d;

export const method: DeepMethod<AeCmLive, AeCmSettings> = {
  head: () => aeCmHead,
  live: ({ values: { concentration, reconstruction, orthonormality }, d, k }) => ({
    alpha: concentrationsOf(concentration, k),
    reconstruction,
    orthonormality,
    d,
  }),
  *begin(codes, run, random, seed) {
    const { values, n, m, k } = run;
    if (values.start === 'random') return { arrays: headArrays(randomArrays(k, m, random)) };
    return { arrays: headArrays(yield* pretrained(codes, run, yield* codeCentres(codes, n, m, k, random), seed)) };
  },
  phases: (run) => [
    {
      trains: ['encoder', 'decoder', 'head'],
      loss: 'joint',
      epochs: Infinity,
      optimiser: { ...run.values.optimiser, epsilon: run.values.optimiser.epsilon / divisor(run) },
    },
  ],
  // E₄ and the orthonormality count once a batch, however small it is.
  leastBatch: ({ batchSize }) => batchSize / 2,
  averages: ({ averaging, epochs }, epoch) => averaging && epoch === epochs,
  partition: (arrays, { k, m }) => cmArrays(arrays, k, m).partition(),
  /** Restarts are compared by L_sp of the paper, the sparsity. What counts once a batch counts as in a batch of the shares of all points. */
  *measure({ arrays, codes, reconstruction }, run) {
    const { values, n, d, m, k } = run;
    const own = cmArrays(arrays, k, m);
    const rows = Uint32Array.from({ length: n }, (_, i) => i);
    const alpha = concentrationsOf(values.concentration, k);
    const sums = yield* new CmLoss(k, m, 'unit').of(own, codes, rows, alpha, terms);
    const measured = {
      reconstruction: values.reconstruction * reconstruction,
      clustering: sums.reconstruction / (n * d),
      sparsity: sums.sparsity / (n * d),
      prior: sums.prior / divisor(run),
      orthonormality: (values.orthonormality * addOrthonormality(own, 0, null)) / divisor(run),
    };
    return { compared: measured.sparsity, terms: measured };
  },
  arraysOf,
};

function arraysOf(partition: PartitionModel): HeadArrays {
  if (partition.kind !== 'softmax') throw new TypeError(`AE-CM does not go on from a partition of kind "${partition.kind}".`);
  const { k, d, weights, bias, prototypes } = partition;
  const arrays = new CmArrays(k, d);
  arrays.weights.set(weights);
  arrays.bias.set(bias);
  arrays.own.set(prototypes);
  return headArrays(arrays);
}
