import * as v from 'valibot';
import type { Floats } from '../../core/algebra/floats';
import type { PartitionModel } from '../../core/partition/model';
import { clam } from '../../methods/clam/declare';
import { integer, number, oneOf } from '../../methods/fields';
import { limits } from '../../methods/limits';
import { littleEndian } from '../networks/keras/write';
import { largestValue } from '../run/prepare';
import { gaussiansSchema, putGaussiansTogether, takeGaussiansApart } from './gaussiansFile';
import { labelledSchema, putLabelledTogether, takeLabelledApart } from './labelledFile';
import { badModel } from './trainedModel';

/**
 * A partition in a model file: its few numbers as JSON, its k × d arrays in single precision one after another, little-endian; labelled
 * points have a file of their own. A new kind is a schema here, and how it is taken apart and put together.
 */

/** exp of these, the weights of memories, fits single precision with room for products. */
const logWeight = [-80, 80] as const;
const size = { k: integer(limits.k), d: integer([1, 2 ** 31 - 1]) };
const positive = number([1e-12, 1e12]);

export const dynamicsSchema = v.object(
  {
    beta: number(limits.beta),
    steps: integer(limits.steps),
    stepSize: number(limits.stepSize),
    similarity: clam.fields.similarity.schema,
  },
  'an object',
);
export const logWeightsSchema = v.nullable(v.array(number(logWeight), 'a list of numbers'));

const memorySchema = v.object({
  kind: v.literal('memory'),
  ...size,
  ...dynamicsSchema.entries,
  logWeights: logWeightsSchema,
  /** Absent: log-sum-exp. */
  energy: v.optional(v.literal('lsr', '"lsr", or absent')),
});
const centresSchema = v.object({
  kind: v.literal('centres'),
  ...size,
  metric: oneOf(['euclidean', 'cosine']),
  rule: v.variant(
    'by',
    [
      v.object({ by: v.literal('nearest') }),
      v.object({ by: v.literal('softmax'), alpha: positive }),
      v.object({ by: v.literal('power'), alpha: positive }),
      v.object({ by: v.literal('student'), nu: positive }),
      v.object({ by: v.literal('umap'), a: positive, b: positive }),
    ],
    'a rule of memberships that this version knows',
  ),
  /** A weight for each number of each centre follows the centres. */
  weighted: v.boolean('true or false'),
});

/** The centres, the weights, and the biases follow one another. */
const softmaxSchema = v.object({ kind: v.literal('softmax'), ...size });

/** partition.json */
export const partitionSchema = v.variant(
  'kind',
  [memorySchema, centresSchema, labelledSchema, softmaxSchema, gaussiansSchema],
  'a partition of a kind that this version knows',
);
export type PartitionDescription = v.InferOutput<typeof partitionSchema>;

/** The description, and the arrays that follow one another in partition.bin. */
export function takeApart(model: PartitionModel): { description: PartitionDescription; arrays: Uint8Array<ArrayBuffer> } {
  const { kind, k, d } = model;
  if (kind === 'labelled') return takeLabelledApart(model);
  if (kind === 'gaussians') return takeGaussiansApart(model);
  if (kind === 'memory') {
    const { beta, steps, stepSize, similarity, logWeights, energy } = model;
    return {
      description: { kind, k, d, beta, steps, stepSize, similarity, logWeights: logWeights && [...logWeights], ...(energy && { energy }) },
      arrays: littleEndian(Float32Array.from(model.memories)),
    };
  }
  if (kind === 'softmax') return { description: { kind, k, d }, arrays: oneAfterAnother([model.prototypes, model.weights, model.bias]) };
  const { metric, rule, prototypes, weights } = model;
  return {
    description: { kind, k, d, metric, rule, weighted: weights !== null },
    arrays: oneAfterAnother(weights ? [prototypes, weights] : [prototypes]),
  };
}

/** In single precision, little-endian. */
const oneAfterAnother = (arrays: readonly Floats[]): Uint8Array<ArrayBuffer> =>
  littleEndian(Float32Array.from(arrays.flatMap((array) => [...array])));

/** What partition.bin holds of a partition: the lengths of its arrays, and their name in messages. */
function contentsOf(description: Exclude<PartitionDescription, { readonly kind: 'labelled' | 'gaussians' }>): {
  what: string;
  lengths: number[];
} {
  const { k, d } = description;
  switch (description.kind) {
    case 'memory':
      return { what: `${k} memories of ${d} numbers`, lengths: [k * d] };
    case 'centres':
      return description.weighted
        ? { what: `${k} weighted centres of ${d} numbers`, lengths: [k * d, k * d] }
        : { what: `${k} centres of ${d} numbers`, lengths: [k * d] };
    case 'softmax':
      return { what: `${k} centres of ${d} numbers with weights and biases`, lengths: [k * d, k * d, k] };
  }
}

/** @param bytes the bytes of `path` in the file `name`, for messages. Throws EngineError "bad-model". */
export function putTogether(description: PartitionDescription, bytes: Uint8Array, path: string, name: string): PartitionModel {
  if (description.kind === 'labelled') return putLabelledTogether(description, bytes, path, name);
  if (description.kind === 'gaussians') return putGaussiansTogether(description, bytes, path, name);
  const { what, lengths } = contentsOf(description);
  const needed = 4 * lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== needed) throw badModel(`${path} in “${name}” has ${bytes.length} bytes, and ${what} have ${needed}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const arrays = lengths.map((length) => Float32Array.from({ length }, () => view.getFloat32(4 * at++, true)));
  for (const array of arrays) {
    if (array.some((x) => !Number.isFinite(x))) throw badModel(`${path} in “${name}” holds numbers that are not finite.`);
    if (array.some((x) => Math.abs(x) > largestValue))
      throw badModel(`${path} in “${name}” holds numbers beyond ${largestValue}, whose squares do not fit single precision.`);
  }
  if (description.kind === 'memory')
    return { ...description, memories: arrays[0], logWeights: description.logWeights && Float32Array.from(description.logWeights) };
  if (description.kind === 'softmax') return { ...description, prototypes: arrays[0], weights: arrays[1], bias: arrays[2] };
  const { weighted, ...rest } = description;
  return { ...rest, prototypes: arrays[0], weights: weighted ? arrays[1] : null };
}
