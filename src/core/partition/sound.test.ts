import { expect, test } from 'vitest';
import { examples } from './examples';
import { isLabelsOf, isSoundPartition } from './sound';

const isNumbers = (value: unknown): value is Float32Array => value instanceof Float32Array || value instanceof Float64Array;

test('partitions of every kind are sound, and with a part less, longer, or not finite they are not', () => {
  for (const [kind, model] of Object.entries(examples)) {
    expect([kind, isSoundPartition(structuredClone(model))]).toEqual([kind, true]);
    const parts = Object.entries(model).filter(([, value]) => value !== null);
    const less = parts.map(([key]) => Object.fromEntries(parts.filter(([other]) => other !== key)));
    const arrays = parts.filter(([, value]) => isNumbers(value)) as unknown as [string, Float32Array][];
    const longer = arrays.map(([key, value]) => ({ ...model, [key]: Float64Array.from([...value, 1]) }));
    const broken = arrays.map(([key, value]) => ({ ...model, [key]: Float64Array.from(value, (x, i) => (i === 0 ? NaN : x)) }));
    for (const unsound of [...less, ...longer, ...broken])
      expect([kind, unsound, isSoundPartition(unsound)]).toEqual([kind, unsound, false]);
  }
  for (const value of [null, 3, 'memory', [], { kind: 'constructor', k: 1, d: 1 }]) expect(isSoundPartition(value)).toBe(false);
});

test('sets of emergent memories, and labels that name them, are held to the memories there are', () => {
  const { memory } = examples;
  const balls = { ...memory, energy: 'lsr', sets: [[0, 1]] } as const;
  const { k } = memory;
  expect([isSoundPartition(balls), isSoundPartition({ ...balls, sets: undefined })]).toEqual([true, true]);
  for (const sets of [3, [[0]], [[1, 0]], [[0, k]], [[0, 0.5]], [['0', '1']], Array.from({ length: 257 }, () => [0, 1])])
    expect([sets, isSoundPartition({ ...balls, sets })]).toEqual([sets, false]);
  expect(isSoundPartition({ ...balls, energy: undefined })).toBe(false);
  expect(isSoundPartition({ ...balls, similarity: 'spherical' })).toBe(false);
  expect(isLabelsOf(Uint16Array.of(0, k, k + 1, 65_535), balls, 4)).toBe(true);
  expect(isLabelsOf(Uint16Array.of(k + 2), balls, 1)).toBe(false);
  expect(isLabelsOf(Uint16Array.of(65_535), memory, 1)).toBe(false);
});
