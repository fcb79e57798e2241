/** Shared by the tests of deep training: a method that asks for all that a head and its hooks may ask for, and training with it. */
import { add, div, expandDims, mean, mul, slice, square, sub, sum, transpose } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { Floats } from '../../core/algebra/floats';
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import { defaultsOf, type DeepConfig } from '../../methods/config';
import type { DeepMethod } from '../../methods/deepMethod';
import type { Head } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import { architectureOf } from '../networks/architecture';
import { createDeepNetwork, type NetworkHead } from '../networks/create';
import type { BackendName } from '../protocol';
import { byTape } from './byTape';
import type { SavedRestart } from './restart';
import { DeepTrainer } from './trainer';

interface Live {
  readonly weight: number;
}

/** Of σ·ε in what the decoder reads. */
const spread = 0.1;

/**
 * The encoder gives [σ | μ]; the codes are μ, the decoder reads μ + 0.1·σ·ε, ε being noise. The loss of its own is weight · mean_i Σ_c t_ic
 * w_c ‖μ_i − s ⊙ r_c‖²: r and s are learned, t is kept for each point, w_c = 1/(1 + counts_c) for each centre.
 */
export const fullHead: Head<Live> = {
  learns: ({ k, m }) => [
    { name: 'scale', shape: [m] },
    { name: 'centres', shape: [k, m] },
  ],
  keeps: ({ k }) => [
    { name: 'targets', rows: 'points', width: k },
    { name: 'labels', rows: 'points', width: 1 },
    { name: 'counts', rows: 'centres', width: 1 },
  ],
  output: (m) => ({ width: 2 * m, codesFrom: m, others: { factor: 0.5, bias: 0.2 } }),
  noise: true,
  reconstruction: () => 0.5,
  make({ k, m, learned, decoderInput }) {
    const [scale, centres] = [learned('scale'), learned('centres')];
    const factor = (kept: Readonly<Record<string, Floats>>, i: number, c: number) => kept.targets[i * k + c] / (1 + kept.counts[c]);
    const apart = (output: Floats, i: number, c: number, j: number) =>
      output[(2 * i + 1) * m + j] - scale.values[j] * centres.values[c * m + j];
    return {
      forward({ count, kept, noise, live }, output) {
        let loss = 0;
        for (let i = 0; i < count; i++) {
          for (let j = 0; j < m; j++)
            decoderInput[i * m + j] = output[(2 * i + 1) * m + j] + spread * output[2 * i * m + j] * noise![i * m + j];
          for (let c = 0; c < k; c++) for (let j = 0; j < m; j++) loss += factor(kept, i, c) * apart(output, i, c, j) ** 2;
        }
        return { decoderInput, loss: (live.weight * loss) / count };
      },
      backward({ count, kept, noise, live }, output, fromDecoder, toOutput) {
        for (const one of [scale, centres]) one.gradient.fill(0);
        for (let i = 0; i < count; i++)
          for (let j = 0; j < m; j++) {
            const from = fromDecoder[i * m + j];
            toOutput[2 * i * m + j] = spread * noise![i * m + j] * from;
            let toCode = from;
            for (let c = 0; c < k; c++) {
              const slope = ((2 * live.weight) / count) * factor(kept, i, c) * apart(output, i, c, j);
              toCode += slope;
              centres.gradient[c * m + j] -= slope * scale.values[j];
              scale.gradient[j] -= slope * centres.values[c * m + j];
            }
            toOutput[(2 * i + 1) * m + j] = toCode;
          }
      },
    };
  },
};

export const fullTensors: HeadMap<Live> = ({ count, live, kept, noise }, output, { scale, centres }) => {
  const [, m] = noise!.shape;
  const [deviations, codes] = [0, m].map((from) => slice(output, [0, from], [count, m]));
  const distance = sum(square(sub(expandDims(codes, 1), expandDims(mul(centres, scale), 0))), 2);
  const weights = div(kept.targets, add(1, transpose(kept.counts)));
  return {
    decoderInput: add(codes, mul(spread, mul(deviations, noise!))) as Tensor2D,
    loss: mul(live.weight, mean(sum(mul(weights, distance), 1))) as Scalar,
  };
};

/** ‖μ_i − s ⊙ r_c‖² of one code. */
const distanceTo = (codes: Floats, i: number, c: number, m: number, { scale, centres }: Readonly<Record<string, Floats>>): number => {
  let total = 0;
  for (let j = 0; j < m; j++) total += (codes[i * m + j] - scale[j] * centres[c * m + j]) ** 2;
  return total;
};

/**
 * An epoch of SGD while the decoder rests, one of the head's own loss alone, then all together. Every third step refreshes the targets and
 * puts the scale back to 1; after each step the counts grow. Any refresh after `leastRefreshes` ends training.
 * @param averaged the epoch that averages; 0: none.
 */
