/** The learned arrays of AE-CM's head by their names in the paper, and the same as CM has them. */
import type { Floats } from '../../core/algebra/floats';
import { CmArrays } from '../shared/clusteringModule/arrays';
import type { LearnedShape, HeadArrays, HeadSize } from '../head';

/** γ = softmax(zW + b); μ = V + c. */
export const shapes = ({ k, m }: HeadSize): readonly LearnedShape[] => [
  { name: 'W', shape: [m, k] },
  { name: 'b', shape: [k] },
  { name: 'V', shape: [k, m] },
  { name: 'c', shape: [m] },
];

/** Of each array of the head, the one of CM that has its numbers. CM has W by columns. */
const pairs = ({ weights, bias, own, common }: CmArrays) => ({ W: weights, b: bias, V: own, c: common });
export type ArrayName = keyof ReturnType<typeof pairs>;

/** W by its columns: from m × k to k × m, or back. */
function transpose(from: Floats, rows: number, columns: number, to: Floats): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j];
}

/** Fills CM's arrays from the head's. */
export function fill(arrays: CmArrays, head: Readonly<Record<ArrayName, Floats>>): void {
  const { W, ...others } = pairs(arrays);
  transpose(head.W, arrays.d, arrays.k, W);
  for (const name of ['b', 'V', 'c'] as const) others[name].set(head[name]);
}

/** CM's arrays, times `factor`, into the head's. */
export function write(arrays: CmArrays, head: Readonly<Record<ArrayName, Floats>>, factor = 1): void {
  const { W, ...others } = pairs(arrays);
  transpose(W, arrays.k, arrays.d, head.W);
  for (const name of ['b', 'V', 'c'] as const) head[name].set(others[name]);
  if (factor !== 1) for (const array of Object.values(head)) for (let at = 0; at < array.length; at++) array[at] *= factor;
}

/** CM's arrays out of those of a head. */
export function cmArrays(head: HeadArrays, k: number, m: number): CmArrays {
  const arrays = new CmArrays(k, m);
  fill(arrays, head as Readonly<Record<ArrayName, Float32Array>>);
  return arrays;
}

/** The head's arrays out of CM's. */
export function headArrays(arrays: CmArrays): HeadArrays {
  const { k, d } = arrays;
  const head = { W: new Float32Array(d * k), b: new Float32Array(k), V: new Float32Array(k * d), c: new Float32Array(d) };
  write(arrays, head);
  return head;
}
