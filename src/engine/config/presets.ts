import {
  ConfigError,
  defaultConfig,
  didYouMean,
  methodDefaults,
  methodIds,
  parseConfig,
  readConfig,
  type Config,
  type ConfigPatch,
} from './config';
import { shown } from './given';

export interface Preset {
  readonly id: string;
  readonly name: string;
  /** One sentence: where its values are from. */
  readonly description: string;
  /** The bundled or synthetic set it was made for, or null where the user brings it. */
  readonly dataset: string | null;
  readonly values: ConfigPatch;
}

type Row = [
  name: string,
  k: number,
  printedBeta: number,
  steps: number,
  learningRate: number,
  batchSize: number,
  probability: number,
  value: 'mean' | 'min' | 'max',
];

/** CLAM paper, Table 6, as printed (k: the number of classes, Table 4). */
const table6: Row[] = [
  ['zoo', 7, 2.4, 10, 0.1, 8, 0.2, 'mean'],
  ['ecoli', 8, 0.095, 12, 0.1, 16, 0.15, 'mean'],
  ['movlib', 15, 0.7, 7, 0.01, 8, 0.15, 'mean'],
  ['usps', 10, 0.1, 5, 0.001, 16, 0.15, 'min'],
  ['segment', 7, 0.1, 7, 0.1, 8, 0.1, 'mean'],
  ['fashion-mnist', 10, 0.0005, 5, 0.01, 256, 0.1, 'max'],
];

const clamPaper = table6.map(([name, k, printedBeta, steps, learningRate, batchSize, probability, value]): Preset => {
  const values: ConfigPatch = {
    version: 1,
    preset: `clam-paper/${name}`,
    method: 'clam',
    k,
    beta: printedBeta / 2,
    steps,
    stepSize: null,
    similarity: 'euclidean',
    weights: 'none',
    mask: { probability, value, wholeBatchEveryThird: true },
    // Table 6 does not say how memories start. From N(0.1, 0.1²), as in the published code, all start in one place, and on movlib one to three of the
    // 15 end without points: SC of the chosen run 0.22 … 0.25 over a few seeds, from distinct points 0.24 … 0.26.
    init: 'points',
    learningRate,
    batchSize,
    epochs: 200,
    restarts: 10,
    choose: 'silhouette',
    scaling: 'standard',
  };
  return {
    id: `clam-paper/${name}`,
    name: `CLAM paper: ${name}`,
    description: `Table 6 of the CLAM paper. It prints β = ${printedBeta}, tuned with code that computes exp(−(β/2)‖·‖²); here, with exp(−β‖·‖²), that is β = ${printedBeta / 2}. Memories start as distinct points.`,
    dataset: null,
    values,
  };
});

type DeepRow = [
  data: 'usps' | 'fashion-mnist',
  network: 'cae' | 'rae' | 'eae',
  beta: number,
  steps: number,
  batchSize: number,
  memories: number,
  encoder: number,
  decoder: number,
  remark?: string,
];

/** DCLAM paper, Table 6, as printed; its columns for these data. */
const deepTable6: DeepRow[] = [
  ['usps', 'cae', 0.5, 15, 64, 0.01, 1e-7, 1e-3],
  ['usps', 'rae', 1, 10, 64, 0.01, 1e-7, 1e-3],
  [
    'usps',
    'eae',
    1,
    15,
    32,
    0.1,
    1e-7,
    0.01,
    'At these rates the clusters come apart here; with 0.01 for the memories, 0.001 for the decoder and batches of 64 SC on A(e(x)) reaches 0.86 with an RRL below 10%.',
  ],
  ['fashion-mnist', 'cae', 0.5, 15, 64, 1e-3, 1e-7, 1e-3],
  ['fashion-mnist', 'rae', 0.09, 15, 64, 1e-3, 1e-7, 1e-3],
  [
    'fashion-mnist',
    'eae',
    0.7,
    10,
    64,
    0.1,
    1e-7,
    1e-3,
    'At this rate of the memories the clusters come apart here within some epochs; with 0.01 they stay.',
  ],
];

/** The paper does not print the step; with its T·a = 1 the points would keep 0.37 of their distance to a memory, and its silhouettes are out of reach. */
const deepStep = 0.15;

const dclamPaper = deepTable6.map(([data, network, beta, steps, batchSize, memories, encoder, decoder, remark]): Preset => ({
  id: `dclam-paper/${data}-${network}`,
  name: `DCLAM paper: ${data}, ${network.toUpperCase()}`,
  description: `Table 6 of the DCLAM paper, 100 epochs of pretraining and 300 of joint training. Two things that it does not print: the step, here a = ${deepStep}, and the memories’ start, here k-means on the codes.${remark ? ` ${remark}` : ''}`,
  dataset: null,
  values: {
    ...methodDefaults.dclam,
    version: 1,
    preset: `dclam-paper/${data}-${network}`,
    method: 'dclam',
    k: 10,
    latent: null,
    network,
    beta,
    steps,
    stepSize: deepStep,
    batchSize,
    rates: { memories, encoder, decoder },
    pretrainEpochs: 100,
    epochs: 300,
    restarts: 1,
    choose: 'silhouette',
  },
}));

export const presets: readonly Preset[] = [...clamPaper, ...dclamPaper];

/**
 * A whole config out of `base` and what the user gave. A key "preset" puts that preset's values in between, another "method" what that begins with.
 * Throws ConfigError for an unknown preset, key or value.
 */
export function resolveConfig(input: unknown, base: Config = defaultConfig): Config {
  const given = readConfig(input);
  const id: unknown = given.preset ?? null;
  if (id === null) return parseConfig(given, forMethod(given, base));
  const preset = presets.find((one) => one.id === id);
  if (!preset) {
    const ids = presets.map((one) => one.id);
    const name = typeof id === 'string' ? id.slice(0, 60) : shown(id);
    throw new ConfigError(`There is no preset “${name}”.${didYouMean(name, ids)} The presets are ${ids.join(', ')}.`, 'preset');
  }
  const values = { ...preset.values, ...given };
  return parseConfig(values, forMethod(values, base));
}

/** Where the input names another method than the base has, what that method begins with comes in between. */
function forMethod({ method }: ConfigPatch, base: Config): Config {
  const wanted = methodIds.find((one) => one === method);
  return wanted === undefined || wanted === base.method ? base : { ...base, ...methodDefaults[wanted], method: wanted };
}
