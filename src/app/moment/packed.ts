import { exponentOf, fromHalf, toHalf } from './halfPrecision';

/**
 * A value as few bytes: JSON that says where its arrays of numbers are, and then these arrays one after another. Any object of JSON values
 * and typed arrays can be packed, whatever it means: what is added to it needs nothing here. No key of it is "$".
 */

const types = { f32: Float32Array, f64: Float64Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;
type Type = keyof typeof types;
type Numbers = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

/** How the numbers of an array are kept. "box": as `Boxed` says. */
const widths = { f16: 2, f32: 4, u8: 1, u16: 2, u32: 4 } as const;
type Width = keyof typeof widths;

/**
 * Of an array: what it is, how long, how its numbers are kept, and of "f16" the power of two that they are multiplied by, of "box" the
 * number of columns.
 */
type Place = readonly [type: Type, length: number, kept: Width | 'box', more: number];

/** Rows of so many columns. Each number is kept as one of 4096 places from the least of its column to the greatest. */
export class Boxed {
  constructor(
    readonly values: Float32Array,
    readonly columns: number,
  ) {}
}

/** What fractions are kept in: half precision where none of them becomes 0 by it. */
export type Precision = 'single' | 'half';

/** Bytes that are no packed value. */
export class UnpackError extends Error {
  override name = 'UnpackError';
}

/** Values nested deeper than this are none that were packed. */
const deepest = 12;

export function pack(value: unknown, precision: Precision): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const described = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map(described);
    if (one instanceof Boxed || ArrayBuffer.isView(one)) {
      const { place, bytes } = one instanceof Boxed ? boxed(one) : kept(one as Numbers, precision);
      parts.push(bytes);
      return { $: place };
    }
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, described(each)]));
  };
  const head = new TextEncoder().encode(JSON.stringify(described(value)));
  const length = Uint8Array.of(head.length & 255, head.length >> 8, head.length >> 16);
  return joined([length, head, ...parts]);
}

/** Throws UnpackError. No more room is taken than the bytes themselves fill, four times over. */
export function unpack(bytes: Uint8Array): unknown {
  const length = bytes.length < 3 ? Infinity : bytes[0] + 256 * bytes[1] + 65_536 * bytes[2];
  if (3 + length > bytes.length) throw new UnpackError('It ends before its description does.');
  let at = 3 + length;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new UnpackError('It ends before its numbers do.');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const revived = (one: unknown, depth: number): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (depth > deepest) throw new UnpackError('Its description is nested too deep.');
    if (Array.isArray(one)) return one.map((each) => revived(each, depth + 1));
    if ('$' in one) return numbersAt(one.$, take);
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, revived(each, depth + 1)]));
  };
  const value = revived(parsed(bytes.subarray(3, 3 + length)), 0);
  if (at < bytes.length) throw new UnpackError('It holds more than it describes.');
  return value;
}

function parsed(head: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(head));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw new UnpackError('Its description is no JSON.');
    throw error;
  }
}

function numbersAt(place: unknown, take: (count: number) => Uint8Array): Numbers {
  const [type, length, width, more] = Array.isArray(place) ? (place as unknown[]) : [];
  if (!isType(type) || !isCount(length) || !Number.isInteger(more)) throw new UnpackError('It describes numbers of no known kind.');
  const fraction = type === 'f32' || type === 'f64';
  if (width === 'box') {
    if (type !== 'f32' || !isCount(more) || more < 1 || length % more !== 0) throw new UnpackError('It describes rows that are none.');
    return unboxed(take, length, more);
  }
  if (!isWidth(width) || fraction !== width.startsWith('f') || widths[width] > types[type].BYTES_PER_ELEMENT)
    throw new UnpackError('It describes numbers of no known kind.');
  // The room is taken after the bytes are known to be there.
  const words = fromPlanes(take(length * widths[width]), widths[width]);
  const singles = new Float32Array(words.buffer);
  const factor = 2 ** -(more as number);
  const numbers = new types[type](length);
  for (let i = 0; i < length; i++) numbers[i] = width === 'f32' ? singles[i] : width === 'f16' ? fromHalf(words[i]) * factor : words[i];
  return numbers;
}

