import * as v from 'valibot';

/** The settings of a projection: the key "embed" of a config, and the values of the page's controls. */

export const projectionMethods = ['pca', 'tsne', 'umap'] as const;
export const projectedSpaces = ['input', 'encoded', 'attracted'] as const;
export const projectionMetrics = ['euclidean', 'cosine'] as const;

export type ProjectionMethodId = (typeof projectionMethods)[number];
/** The (scaled) input x, the codes e(x), or what T steps make of either: A(x), A(e(x)). */
export type ProjectedSpace = (typeof projectedSpaces)[number];
export type ProjectionMetric = (typeof projectionMetrics)[number];

export const projectionLimits = {
  neighbours: [2, 200],
  minDistance: [0, 0.99],
  epochs: [1, 5000],
  perplexity: [2, 100],
  exaggeration: [1, 50],
  learningRate: [1, 1e5],
  iterations: [1, 5000],
  sample: [2, 60_000],
  seed: [0, 9_000_000_000_000_000],
} as const satisfies Record<string, readonly [number, number]>;

/** Of more points than these a seeded sample is laid out. */
export const mostProjected = 60_000;
/** More dimensions than these are reduced to as many by PCA first. */
export const mostDimensions = 50;

const number = ([low, high]: readonly [number, number]) =>
  v.pipe(
    v.number('a number'),
    v.check((x) => Number.isFinite(x) && x >= low && x <= high, `between ${low} and ${high}`),
  );
const integer = ([low, high]: readonly [number, number]) =>
  v.pipe(
    v.number('a whole number'),
    v.check((x) => Number.isInteger(x) && x >= low && x <= high, `a whole number between ${low} and ${high}`),
  );
const oneOf = <const T extends readonly string[]>(options: T) => v.picklist(options, `one of ${options.map((o) => `"${o}"`).join(', ')}`);

export const projectionSchema = v.strictObject(
  {
    method: v.optional(oneOf(projectionMethods), 'umap'),
    of: v.optional(oneOf(projectedSpaces), 'input'),
    metric: v.optional(oneOf(projectionMetrics), 'euclidean'),
    /** UMAP: how many neighbours count. */
    neighbours: v.optional(integer(projectionLimits.neighbours), 15),
    /** UMAP: how close points may come, in units of the picture. */
    minDistance: v.optional(number(projectionLimits.minDistance), 0.1),
    /** UMAP; null: as many as suit the number of points. */
    epochs: v.optional(v.nullable(integer(projectionLimits.epochs)), null),
    /** t-SNE: how many neighbours count, effectively. */
    perplexity: v.optional(number(projectionLimits.perplexity), 30),
    /** t-SNE: by how much attraction is multiplied at first. */
    exaggeration: v.optional(number(projectionLimits.exaggeration), 12),
    /** t-SNE; null: n / exaggeration, at least 50. */
    learningRate: v.optional(v.nullable(number(projectionLimits.learningRate)), null),
    /** t-SNE; null: as many as suit the number of points. */
    iterations: v.optional(v.nullable(integer(projectionLimits.iterations)), null),
    /** Lay out a seeded sample of so many points; null: all, up to 60,000. */
    sample: v.optional(v.nullable(integer(projectionLimits.sample)), null),
    seed: v.optional(integer(projectionLimits.seed), 0),
  },
  'null, or an object such as {"method": "tsne"}',
);

export type ProjectionSettings = v.InferOutput<typeof projectionSchema>;

export const defaultProjection: ProjectionSettings = v.parse(projectionSchema, {});

/** Whole settings out of some of them. Throws RangeError with one sentence that names the key where one is unknown or out of range. */
export function parseProjection(input: object): ProjectionSettings {
  const parsed = v.safeParse(projectionSchema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const key = String(issue.path?.[0]?.key ?? '');
  if (issue.expected === 'never') throw new RangeError(`A projection has no setting “${key}”.`);
  throw new RangeError(`“${key}” must be ${issue.message}, not ${String(issue.input)}.`);
}
