import * as v from 'valibot';
import type { PartitionModel } from '../../core/partition/model';
import { MOST_CLUSTERS } from '../../data/dataset';
import { integer } from '../../methods/fields';
import { limits } from '../../methods/limits';

/**
 * What a link holds beside its settings: an epoch of a training and what was looked at. Never data. The partition is left to the engine to
 * check, which knows every kind.
 */

const most = 2 ** 31 - 1;
const whole = integer([0, most]);
/** Numbers that squares of fit single precision. */
const modest = v.pipe(
  v.number('a number'),
  v.check((x) => Math.abs(x) <= 1e15, 'a number of magnitude 1e15 at most'),
);
const row = v.pipe(
  v.instance(Float32Array, 'a list of numbers'),
  v.check((numbers) => numbers.every((x) => Math.abs(x) <= 1e15), 'a list of finite numbers'),
);
const place = v.tuple([modest, modest], 'two numbers');
const factor = v.pipe(
  v.number('a number'),
  v.check((x) => x >= 1e-3 && x <= 1e3, 'a number between 0.001 and 1000'),
);
const camera = { k: factor, middle: place };
const optional = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null);

export const momentSchema = v.strictObject(
  {
    data: v.strictObject({
      name: v.pipe(v.string('text'), v.maxLength(200, 'text of 200 characters at most')),
      n: integer([1, most]),
      d: integer([1, most]),
      /** The first digits of the fingerprint; null where the browser made none. */
      print: v.nullable(v.pipe(v.string('text'), v.regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits'))),
    }),
    epoch: integer([0, 10 * limits.epochs[1]]),
    restart: integer([0, limits.restarts[1] - 1]),
    /** Null where it is the one that training begins with. */
    partition: optional(v.record(v.string(), v.unknown(), 'an object')),
    /** Of data that the page has not by itself; `fitted`: to them, else a model's own. */
    scaling: optional(
      v.strictObject({
        fitted: v.boolean('true or false'),
        kind: v.picklist(['standard', 'minmax', 'pixels', 'none'], 'a kind of scaling'),
        shift: row,
        scale: v.pipe(
          row,
          v.check((scale) => scale.every((x) => x > 0), 'a list of positive numbers'),
        ),
      }),
    ),
    /** Of deep methods, in the space of the partition: the codes of the points, n × m, or where these are too many their principal axes. */
    latent: optional(
      v.strictObject({
        codes: optional(row),
        axes: optional(v.strictObject({ mean: row, axes: row, explained: row })),
      }),
    ),
    /** A drop of water: d numbers, or of deep methods m, in the space of the partition. */
    probe: optional(row),
    point: optional(whole),
    memory: optional(integer([0, MOST_CLUSTERS - 1])),
    /** Rows chosen together, rising. */
    points: optional(
      v.pipe(
        v.instance(Uint32Array, 'a list of rows'),
        v.check((rows) => rows.every((one, i) => i === 0 || one > rows[i - 1]), 'a list of rising rows'),
      ),
    ),
    /** What is drawn on the map, where it is not as usual. */
    layers: v.optional(v.record(v.string(), v.nullable(v.boolean('true or false')), 'an object'), {}),
    map: optional(v.strictObject({ ...camera, box: v.tuple([modest, modest, modest, modest], 'four numbers') })),
    embedding: optional(v.strictObject(camera)),
  },
  'an object',
);

export type Moment = Omit<v.InferOutput<typeof momentSchema>, 'partition'> & { readonly partition: PartitionModel | null };

/** A moment that cannot be shown. The message is one sentence for people. */
export class MomentError extends Error {
  override name = 'MomentError';
  constructor(
    /** "bad-moment", "newer-moment", "other-data" … */
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Throws MomentError "bad-moment". The partition in it has any shape. */
export function checkedMoment(value: unknown): Moment {
  const parsed = v.safeParse(momentSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new MomentError(
      'bad-moment',
      `“${v.getDotPath(issue) ?? 'moment'}” in it ${issue.input === undefined ? 'is missing' : `must be ${issue.message}`}.`,
    );
  }
  const { data, point, points } = parsed.output;
  if ((point ?? 0) >= data.n || (points?.at(-1) ?? 0) >= data.n)
    throw new MomentError('bad-moment', `It chooses a point beyond the ${data.n} there are.`);
  const { scaling } = parsed.output;
  if (scaling && (scaling.shift.length !== data.d || scaling.scale.length !== data.d))
    throw new MomentError('bad-moment', `Its scaling is not of ${data.d} numbers.`);
  return parsed.output as Moment;
}
