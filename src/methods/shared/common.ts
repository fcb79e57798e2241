import * as v from 'valibot';
import { projectionSchema } from '../../projection/settings';
import { choiceField, integerField, numberField, oneOf, type Field } from '../fields';
import { limits } from '../limits';

/** Settings that every method has, and those of methods that train in batches. */

export const backendChoices = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendChoice = (typeof backendChoices)[number];
export type Embed = v.InferOutput<typeof projectionSchema> | null;

/** k, with a name for what there are k of. */
export const clusters = (sentence: string, equation: string) =>
  integerField(limits.k, 3, {
    kind: 'slider',
    label: 'Number of clusters k',
    short: 'clusters',
    sentence,
    equation,
    within: ({ n }) => [limits.k[0], Math.min(limits.k[1], n ?? limits.k[1])],
    soft: ({ suggestedK }) => [1, Math.max(16, 2 * (suggestedK ?? 0))],
    scale: 'linear',
  });

/** k of methods with centres. */
export const centreCount = clusters(
  'How many centres there are, and so how many clusters at most.',
  String.raw`r_1, \dots, r_k \in \mathbb{R}^m`,
) as Field<number>;

export const batches = {
  batchSize: {
    ...integerField(limits.batchSize, 32, {
      label: 'Batch size',
      sentence: 'How many points are seen in one step of learning.',
      scale: 'linear',
    }),
    secondary: true,
    ofNetwork: true,
  },
  epochs: {
    ...integerField(limits.epochs, 200, {
      label: 'Epochs',
      sentence: 'How often training goes through all points, at most.',
      scale: 'linear',
    }),
    live: true,
  },
} as const;

export const common = {
  /** Runs with seeds seed, seed + 1, … advanced together. */
  restarts: integerField(limits.restarts, 1, {
    label: 'Restarts',
    sentence: 'How many times training starts anew, each from its own seed.',
    scale: 'linear',
  }),
  /** Which epoch and run are the result: lowest loss over the whole set or highest silhouette, never a label-based metric. */
  choose: {
    ...choiceField({ loss: 'Lowest loss', silhouette: 'Highest silhouette' }, 'loss', {
      label: 'Choose the run by',
      sentence:
        'Which epoch of which restart is the result: that of the lowest loss over the whole set, or of the highest silhouette. Labels never decide it. By the silhouette, DCLAM takes the epoch of the highest SC on A(e(x)) with an RRL of at most 10%.',
    }),
    live: true,
    secondary: true,
  },
  /** "pixels": all features by one range, that of the pictures or of the whole table, onto [0, 1]. */
  scaling: {
    ...choiceField({ standard: 'Mean 0, sd 1', minmax: '0 to 1', pixels: '0 to 1, all by one range', none: 'None' }, 'standard', {
      label: 'Scaling of features',
      sentence: 'How each feature is scaled before anything else, so that no unit outweighs another.',
      equation: String.raw`x \leftarrow \frac{x - \bar x}{\sigma} \quad\text{or}\quad \frac{x - \min}{\max - \min}`,
    }),
    ofNetwork: true,
  },
  seed: {
    ...integerField(limits.seed, 0, {
      label: 'Seed',
      sentence: 'The one source of chance: the same seed gives the same numbers again.',
      scale: 'linear',
    }),
    secondary: true,
  },
  /** A layout in the plane that is made of each result; null: none. */
  embed: { schema: v.nullable(projectionSchema), default: null, live: true, controls: [], link: null } as Field<Embed>,
  backend: { schema: oneOf(backendChoices), default: 'auto', live: true, controls: [] } as Field<BackendChoice>,
} as const;

/** These stay when another method is chosen. */
export const travelling = ['k', 'restarts', 'choose', 'seed', 'backend'] as const;

/** λ: how much a clustering loss counts beside the reconstruction error, as the method's paper prints it. */
export const clusteringWeight = (sentence: string, equation: string) =>
  ({
    ...numberField(limits.lambda, 1, { kind: 'slider', label: 'Weight of clustering λ', sentence, equation, scale: 'log' }),
    live: true,
  }) as const;

/** The set's own k, within the limits. */
export const fittingK = (k: number, n: number): number => Math.max(limits.k[0], Math.min(k, n, limits.k[1]));
