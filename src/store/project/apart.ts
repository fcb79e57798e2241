/**
 * Plain values taken apart: typed arrays and long lists stand beside the rest, so that they can be written piece by piece, in a database or
 * a file. `putTogether` gives back the same value.
 */

const types = { Float32Array, Float64Array, Uint8Array, Uint16Array, Uint32Array, Int32Array } as const;
export type ArrayType = keyof typeof types;
export type TypedArray = InstanceType<(typeof types)[ArrayType]>;
export type Part = TypedArray | readonly unknown[];

export interface Apart {
  /** The value, with {$part: i} in place of part i. */
  readonly tree: unknown;
  readonly parts: readonly Part[];
}

export interface ApartOptions {
  /** Typed arrays from so many bytes on are parts. */
  readonly arraysFrom: number;
  /** Lists from so many entries on are parts, and what they hold stays in them. */
  readonly listsFrom: number;
}

const mark = '$part';

export const typeOf = (array: TypedArray): ArrayType => array.constructor.name as ArrayType;

export const isTyped = (value: unknown): value is TypedArray => ArrayBuffer.isView(value) && value.constructor.name in types;

/**
 * @param value of numbers, strings, booleans, null, undefined, typed arrays, and plain objects and lists of these. Throws TypeError on
 * anything else. Arrays that are small enough stay in the tree, without what else is in their buffer.
 */
export function takeApart(value: unknown, { arraysFrom, listsFrom }: ApartOptions): Apart {
  const parts: Part[] = [];
  const apart = (part: Part) => ({ [mark]: parts.push(part) - 1 });
  const walk = (one: unknown): unknown => {
    if (isTyped(one)) return one.byteLength >= arraysFrom ? apart(one) : own(one);
    if (Array.isArray(one)) {
      const list = one.map(walk);
      return list.length >= listsFrom ? apart(list) : list;
    }
    if (typeof one === 'object' && one !== null) {
      const prototype: unknown = Object.getPrototypeOf(one);
      if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${one.constructor.name} cannot be taken apart.`);
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
    }
    if (typeof one === 'function' || typeof one === 'symbol') throw new TypeError(`A ${typeof one} cannot be taken apart.`);
    return one;
  };
  return { tree: walk(value), parts };
}

/** A structured clone of a view copies its whole buffer, and of a shared one fails. */
const own = (array: TypedArray): TypedArray =>
  array.byteLength === array.buffer.byteLength && array.buffer instanceof ArrayBuffer ? array : array.slice();

/** @param partAt gives part i, or throws. Keys that would change an object's prototype are left out. */
export function putTogether(tree: unknown, partAt: (index: number) => unknown): unknown {
  const walk = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one)) return one;
    if (mark in one) {
      const index = one[mark];
      if (typeof index !== 'number' || !Number.isInteger(index) || index < 0) throw new RangeError(`There is no part ${String(index)}.`);
      const part = partAt(index);
      return Array.isArray(part) ? part.map(walk) : part;
    }
    return Object.fromEntries(
      Object.entries(one)
        .filter(([key]) => key !== '__proto__')
        .map(([key, inner]) => [key, walk(inner)]),
    );
  };
  return walk(tree);
}

/** The bytes of an array alone. */
export const bytesOfArray = (array: TypedArray): Uint8Array<ArrayBuffer> =>
  new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);

/** An array of this type from bytes, which are copied where they do not lie at a fitting place. Throws RangeError on odd bytes. */
export function arrayFrom(type: string, bytes: Uint8Array<ArrayBuffer>): TypedArray {
  if (!Object.hasOwn(types, type)) throw new RangeError(`There is no type of array “${type}”.`);
  const Type = types[type as ArrayType];
  if (bytes.byteLength % Type.BYTES_PER_ELEMENT !== 0) throw new RangeError(`${bytes.byteLength} bytes are no ${type}.`);
  const lies = bytes.byteOffset % Type.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Type(lies.buffer, lies.byteOffset, lies.byteLength / Type.BYTES_PER_ELEMENT);
}