const isType = (type: unknown): type is Type => typeof type === 'string' && Object.hasOwn(types, type);
const isWidth = (width: unknown): width is Width => typeof width === 'string' && Object.hasOwn(widths, width);
const isCount = (count: unknown): count is number => Number.isInteger(count) && (count as number) >= 0;

function kept(numbers: Numbers, precision: Precision): { place: Place; bytes: Uint8Array } {
  const type = (Object.keys(types) as Type[]).find((one) => numbers instanceof types[one]);
  if (!type) throw new TypeError('Arrays of this type cannot be packed.');
  if (type === 'f32' || type === 'f64') {
    const half = precision === 'half' ? halves(numbers) : null;
    if (half) return { place: [type, numbers.length, 'f16', half.exponent], bytes: planes(half.bits, 2) };
    return { place: [type, numbers.length, 'f32', 0], bytes: planes(new Uint32Array(Float32Array.from(numbers).buffer), 4) };
  }
  let most = 0;
  for (const x of numbers) most = Math.max(most, x);
  const width = most < 2 ** 8 ? 'u8' : most < 2 ** 16 ? 'u16' : 'u32';
  return { place: [type, numbers.length, width, 0], bytes: planes(numbers, widths[width]) };
}

/** In half precision, multiplied by 2^exponent so that the greatest of them is near the greatest there is; null where one would be lost. */
function halves(numbers: Numbers): { bits: Uint16Array; exponent: number } | null {
  let most = 0;
  for (const x of numbers) {
    if (!Number.isFinite(x)) return null;
    most = Math.max(most, Math.abs(x));
  }
  const exponent = most > 0 ? 14 - exponentOf(most) : 0;
  const factor = 2 ** exponent;
  const bits = Uint16Array.from(numbers, (x) => toHalf(x * factor));
  return bits.some((half, i) => (half & 0x7fff) === 0 && numbers[i] !== 0) ? null : { bits, exponent };
}

/** The greatest bytes of all numbers first, then the next: bytes of one rank are alike, so that they deflate better. */
function planes(words: ArrayLike<number>, size: number): Uint8Array {
  const { length } = words;
  const bytes = new Uint8Array(length * size);
  for (let rank = 0, at = 0; rank < size; rank++) for (let i = 0; i < length; i++) bytes[at++] = words[i] >>> (8 * (size - 1 - rank));
  return bytes;
}

function fromPlanes(bytes: Uint8Array, size: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(bytes.length / size);
  for (let rank = 0, at = 0; rank < size; rank++) for (let i = 0; i < words.length; i++) words[i] |= bytes[at++] << (8 * (size - 1 - rank));
  return words;
}

/** Places in a box: 12 bits. */
const places = 4096;

/** The least of each column and its greatest, in single precision; then the eight upper bits of all numbers, and the four lower of pairs. */
function boxed({ values, columns }: Boxed): { place: Place; bytes: Uint8Array } {
  const box = new Float32Array(2 * columns);
  for (let c = 0; c < columns; c++) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = c; i < values.length; i += columns) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    if (values.length > 0) box.set([least, most], 2 * c);
  }
  const index = Uint16Array.from(values, (x, i) => {
    const [least, most] = box.subarray(2 * (i % columns));
    return most > least ? Math.round(((x - least) / (most - least)) * (places - 1)) : 0;
  });
  const lower = new Uint8Array(Math.ceil(values.length / 2));
  index.forEach((one, i) => {
    lower[i >> 1] |= (one & 15) << (4 * (i & 1));
  });
  const bytes = joined([planes(new Uint32Array(box.buffer), 4), Uint8Array.from(index, (one) => one >> 4), lower]);
  return { place: ['f32', values.length, 'box', columns], bytes };
}

function unboxed(take: (count: number) => Uint8Array, length: number, columns: number): Float32Array {
  const box = new Float32Array(fromPlanes(take(8 * columns), 4).buffer);
  const upper = take(length);
  const lower = take(Math.ceil(length / 2));
  return Float32Array.from(upper, (one, i) => {
    const [least, most] = box.subarray(2 * (i % columns));
    return least + ((most - least) * (16 * one + ((lower[i >> 1] >> (4 * (i & 1))) & 15))) / (places - 1);
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
