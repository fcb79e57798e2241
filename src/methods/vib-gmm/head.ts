/**
 * The head of VIB-GMM (Uğur, Arvanitakis, Zaidi 2020): the encoder gives a Gaussian for each point, mean μ and log variance l; the decoder
 * reads a draw of it, μ + e^{l/2} ε; and the prior that these Gaussians are held to is a mixture, whose components are the clusters.
 */
import type { Floats } from '../../core/algebra/floats';
import type { GaussiansPartition } from '../../core/partition/model';
import { partitionerOf } from '../../core/partition/kinds';
import { greatest } from '../../core/partition/softmax';
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadArrays } from '../head';
import { leastLog, mostLog, Prior, within, type PriorArrays } from './prior';
import { leastVariance, startingMixture } from './start';

export interface VibLive {
  /** 2σ²s/d: the reconstruction error beside it is a mean per entry. */
  readonly weight: number;
}

export interface VibSettings {
  /** σ² of a pixel: the reconstruction error as the paper has it is the squared distance over 2σ². */
  readonly variance: number;
  /** Epochs in which the weight of the prior rises from 0 to that of the paper. */
  readonly warmUp: number;
}

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

/** The weight of the prior at an epoch: s = min(1, epoch/warmUp). */
export const weightAt = ({ variance, warmUp }: VibSettings, d: number, epoch: number): number =>
  ((2 * variance) / d) * Math.min(1, epoch / warmUp);

/** The loss is rec + weight · mean_i(−ln Σ_c π_c e^{−K_ic}). The encoder gives [μ | l]. */
export const vibHead: Head<VibLive> = {
  learns: ({ k, m }) => [
    { name: 'centres', shape: [k, m] },
    { name: 'logVariances', shape: [k, m] },
    { name: 'logits', shape: [k] },
  ],
  // After pretraining l is near −4 at every point, whatever chance has made of it.
  output: (m) => ({ width: 2 * m, codesFrom: 0, others: { factor: 0.1, bias: -4 } }),
  noise: true,
  reconstruction: () => 1,
  make({ k, m, learned, decoderInput }) {
    const [centres, logVariances, logits] = [learned('centres'), learned('logVariances'), learned('logits')];
    const prior = new Prior(k, m, { centres: centres.values, logVariances: logVariances.values, logits: logits.values });
    const { responsibilities: r, variances, precisions, logShares } = prior;
    return {
      forward({ count, noise, live: { weight } }, output) {
        prior.refresh();
        let sum = 0;
        for (let i = 0; i < count; i++) {
          const [mean, log] = [2 * i * m, (2 * i + 1) * m];
          sum += prior.distance(output, mean, output, log);
          for (let j = 0; j < m; j++) decoderInput[i * m + j] = output[mean + j] + Math.sqrt(variances[j]) * noise![i * m + j];
        }
        return { decoderInput, loss: (weight * sum) / count };
      },
      backward({ count, noise, live: { weight } }, output, fromDecoder, toOutput) {
        for (const { gradient } of [centres, logVariances, logits]) gradient.fill(0);
        const scale = weight / count;
        for (let i = 0; i < count; i++) {
          const [mean, log] = [2 * i * m, (2 * i + 1) * m];
          prior.distance(output, mean, output, log);
          for (let c = 0; c < k; c++) logits.gradient[c] += scale * (Math.exp(logShares[c]) - r[c]);
          for (let j = 0; j < m; j++) {
            const from = fromDecoder[i * m + j];
            // Σ_c r_c (μ − M_c)/S_c, and Σ_c r_c/S_c.
            let [pull, precision] = [0, 0];
            for (let c = 0, at = j; c < k; c++, at += m) {
              const apart = output[mean + j] - centres.values[at];
              const share = r[c] * precisions[at];
              pull += share * apart;
              precision += share;
              centres.gradient[at] -= scale * share * apart;
              logVariances.gradient[at] += (scale / 2) * (r[c] - share * (variances[j] + apart ** 2));
            }
            toOutput[mean + j] = from + scale * pull;
            const l = output[log + j];
            const inside = l >= leastLog && l <= mostLog;
            toOutput[log + j] = inside
              ? (from * noise![i * m + j] * Math.sqrt(variances[j]) + scale * (variances[j] * precision - 1)) / 2
              : 0;
          }
        }
      },
    };
  },
};

/** The mean over n points of e^l, m numbers. */
function meanVariances(logs: Floats, n: number, m: number): Float64Array {
  const sums = new Float64Array(m);
  for (let at = 0; at < n * m; at++) sums[at % m] += Math.exp(within(logs[at])) / n;
  return sums;
}

const priorOf = (arrays: HeadArrays, k: number, m: number): Prior => new Prior(k, m, arrays as HeadArrays & PriorArrays);

export const method: DeepMethod<VibLive, VibSettings> = {
  head: () => vibHead,
  live: ({ values, d }, epoch) => ({ weight: weightAt(values, d, epoch) }),
  *begin(codes, { n, m, k }, random) {
    const { prototypes, factors, logShares } = yield* startingMixture(codes, n, m, k, random);
    const single = (values: Floats, map: (x: number) => number) => Float32Array.from(values, map);
    return {
      arrays: {
        centres: single(prototypes, (x) => x),
        logVariances: single(factors, (deviation) => Math.log(Math.max(leastVariance, deviation ** 2))),
        logits: single(logShares, (x) => x),
      },
    };
  },
  /**
   * A place without a variance of its own has the mean of the points': −½ Σ_j v_j/S_cj is then the same at all places and stands with the
   * shares. Points have their own variances, so that some are labelled otherwise than the place they lie at.
   */
  partition(arrays, { n, m, k }, _, codes, others): GaussiansPartition & { readonly pointLabels: Uint16Array } {
    const prior = priorOf(arrays, k, m);
    const logs = others!;
    const variances = meanVariances(logs, n, m);
    const logShares = Float32Array.from(prior.logShares, (share, c) => {
      let twice = 0;
      for (let j = 0; j < m; j++) twice += variances[j] * prior.precisions[c * m + j];
      return share - twice / 2;
    });
    const pointLabels = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      prior.distance(codes, i * m, logs, i * m);
      pointLabels[i] = greatest(prior.responsibilities);
    }
    return {
      kind: 'gaussians',
      k,
      d: m,
      prototypes: arrays['centres'],
      logShares,
      covariance: 'diagonal',
      factors: arrays['logVariances'].map((log) => Math.exp(log / 2)),
      pointLabels,
    };
  },
  *measure({ epoch, arrays, codes, others, reconstruction }, { values, n, d, m, k }) {
    const prior = priorOf(arrays, k, m);
    let sum = 0;
    for (let i = 0, work = 0; i < n; i++) {
      sum += prior.distance(codes, i * m, others!, i * m);
      if ((work += k * m) < sliceWork) continue;
      work = 0;
      yield;
    }
    const ofPrior = (weightAt(values, d, epoch) * sum) / n;
    return { compared: reconstruction + ofPrior, terms: { reconstruction, prior: ofPrior } };
  },
  arraysOf: (partition) => ({ centres: Float32Array.from(partitionerOf(partition).prototypes) }),
};
