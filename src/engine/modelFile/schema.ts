import * as v from 'valibot';
import { limits, scalings, similarities } from '../config';

/** The one version there is of the file. */
export const modelVersion = 1;
export const modelFormat = 'basins-model';

/** Paths in the zip. */
export const paths = {
  description: 'basins.json',
  memories: 'memories.bin',
  table: 'memories.csv',
  readme: 'README.txt',
  encoder: 'encoder/model.json',
  encoderWeights: 'encoder/weights.bin',
  decoder: 'decoder/model.json',
  decoderWeights: 'decoder/weights.bin',
} as const;

const whole = (from: number) => v.pipe(v.number('a number'), v.integer('a whole number'), v.minValue(from, `${from} or more`), v.maxValue(Number.MAX_SAFE_INTEGER, 'a whole number'));
const finite = v.pipe(v.number('a number'), v.finite('finite'));
const positive = v.pipe(finite, v.check((x) => x > 0, 'positive'));
const within = ([low, high]: readonly [number, number]) => v.pipe(finite, v.minValue(low, `${low} or more`), v.maxValue(high, `${high} or less`));
const text = v.string('text');

/** basins.json, but for the config, which has a schema of its own. */
export const descriptionSchema = v.object({
  config: v.unknown(),
  dataset: v.object({
    name: text,
    n: whole(1),
    d: whole(1),
    k: whole(1),
    labelled: v.boolean('true or false'),
    labelNames: v.array(text, 'a list of names'),
    features: v.nullable(v.array(text, 'a list of names')),
    image: v.nullable(v.object({ width: whole(1), height: whole(1), channels: v.picklist([1, 3], '1 or 3'), range: v.tuple([finite, finite]) })),
    fingerprint: v.nullable(v.pipe(text, v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'))),
  }),
  scaling: v.object({ kind: v.picklist(scalings, 'the name of a scaling'), shift: v.array(finite, 'a list of numbers'), scale: v.array(positive, 'a list of numbers') }),
  restart: whole(0),
  epoch: whole(0),
  dynamics: v.object({
    beta: within(limits.beta),
    steps: v.pipe(within(limits.steps), v.integer('a whole number')),
    stepSize: within(limits.stepSize),
    similarity: v.picklist(similarities, 'the name of a similarity'),
  }),
  logWeights: v.nullable(v.array(finite, 'a list of numbers')),
  pretraining: v.nullable(v.object({ losses: v.array(finite, 'a list of numbers'), reconstruction: finite })),
  labels: v.array(whole(0), 'a list of whole numbers'),
  metrics: v.unknown(),
});

export type Description = v.InferOutput<typeof descriptionSchema>;
