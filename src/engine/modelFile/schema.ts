import * as v from 'valibot';
import { clam } from '../../methods/clam/declare';
import type { PartitionModel } from '../../core/partition/model';
import { integer, number } from '../../methods/fields';
import { limits } from '../../methods/limits';
import { dynamicsSchema, logWeightsSchema } from './partitionFile';

/** The version that is written. Version 1 knows memories alone: their numbers stand in basins.json and memories.bin. */
export const modelVersion = 2;
export const modelFormat = 'basins-model';

/** Paths in the zip. */
export const paths = {
  description: 'basins.json',
  partition: 'partition.json',
  arrays: 'partition.bin',
  /** Of version 1. */
  memories: 'memories.bin',
  readme: 'README.txt',
  encoder: 'encoder/model.json',
  encoderWeights: 'encoder/weights.bin',
  decoder: 'decoder/model.json',
  decoderWeights: 'decoder/weights.bin',
} as const;

/** The prototypes for spreadsheets. */
export const prototypesPath = (kind: PartitionModel['kind']): string => `${prototypeWords[kind][1]}.csv`;

/** What a prototype, and several, are called in the files. */
export const prototypeWords: Readonly<Record<PartitionModel['kind'], readonly [one: string, many: string]>> = {
  memory: ['memory', 'memories'],
  centres: ['centre', 'centres'],
  labelled: ['mean', 'means'],
  softmax: ['centre', 'centres'],
  gaussians: ['mean', 'means'],
};

/** The limit of numbers that the settings of a run do not limit. */
const mostCounted = 2 ** 31 - 1;
/** More epochs than one training has: another may follow it. */
const mostEpochs = 10 * limits.epochs[1];
const single = [-3.4e38, 3.4e38] as const;
const positiveSingle = [1.2e-38, 3.4e38] as const;

const count = integer([1, mostCounted]);
const text = v.string('text');
const finite = number(single);
/** A mean of squares. */
const loss = v.pipe(
  v.number('a number'),
  v.check(
    (x) => x === 0 || (x >= positiveSingle[0] && x <= positiveSingle[1]),
    `0, or between ${positiveSingle[0]} and ${positiveSingle[1]}`,
  ),
);

/**
 * basins.json, but for the config, which has a schema of its own. Numbers are held to the limits that a config has, or to single precision.
 */
export const descriptionSchema = v.object({
  config: v.unknown(),
  /** Version 1 has none. */
  trained: v.optional(v.record(text, v.unknown(), 'an object'), {}),
  dataset: v.object(
    {
      name: text,
      n: count,
      d: count,
      k: count,
      labelled: v.boolean('true or false'),
      labelNames: v.array(text, 'a list of names'),
      features: v.nullable(v.array(text, 'a list of names')),
      image: v.nullable(
        v.object(
          {
            width: count,
            height: count,
            channels: v.picklist([1, 3], '1 or 3'),
            range: v.tuple([finite, finite], 'a list of two numbers'),
          },
          'null or an object',
        ),
      ),
      fingerprint: v.nullable(v.pipe(text, v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'))),
    },
    'an object',
  ),
  scaling: v.object(
    {
      kind: clam.fields.scaling.schema,
      shift: v.array(finite, 'a list of numbers'),
      scale: v.array(number(positiveSingle), 'a list of numbers'),
    },
    'an object',
  ),
  restart: integer([0, limits.restarts[1] - 1]),
  epoch: integer([0, mostEpochs]),
  pretraining: v.nullable(v.object({ losses: v.array(loss, 'a list of numbers'), reconstruction: loss }, 'null or an object')),
  /** Shapes of the arrays of the head. Absent: the partition says them all. */
  head: v.optional(v.record(text, v.array(count, 'a list of whole numbers'), 'an object')),
  labels: v.array(integer([0, limits.k[1] - 1]), 'a list of whole numbers'),
  /** True where the partition knows the labels of these points otherwise than by its rule. Absent: by its rule. */
  labelsOfPoints: v.optional(v.boolean('true or false')),
  metrics: v.unknown(),
});

/** What version 1 has besides. */
export const version1Schema = v.object({ dynamics: dynamicsSchema, logWeights: logWeightsSchema });

export type Description = v.InferOutput<typeof descriptionSchema>;
