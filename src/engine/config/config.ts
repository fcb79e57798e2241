import * as v from 'valibot';
import { MOST_CLUSTERS } from '../../data/dataset';
import { projectionSchema } from '../../projection/settings';
import { readObject, shown } from './given';

/** The config of a run, as JSON. This schema is the one place that says which keys there are, their ranges and their defaults. */

/** A value or key that a config may not have. The message is one sentence for the user. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(
    sentence: string,
    /** The key that is at fault, so that the sentence can stand beside its control. */
    readonly key: string | null,
    readonly code: 'bad-config' | 'too-large' = 'bad-config',
  ) {
    super(sentence);
  }
}

export const limits = {
  k: [1, MOST_CLUSTERS],
  beta: [1e-5, 1e3],
  steps: [1, 200],
  stepSize: [1e-4, 1],
  learningRate: [1e-7, 10],
  batchSize: [1, 65_536],
  epochs: [1, 100_000],
  restarts: [1, 100],
  // Restarts count on from it, and must stay whole.
  seed: [0, 9_000_000_000_000_000],
  probability: [0.001, 1],
  weight: [1e-6, 1e6],
  width: [1, 4096],
  latent: [1, 256],
  pretrainEpochs: [1, 10_000],
  rate: [0, 10],
} as const satisfies Record<string, readonly [number, number]>;

export const similarities = ['euclidean', 'spherical'] as const;
export const initialisations = ['normal', 'points', 'kmeans++', 'kmeans'] as const;
export const choices = ['loss', 'silhouette'] as const;
export const scalings = ['standard', 'minmax', 'pixels', 'none'] as const;
export const backendChoices = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;
export const maskValues = ['mean', 'min', 'max'] as const;
export const methodIds = ['clam', 'dclam'] as const;
export const networkNames = ['eae', 'cae', 'rae'] as const;
/** Of an autoencoder whose widths the user sets: this many layers between input and code, at most. */
const mostLayers = 8;
const networkWanted = `"eae", "cae", "rae" or a list of 1 to ${mostLayers} whole numbers between ${limits.width[0]} and ${limits.width[1]}`;

export const number = ([low, high]: readonly [number, number]) =>
  v.pipe(
    v.number('a number'),
    v.check((x) => Number.isFinite(x) && x >= low && x <= high, `between ${low} and ${high}`),
  );
export const integer = ([low, high]: readonly [number, number]) =>
  v.pipe(
    v.number('a whole number'),
    v.check((x) => Number.isInteger(x) && x >= low && x <= high, `a whole number between ${low} and ${high}`),
  );
const oneOf = <const T extends readonly string[]>(options: T) => v.picklist(options, `one of ${options.map((o) => `"${o}"`).join(', ')}`);

const maskSchema = v.strictObject(
  {
    /** The share of the d entries that is hidden: ⌊d·p⌋, at least one. */
    probability: v.optional(number(limits.probability), 0.15),
    /** What stands in a hidden entry at the start: this statistic of its feature. */
    value: v.optional(oneOf(maskValues), 'mean'),
    /** In every third epoch the whole batch shares one mask, as the published code does. */
    wholeBatchEveryThird: v.optional(v.boolean('true or false'), false),
  },
  'null, or an object such as {"probability": 0.15}',
);

const ratesSchema = v.strictObject(
  {
    encoder: v.optional(number(limits.rate), 1e-7),
    decoder: v.optional(number(limits.rate), 1e-3),
    memories: v.optional(number(limits.rate), 1e-2),
  },
  'an object such as {"memories": 0.01}',
);

const schema = v.strictObject({
  version: v.literal(1, '1, the only version there is'),
  /** The preset that these values started from, or null. */
  preset: v.nullable(v.string('the name of a preset')),
  method: oneOf(methodIds),
  /** Number of memories, and so of clusters at most. */
  k: integer(limits.k),
  /** β of exp(−β‖ρ−v‖²). */
  beta: number(limits.beta),
  /** T, recursion steps. */
  steps: integer(limits.steps),
  /** a = dt/τ; null ties it to T: a = 1/T. */
  stepSize: v.nullable(number(limits.stepSize)),
  similarity: oneOf(similarities),
  /** ε_μ: all 1, learned through log ε, or k fixed numbers. */
  weights: v.union([oneOf(['none', 'learned']), v.array(number(limits.weight))], '"none", "learned" or a list of k positive numbers'),
  /** null trains without a mask (eq. 8). */
  mask: v.nullable(maskSchema),
  /** Deep methods: in the space of the codes. "kmeans" are the centres of k-means. */
  init: oneOf(initialisations),
  /** Of the memories; of deep methods the pretraining's, where `rates` are those of the joint training. */
  learningRate: number(limits.learningRate),
  batchSize: integer(limits.batchSize),
  epochs: integer(limits.epochs),
  /** Runs with seeds seed, seed + 1, … advanced together. */
  restarts: integer(limits.restarts),
  /** Which epoch and run are the result: lowest loss over the whole set or highest silhouette, never a label-based metric. */
  choose: oneOf(choices),
  seed: integer(limits.seed),
  /** "pixels": all features by one range, that of the pictures or of the whole table, onto [0, 1]. */
  scaling: oneOf(scalings),
  /** Deep methods: the autoencoder, or the widths of a fully connected one between input and code. */
  network: v.union(
    [
      oneOf(networkNames),
      v.pipe(
        v.array(integer(limits.width)),
        v.check((widths) => widths.length >= 1 && widths.length <= mostLayers, networkWanted),
      ),
    ],
    networkWanted,
  ),
  /** m, dimensions of the code; null ties it to k. */
  latent: v.nullable(integer(limits.latent)),
  pretrainEpochs: integer(limits.pretrainEpochs),
  /** Of the network's first parameters and the batches of its pretraining: apart from `seed`, so that a new seed of the memories needs no new pretraining. */
  networkSeed: integer(limits.seed),
  rates: ratesSchema,
  /** A layout in the plane that is made of each result; null: none. */
  embed: v.nullable(projectionSchema),
  backend: oneOf(backendChoices),
});

