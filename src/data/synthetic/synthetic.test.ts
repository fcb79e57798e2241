import { describe, expect, test } from 'vitest';
import { GENERATORS } from '.';
import { DataError } from '../dataset';
import { kmeansError } from './kmeans.testing';

describe.each(GENERATORS.map((generator) => [generator.id, generator] as const))('%s', (id, generator) => {
  test('same seed same bits, another seed other bits', () => {
    const one = generator.generate({ seed: 7 });
    expect(generator.generate({ seed: 7 })).toEqual(one);
    expect(generator.generate({ seed: 8 }).values).not.toEqual(one.values);
  });

  test('makes what its defaults say', () => {
    const set = generator.generate();
    expect(set).toMatchObject({ id, n: generator.n.default, d: 2, k: generator.k.default });
    expect(set.values.length).toBe(2 * set.n);
    if (!set.labels) return;
    const sizes = Array.from({ length: set.labelNames.length }, () => 0);
    for (const label of set.labels) sizes[label]++;
    expect(sizes.every((size) => size > 0)).toBe(true);
    const clusters = sizes.slice(0, set.k);
    expect(Math.max(...clusters) - Math.min(...clusters)).toBeLessThanOrEqual(1);
  });

  test.each([3, 100_000])('%i points, without and with the most noise, are finite', (n) => {
    for (const noise of [generator.noise.min, generator.noise.max])
      for (const k of n === 3 ? [generator.k.default] : [generator.k.min, generator.k.max]) {
        const set = generator.generate({ n, noise, k });
        expect(set.values.every(Number.isFinite)).toBe(true);
        expect(set.k).toBe(Math.min(n, k));
        const highest = set.labels ? Math.max(...new Set(set.labels)) : -1;
        expect(highest).toBeLessThanOrEqual(set.labelNames.length - 1);
      }
  });

  test('knobs out of range are refused by name, value and range', () => {
    const refused = (knobs: Parameters<typeof generator.generate>[0], ...parts: string[]): void => {
      let thrown: unknown;
      try {
        generator.generate(knobs);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(DataError);
      expect(thrown).toMatchObject({ code: 'out-of-range' });
      for (const part of parts) expect((thrown as DataError).message).toContain(part);
    };
    refused({ n: 2 }, 'n is 2', '3 to 100,000', generator.name);
    refused({ n: 100_001 }, 'n is 100001');
    refused({ n: 10.5 }, 'n is 10.5', 'whole');
    refused({ noise: -0.1 }, 'noise is -0.1', `0 to ${generator.noise.max}`);
    refused({ noise: Number.NaN }, 'noise is NaN');
    refused({ seed: -1 }, 'seed is -1');
    refused(
      { k: generator.k.max + 1 },
      `k is ${generator.k.max + 1}`,
      generator.k.min === generator.k.max ? `must be ${generator.k.min}` : `2 to ${generator.k.max}`,
    );
  });
});

test('ids are distinct', () => {
  expect(new Set(GENERATORS.map(({ id }) => id)).size).toBe(GENERATORS.length);
});

test.each(['synthetic/two-elongated', 'synthetic/three-elongated'])(
  '%s: clusters are elongated, apart, and cut wrongly by k-means',
  (id) => {
    const set = GENERATORS.find((generator) => generator.id === id)?.generate({ seed: 3 });
    if (!set?.labels) throw new Error('no labels');
    // Along the diagonal and across it.
    const spread = (cluster: number, sign: number): number => {
      const t = [...(set.labels ?? [])].flatMap((label, i) =>
        label === cluster ? [(set.values[2 * i + 1] + sign * set.values[2 * i]) * Math.SQRT1_2] : [],
      );
      const mean = t.reduce((a, b) => a + b) / t.length;
      return Math.sqrt(t.reduce((a, b) => a + (b - mean) ** 2, 0) / t.length);
    };
    for (let cluster = 0; cluster < set.k; cluster++) expect(spread(cluster, 1) / spread(cluster, -1)).toBeGreaterThan(3.5);
    // Half of a third of the points, where of three clusters one is cut.
    expect(kmeansError(set)).toBeGreaterThan(0.15);
  },
);

test.each(['synthetic/five-gaussians', 'synthetic/blobs', 'synthetic/varied-blobs'])('%s: k-means finds the clusters', (id) => {
  const set = GENERATORS.find((generator) => generator.id === id)?.generate({ seed: 0 });
  if (!set) throw new Error('not there');
  expect(kmeansError(set)).toBeLessThan(0.1);
});

test('the share of outliers is what was asked for', () => {
  const generator = GENERATORS.find(({ id }) => id === 'synthetic/outliers');
  const outliers = (noise: number): number => generator?.generate({ n: 200, noise }).labels?.filter((label) => label === 2).length ?? -1;
  expect([0, 0.05, 0.5].map(outliers)).toEqual([0, 10, 100]);
});

test('with the default outliers k-means goes wrong, without them it does not', () => {
  const generator = GENERATORS.find(({ id }) => id === 'synthetic/outliers');
  if (!generator) throw new Error('not there');
  expect(kmeansError(generator.generate({ noise: 0 }))).toBeLessThan(0.02);
  expect(kmeansError(generator.generate())).toBeGreaterThan(0.3);
});
