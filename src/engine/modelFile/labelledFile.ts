import * as v from 'valibot';
import type { LabelledPartition } from '../../core/partition/model';
import { integer } from '../../methods/fields';
import { limits } from '../../methods/limits';
import { largestValue } from '../run/prepare';
import { badModel } from './trainedModel';

/**
 * Labelled points in a model file. partition.bin has, one after another and little-endian: the points and the means in single precision;
 * their labels in 16 bits; and of a tree the children in 32 bits, the heights in double precision, the leaves and the rows in 32 bits.
 */

const count = integer([1, 2 ** 31 - 1]);

export const labelledSchema = v.object({
  kind: v.literal('labelled'),
  k: integer(limits.k),
  d: count,
  /** Points that it has. */
  points: count,
  /** Leaves of the tree; the points that were merged where these are more; whether the points are a sample of them. */
  tree: v.nullable(v.object({ leaves: count, merged: v.nullable(count), sample: v.boolean('true or false') }, 'null or an object')),
});
export type LabelledDescription = v.InferOutput<typeof labelledSchema>;

const numbers = { f32: Float32Array, f64: Float64Array, u16: Uint16Array, u32: Uint32Array } as const;
type Part = readonly [kind: keyof typeof numbers, length: number];

function partsOf({ k, d, points, tree }: LabelledDescription): Part[] {
  const parts: Part[] = [
    ['f32', points * d],
    ['f32', k * d],
    ['u16', points],
  ];
  if (!tree) return parts;
  return [...parts, ['u32', 2 * (tree.leaves - 1)], ['f64', tree.leaves - 1], ['u32', tree.merged ?? 0], ['u32', tree.sample ? points : 0]];
}

const bytesOf = (parts: readonly Part[]) => parts.reduce((sum, [kind, length]) => sum + length * numbers[kind].BYTES_PER_ELEMENT, 0);

export function takeLabelledApart({ k, d, points, labels, means, tree }: LabelledPartition): {
  description: LabelledDescription;
  arrays: Uint8Array<ArrayBuffer>;
} {
  const description: LabelledDescription = {
    kind: 'labelled',
    k,
    d,
    points: labels.length,
    tree: tree && { leaves: tree.heights.length + 1, merged: tree.leaves && tree.leaves.length, sample: tree.rows !== null },
  };
  const arrays = [points, means, labels, ...(tree ? [tree.children, tree.heights, tree.leaves ?? [], tree.rows ?? []] : [])];
  const parts = partsOf(description);
  const bytes = new DataView(new ArrayBuffer(bytesOf(parts)));
  let at = 0;
  parts.forEach(([kind, length], part) => {
    for (let i = 0; i < length; i++, at += numbers[kind].BYTES_PER_ELEMENT) {
      const value = arrays[part][i];
      if (kind === 'f32') bytes.setFloat32(at, value, true);
      else if (kind === 'f64') bytes.setFloat64(at, value, true);
      else if (kind === 'u16') bytes.setUint16(at, value, true);
      else bytes.setUint32(at, value, true);
    }
  });
  return { description, arrays: new Uint8Array(bytes.buffer) };
}

/** @param bytes of `path` in the file `name`, for messages. Throws EngineError "bad-model". */
export function putLabelledTogether(description: LabelledDescription, bytes: Uint8Array, path: string, name: string): LabelledPartition {
  const { kind, k, d, tree } = description;
  const parts = partsOf(description);
  if (bytes.length !== bytesOf(parts))
    throw badModel(`${path} in “${name}” has ${bytes.length} bytes, and these labelled points have ${bytesOf(parts)}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = <T extends keyof typeof numbers>(type: T): InstanceType<(typeof numbers)[T]> => {
    const [, length] = parts.shift()!;
    const size = numbers[type].BYTES_PER_ELEMENT;
    const read = (i: number) => {
      if (type === 'f32') return view.getFloat32(at + size * i, true);
      if (type === 'f64') return view.getFloat64(at + size * i, true);
      return type === 'u16' ? view.getUint16(at + size * i, true) : view.getUint32(at + size * i, true);
    };
    const array = new numbers[type](length);
    for (let i = 0; i < length; i++) array[i] = read(i);
    at += size * length;
    return array as InstanceType<(typeof numbers)[T]>;
  };
  const wrong = (what: string) => badModel(`${path} in “${name}” holds ${what}.`);
  const [points, means, labels] = [next('f32'), next('f32'), next('u16')];
  for (const array of [points, means])
    if (!array.every((x) => Math.abs(x) <= largestValue)) throw wrong(`numbers that are not finite, or beyond ${largestValue}`);
  if (labels.some((label) => label >= k)) throw wrong(`labels beyond the ${k} clusters there are`);
  if (!tree) return { kind, k, d, points, labels, means, tree };
  const [children, heights, leaves, rows] = [next('u32'), next('f64'), next('u32'), next('u32')];
  if (!isTree(children, tree.leaves)) throw wrong('merges that are no tree');
  if (!heights.every((height, i) => height >= (i > 0 ? heights[i - 1] : 0) && Number.isFinite(height)))
    throw wrong('heights of merges that are not finite and rising');
  if (leaves.some((leaf) => leaf >= tree.leaves)) throw wrong('leaves that the tree does not have');
  const merged = tree.merged ?? tree.leaves;
  if (rows.some((row) => row >= merged)) throw wrong('rows that the points do not have');
  if (!tree.sample && merged !== description.points) throw wrong(`${description.points} points of ${merged} that were merged`);
  return {
    kind,
    k,
    d,
    points,
    labels,
    means,
    tree: { children, heights, leaves: tree.merged === null ? null : leaves, rows: tree.sample ? rows : null },
  };
}

/** Each node but the last is merged once, after it has come about. */
function isTree(children: Uint32Array, leaves: number): boolean {
  const merged = new Uint8Array(2 * leaves - 1);
  for (let i = 0; i < children.length; i++) {
    const child = children[i];
    if (child >= leaves + (i >> 1) || merged[child]) return false;
    merged[child] = 1;
  }
  return true;
}
