import { expect, test } from 'vitest';
import { arrayFrom, bytesOfArray, putTogether, takeApart } from './apart';
import { fromJson, toJson } from './json';

const value = {
  text: 'ü',
  none: null,
  gap: [1, undefined, 2],
  numbers: [1, NaN, -Infinity],
  small: Uint16Array.of(1, 2),
  large: Float64Array.from({ length: 100 }, (_, i) => i / 3),
  list: Array.from({ length: 40 }, (_, i) => ({ i, labels: Uint32Array.of(i) })),
};

test('a value is put together as it was taken apart, with large arrays and long lists beside it', () => {
  const { tree, parts } = takeApart(value, { arraysFrom: 100, listsFrom: 40 });
  expect(parts).toHaveLength(2);
  expect(putTogether(structuredClone(tree), (i) => structuredClone(parts[i]))).toEqual(value);
});

test('with all of its arrays beside it, it goes through JSON', () => {
  const { tree, parts } = takeApart(value, { arraysFrom: 0, listsFrom: Infinity });
  const bytes = parts.map((part) => [part.constructor.name, bytesOfArray(part as Float64Array<ArrayBuffer>).slice()] as const);
  expect(putTogether(fromJson(toJson(tree)), (i) => arrayFrom(...bytes[i]))).toEqual(value);
});

test('a small array does not take the buffer along that it is a part of', () => {
  const { tree } = takeApart({ part: new Float32Array(1000).subarray(3, 5) }, { arraysFrom: 100, listsFrom: 100 });
  expect((tree as { part: Float32Array }).part.buffer.byteLength).toBe(8);
});

test('what is no plain value is refused, and so are parts that are not there', () => {
  const all = { arraysFrom: 0, listsFrom: 0 };
  expect(() => takeApart({ map: new Map() }, all)).toThrow(TypeError);
  expect(() => takeApart({ work: () => 1 }, all)).toThrow(TypeError);
  for (const part of [-1, 0.5, '0', null])
    expect(() =>
      putTogether({ $part: part }, () => {
        throw new RangeError();
      }),
    ).toThrow(RangeError);
  expect(() => arrayFrom('Function', new Uint8Array(8))).toThrow(RangeError);
  expect(() => arrayFrom('Float32Array', new Uint8Array(7))).toThrow(RangeError);
  const hostile = fromJson('{"__proto__": {"admin": true}, "a": {"$special": "constructor"}}') as { admin?: boolean; a: unknown };
  expect([hostile.admin, hostile.a]).toEqual([undefined, null]);
});