export type Config = v.InferOutput<typeof schema>;
export type Mask = v.InferOutput<typeof maskSchema>;
export type Rates = v.InferOutput<typeof ratesSchema>;
export type BackendChoice = Config['backend'];
/** Keys to change; what is absent stays. */
export type ConfigPatch = Partial<Config>;

export const defaultConfig: Config = {
  version: 1,
  preset: null,
  method: 'clam',
  k: 3,
  beta: 1,
  steps: 10,
  stepSize: null,
  similarity: 'euclidean',
  weights: 'none',
  mask: null,
  init: 'kmeans',
  learningRate: 0.02,
  batchSize: 32,
  epochs: 200,
  restarts: 1,
  choose: 'loss',
  seed: 0,
  scaling: 'standard',
  network: 'eae',
  latent: null,
  pretrainEpochs: 100,
  networkSeed: 0,
  rates: { encoder: 1e-7, decoder: 1e-3, memories: 1e-2 },
  embed: null,
  backend: 'auto',
};

/**
 * What another method begins with. DCLAM: a step of its own, for with a = 1/T too much is left of a point for clusters to tighten (USPS, EAE: SC on
 * A(e(x)) 0.26 at 1/T, 0.62 at 0.15); pixels in [0, 1]; memories at the centres of k-means on the codes.
 */
export const methodDefaults: Record<Config['method'], ConfigPatch> = {
  clam: { stepSize: null, init: 'kmeans', learningRate: 0.02, batchSize: 32, epochs: 200, scaling: 'standard', mask: defaultConfig.mask },
  dclam: {
    beta: 1,
    steps: 15,
    stepSize: 0.15,
    init: 'kmeans',
    learningRate: 1e-3,
    batchSize: 64,
    epochs: 100,
    scaling: 'pixels',
    mask: null,
    similarity: 'euclidean',
    weights: 'none',
  },
};

/** Whether the method has networks, so that its memories live among codes. */
export const isDeep = ({ method }: Pick<Config, 'method'>): boolean => method === 'dclam';

/** m: the dimensions of the space that the memories live in. @param d the data's. */
export const memoryDimensions = (config: Pick<Config, 'method' | 'latent' | 'k'>, d: number): number =>
  isDeep(config) ? (config.latent ?? config.k) : d;

/** A code's length that was chosen for other data, where it still fits; else null. @param d the data's. */
export const fittingLatent = (latent: Config['latent'], d: number): Config['latent'] => (latent !== null && latent > d ? null : latent);

/** What a set asks for by itself, before the user asks for anything else. */
export type Suggestion = Pick<Config, 'k'> & Partial<Pick<Config, 'beta' | 'mask' | 'init' | 'network' | 'latent' | 'scaling'>>;

/** What of a data set the settings depend on. */
export interface DataShape {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  /** Not null where the points are pictures. */
  readonly image: object | null;
}

/** Up to so many features a table gets a small autoencoder. */
const smallTable = 64;

/** Up to so many features the map is the data's own plane or a cut through them, and the way of the memories is there to be seen. */
const planeFeatures = 3;
/** Up to so many memories in it, basins that differ from Voronoi cells cost nothing. */
const planeMemories = 5;

/**
 * The set's own k, within its limits. For CLAM what has the highest silhouette without losing clusters, measured on 17 sets × 5 seeds
 * (`npm run bench starts`): memories that start as k-means' centres, no mask, and β = 32/d, at most 4, because standardised points lie some
 * 2d apart (squared). In two or three dimensions memories that start as k-means++ points do as well and can be seen on their way; there β
 * is 1 for up to five memories (five Gaussians: SC 0.668, and 0.670 at 4), and grows with k beyond (twelve blobs: SC 0.27 at 1, 0.72 at 4).
 * For DCLAM a network and a scaling that suit pictures or tables, and codes of no more numbers than a point has.
 */
