import { expect, test } from 'vitest';
import { examples } from './examples';
import { isSoundPartition } from './sound';

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