export const fullMethod = (leastRefreshes: number, averaged = 0): DeepMethod<Live, unknown> => ({
  head: () => fullHead,
  live: (_, epoch) => ({ weight: 0.1 * epoch }),
  *begin(codes, { n, m, k }, random) {
    yield;
    const arrays = {
      scale: new Float32Array(m).fill(1),
      centres: Float32Array.from({ length: k * m }, () => 0.3 * random.normal()),
      targets: new Float32Array(n * k),
      labels: new Float32Array(n).fill(-1),
      counts: Float32Array.from({ length: k }, (_, c) => codes[c] ** 2),
    };
    return { arrays };
  },
  refresh: {
    due: ({ batch, batches, sinceRefresh }) => batch < batches && sinceRefresh >= 3,
    *run(codes, now, { n, m, k }) {
      const targets = new Float32Array(n * k);
      const labels = new Float32Array(n);
      for (let i = 0; i < n; i++) {
        yield;
        const distances = Array.from({ length: k }, (_, c) => distanceTo(codes, i, c, m, now));
        const total = distances.reduce((all, distance) => all + Math.exp(-distance), 0);
        distances.forEach((distance, c) => (targets[i * k + c] = Math.exp(-distance) / total));
        labels[i] = distances.indexOf(Math.min(...distances));
      }
      const changed = now.labels[0] < 0 ? null : labels.filter((label, i) => label !== now.labels[i]).length / n;
      return { arrays: { targets, labels, scale: new Float32Array(m).fill(1) }, changed };
    },
    tolerance: () => ({ share: 2, leastRefreshes }),
  },
  settle: (rows, codes, { counts }, { m }) => ({
    counts: counts.map((count, c) => count + Math.abs(codes[(c % rows.length) * m]) / rows.length),
  }),
  phases: () => [
    { trains: ['encoder', 'head'], loss: 'joint', epochs: 1, optimiser: { kind: 'sgd', epsilon: 0, momentum: 0.5 } },
    { trains: ['head'], loss: 'head', epochs: 1, optimiser: { kind: 'adam', epsilon: 1e-3, momentum: 0 } },
    { trains: ['encoder', 'decoder', 'head'], loss: 'joint', epochs: 1, optimiser: { kind: 'adam', epsilon: 1e-7, momentum: 0 } },
  ],
  leastBatch: () => 5,
  averages: (_, epoch) => epoch === averaged,
  partition: ({ centres, scale }, { k, m }) => ({
    kind: 'centres',
    k,
    d: m,
    prototypes: centres.map((r, at) => r * scale[at % m]),
    rule: { by: 'nearest' },
    metric: 'euclidean',
    weights: null,
  }),
  arraysOf: (partition) => ({ centres: Float32Array.from(partitionerOf(partition).prototypes) }),
});

export const [n, d, m, k] = [32, 6, 2, 3];
const heads: NetworkHead<Live> = { typed: fullHead, tensors: async () => byTape(fullHead, fullTensors) };
export const config: DeepConfig = {
  ...defaultsOf('dclam'),
  k,
  latent: m,
  batchSize: 8,
  network: [5],
  restarts: 1,
  rates: { encoder: 1e-2, decoder: 5e-3, head: 2e-2 },
};

/** A trainer of the full method, before its first epoch. */
export async function fullTrainer(backend: BackendName, leastRefreshes: number, averaged = 0): Promise<DeepTrainer> {
  const random = new Random(5);
  const points = Float32Array.from({ length: n * d }, (_, at) => (Math.floor(at / d) % k) + random.uniform());
  const architecture = architectureOf(config.network, { d, image: null }, m, 2 * m);
  const context = { points, n, d, config, image: null, pretrained: null, backend, ready: async () => backend };
  const network = await createDeepNetwork({ ...context, architecture, k, batchSize: config.batchSize, head: heads });
  const trainer = new DeepTrainer(context, architecture, fullMethod(leastRefreshes, averaged) as DeepMethod<unknown, DeepConfig>, [
    network,
  ]);
  await trainer.start();
  return trainer;
}

/** Trains from one epoch to another, and gives the numbers of each: arrays by name, single ones as lists of one. */
export async function epochs(trainer: DeepTrainer, first: number, last: number): Promise<Record<string, ArrayLike<number>>[]> {
  const results = [];
  for (let epoch = first; epoch <= last; epoch++) {
    trainer.begin({ epoch, config, learningRates: Float64Array.of(1) });
    while (!(await trainer.advance(0))) continue;
    const { losses, partitions, ended, deep } = await trainer.end();
    const [{ codes, others, decoded }] = deep!;
    const [{ network, steps }] = (await trainer.save()) as SavedRestart[];
    results.push({
      losses,
      ended: ended!.map(Number),
      steps: [steps],
      codes,
      others: others!,
      decoded,
      prototypes: partitionerOf(partitions[0]).prototypes,
      encoder: network.encoder,
      decoder: network.decoder,
      'moments of the head': network.optimisers.head.first,
      ...network.head,
    });
  }
  return results;
}
