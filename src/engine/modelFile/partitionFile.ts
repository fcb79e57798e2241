import * as v from 'valibot';
import type { PartitionModel } from '../../core/partition/model';
import { clam } from '../../methods/clam/declare';
import { integer, number, oneOf } from '../../methods/fields';
import { limits } from '../../methods/limits';
import { littleEndian } from '../networks/keras/write';
import { largestValue } from '../run/prepare';
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

const memorySchema = v.object({ kind: v.literal('memory'), ...size, ...dynamicsSchema.entries, logWeights: logWeightsSchema });
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

/** partition.json */
export const partitionSchema = v.variant(
  'kind',
  [memorySchema, centresSchema, labelledSchema],
  'a partition of a kind that this version knows',
);
export type PartitionDescription = v.InferOutput<typeof partitionSchema>;

/** The description, and the arrays that follow one another in partition.bin. */
export function takeApart(model: PartitionModel): { description: PartitionDescription; arrays: Uint8Array<ArrayBuffer> } {
  const { kind, k, d } = model;
  if (kind === 'labelled') return takeLabelledApart(model);
  if (kind === 'memory') {
    const { beta, steps, stepSize, similarity, logWeights } = model;
    return {
      description: { kind, k, d, beta, steps, stepSize, similarity, logWeights: logWeights && [...logWeights] },
      arrays: littleEndian(Float32Array.from(model.memories)),
    };
  }
  const { metric, rule, prototypes, weights } = model;
  const numbers = new Float32Array(prototypes.length + (weights?.length ?? 0));
  numbers.set(prototypes);
  if (weights) numbers.set(weights, prototypes.length);
  return {
    description: { kind, k, d, metric, rule, weighted: weights !== null },
    arrays: littleEndian(numbers),
  };
}

/** @param arrays the bytes of `path` in the file `name`, for messages. Throws EngineError "bad-model". */
export function putTogether(description: PartitionDescription, bytes: Uint8Array, path: string, name: string): PartitionModel {
  if (description.kind === 'labelled') return putLabelledTogether(description, bytes, path, name);
  const { k, d } = description;
  const many = description.kind === 'centres' && description.weighted ? 2 : 1;
  const what = description.kind === 'memory' ? 'memories' : many === 2 ? 'weighted centres' : 'centres';
  if (bytes.length !== 4 * many * k * d)
    throw badModel(`${path} in “${name}” has ${bytes.length} bytes, and ${k} ${what} of ${d} numbers have ${4 * many * k * d}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays = Array.from({ length: many }, (_, a) =>
    Float32Array.from({ length: k * d }, (__, i) => view.getFloat32(4 * (a * k * d + i), true)),
  );
  for (const array of arrays) {
    if (array.some((x) => !Number.isFinite(x))) throw badModel(`${path} in “${name}” holds numbers that are not finite.`);
    if (array.some((x) => Math.abs(x) > largestValue))
      throw badModel(`${path} in “${name}” holds numbers beyond ${largestValue}, whose squares do not fit single precision.`);
  }
  if (description.kind === 'memory')
    return { ...description, memories: arrays[0], logWeights: description.logWeights && Float32Array.from(description.logWeights) };
  const { weighted, ...rest } = description;
  return { ...rest, prototypes: arrays[0], weights: weighted ? arrays[1] : null };
}
