import { expect, inject, test } from 'vitest';
import { agreement } from './agreement';
import { clusterSizes, entropyBits } from './balance';
import { SilhouetteScorer } from './silhouette';

interface Case {
  X: number[][];
  labels: number[];
  truth: number[];
  silhouette: number;
  silhouette_samples: number[];
  nmi_arithmetic: number;
  nmi_geometric: number;
  ari: number;
  ami: number;
  homogeneity: number;
  accuracy: number;
  entropy_bits: number;
  sizes: number[];
}

const cases: Case[] = inject('golden').metrics.cases;
const near = (actual: number | null, expected: number, tolerance: number) => {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(tolerance);
};

test('there is at least one case', () => expect(cases.length).toBeGreaterThan(0));

test.each(cases.map((c, i) => [i, c] as const))('silhouettes agree with the oracle, cached and blockwise (case %i)', (_, c) => {
  const n = c.X.length;
  const d = c.X[0].length;
  for (const [cacheLimitBytes, tolerance] of [
    [2 ** 25, 2e-7],
    [0, 1e-10],
  ] as const) {
    const scorer = new SilhouetteScorer(Float64Array.from(c.X.flat()), n, d, { cacheLimitBytes });
    near(scorer.score(c.labels).value, c.silhouette, tolerance);
    const samples = scorer.samples(c.labels);
    expect(samples).toHaveLength(n);
    c.silhouette_samples.forEach((expected, i) => near(samples?.[i] ?? null, expected, tolerance));
  }
});

test.each(cases.map((c, i) => [i, c] as const))('agreement and balance agree with the oracle (case %i)', (_, c) => {
  const measured = agreement(c.labels, c.truth);
  near(measured.nmi, c.nmi_arithmetic, 1e-10);
  near(measured.nmiGeometric, c.nmi_geometric, 1e-10);
  near(measured.ari, c.ari, 1e-10);
  near(measured.ami, c.ami, 1e-10);
  near(measured.homogeneity, c.homogeneity, 1e-10);
  near(measured.accuracy, c.accuracy, 1e-10);
  const sizes = clusterSizes(c.labels);
  expect([...sizes]).toEqual(c.sizes);
  near(entropyBits(sizes), c.entropy_bits, 1e-10);
});