export function suggestedConfig({ n, d, k, image }: DataShape, method: Config['method'] = 'clam'): Suggestion {
  const clusters = Math.max(limits.k[0], Math.min(k, n, limits.k[1]));
  if (isDeep({ method }))
    return {
      k: clusters,
      scaling: image ? 'pixels' : 'standard',
      ...(image || d > smallTable ? {} : { network: [64, 32] }),
      ...(clusters > d ? { latent: d } : {}),
    };
  const inPlane = d <= planeFeatures;
  return { k: clusters, beta: suggestedBeta(d, clusters), mask: null, init: inPlane ? 'kmeans++' : 'kmeans' };
}

/** Of points whose features have variance 1. */
export function suggestedBeta(d: number, k: number): number {
  const beta = d > planeFeatures ? Math.min(4, 32 / d) : k <= planeMemories ? 1 : Math.max(4, k / 3);
  return Number(Math.max(limits.beta[0], beta).toPrecision(1));
}

function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j];
      row[j] = Math.min(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length];
}

/** Config keys that training takes up at its next epoch; a change of any other begins a new run. */
const liveKeys: readonly string[] = ['beta', 'steps', 'stepSize', 'learningRate', 'epochs', 'choose', 'preset', 'embed', 'backend'];
const liveDeepKeys: readonly string[] = ['beta', 'steps', 'stepSize', 'rates', 'epochs', 'choose', 'preset', 'embed', 'backend'];

/** Whether a run of one config goes on with the other. */
export function sameRun(a: Config, b: Config): boolean {
  const live = isDeep(a) ? liveDeepKeys : liveKeys;
  return (Object.keys(a) as (keyof Config)[]).every((key) => live.includes(key) || JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

/** " Did you mean “beta”?", or nothing where no name is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const [best] = names
    .map((name) => ({ name, d: distance(word.slice(0, 60).toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.d - b.d);
  return best && best.d <= Math.max(2, word.length / 3) ? ` Did you mean “${best.name}”?` : '';
}

/** The keys of a config that a person or a script gives, as plain data. Throws ConfigError where they are no object, or cannot be read. */
export const readConfig = (input: unknown): ConfigPatch =>
  readObject(
    input,
    (why) =>
      new ConfigError(
        'none' in why
          ? `A config is a JSON object such as {"beta": 1.2, "k": 7}, not ${why.none}.`
          : `The config cannot be read: ${why.unread}. Give plain numbers, texts, lists and objects.`,
        null,
      ),
  ) as ConfigPatch;

/**
 * A whole config out of `base` and the keys of `input`.
 * Throws ConfigError with one sentence that names the key when a key is unknown or a value out of range; nothing is changed then.
 */
export function parseConfig(input: unknown, base: Config = defaultConfig): Config {
  const given = readConfig(input);
  const known = Object.keys(schema.entries);
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw new ConfigError(`The config has an unknown key “${key.slice(0, 60)}”.${didYouMean(key, known)}`, key);
  const parsed = v.safeParse(schema, { ...base, ...given });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const path = (issue.path ?? []).map((part) => String(part.key)).join('.');
    if (issue.expected === 'never') {
      const inner = path.split('.').pop() ?? path;
      throw new ConfigError(
        `The config has an unknown key “${path.slice(0, 60)}”.${didYouMean(inner, Object.keys(inside(path).entries))}`,
        path,
      );
    }
    throw new ConfigError(`“${path}” must be ${issue.message}, not ${shown(issue.input)}.`, path.split('.')[0] ?? null);
  }
  const config = parsed.output;
  if (config.seed + config.restarts - 1 > limits.seed[1])
    throw new ConfigError(
      `“seed” must be at most ${limits.seed[1] - config.restarts + 1} for ${config.restarts} restarts, which count on from it, not ${config.seed}.`,
      'seed',
    );
  if (Array.isArray(config.weights) && config.weights.length !== config.k)
    throw new ConfigError(`“weights” has ${config.weights.length} numbers for ${config.k} memories; give one for each.`, 'weights');
  if (config.embed?.of === 'encoded' && !isDeep(config))
    throw new ConfigError(
      '“embed” of "encoded" needs codes, and CLAM has none: choose "input" or "attracted", or "method": "dclam".',
      'embed',
    );
  if (isDeep(config)) {
    const [key] = (['mask', 'weights', 'similarity'] as const).filter((one) => config[one] !== methodDefaults.dclam[one]);
    if (key)
      throw new ConfigError(
        `“${key}” other than ${JSON.stringify(methodDefaults.dclam[key])} is not defined for DCLAM, whose loss has neither mask nor weights nor sphere (DCLAM eq. 8).`,
        key,
      );
  }
  if (config.similarity === 'spherical' && config.weights !== 'none')
    throw new ConfigError('“weights” other than "none" are defined for the Euclidean similarity only (CLAM eq. 11).', 'weights');
  return config;
}

/** The schema of the object that a key holds. */
const inside = (path: string) => (path.startsWith('rates') ? ratesSchema : path.startsWith('embed') ? projectionSchema : maskSchema);

/** a, with null meaning 1/T. */
export function stepSizeOf(config: Pick<Config, 'steps' | 'stepSize'>): number {
  return config.stepSize ?? 1 / config.steps;
}
