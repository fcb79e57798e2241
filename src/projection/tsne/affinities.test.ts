import { describe, expect, it } from 'vitest';
import { Random } from '../../core/algebra/random';
import type { NeighbourGraph } from '../neighbours/graph';
import { finish } from '../work';
import { affinities, tsneNeighbours, usablePerplexity, type Affinities } from './affinities';
import { conditional } from './bandwidth';
import { blobs, nearest } from './testing';

const perplexityOf = (p: ArrayLike<number>) => Math.exp(-Array.from(p).reduce((sum, q) => sum + (q > 0 ? q * Math.log(q) : 0), 0));
const total = ({ values }: Affinities) => 2 * values.reduce((sum, value) => sum + value, 0);

function weigh(distances: number[], perplexity: number): Float32Array {
  const k = distances.length;
  const probabilities = new Float32Array(k);
  conditional(Float32Array.from(distances), 0, k, Math.log(perplexity), new Float64Array(k), probabilities);
  return probabilities;
}

describe('the bandwidth', () => {
  const random = new Random(3);
  const kinds: Record<string, () => number> = {
    'of like size': () => 5 + random.uniform(),
    'from 0 up': () => random.uniform(),
    'over many magnitudes': () => Math.exp(8 * random.normal()),
    'with a heavy tail': () => 1 / (1e-4 + random.uniform() ** 3),
  };
  for (const [kind, draw] of Object.entries(kinds)) {
    it(`hits the perplexity for distances ${kind}, in any unit`, () => {
      for (const perplexity of [1.5, 5, 30]) {
        const distances = Array.from({ length: 90 }, draw);
        for (const unit of [1, 1e-15, 1e15]) {
          const p = weigh(
            distances.map((d) => unit * d),
            perplexity,
          );
          expect(perplexityOf(p)).toBeCloseTo(perplexity, 3);
          expect(p.reduce((sum, q) => sum + q, 0)).toBeCloseTo(1, 5);
        }
      }
    });
  }

  it('is a Gaussian’s: log p is linear in the squared distance', () => {
    const distances = Array.from({ length: 30 }, (_, j) => 1 + j / 10);
    const p = weigh(distances, 10);
    const slope = (a: number, b: number) => Math.log(p[a] / p[b]) / (distances[b] ** 2 - distances[a] ** 2);
    expect(slope(0, 5)).toBeGreaterThan(0);
    expect(slope(10, 20)).toBeCloseTo(slope(0, 5), 4);
  });

  it('shares equally where there is nothing to tell neighbours apart, and among the nearest where too many are', () => {
    expect([...weigh([0, 0, 0, 0], 2)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect([...weigh([7, 7], 1)]).toEqual([0.5, 0.5]);
    expect([...weigh([3], 1)]).toEqual([1]);
    expect([...weigh([1, 2], 5)]).toEqual([0.5, 0.5]);
    const p = weigh([1, 1, 1, 1, 2, 3], 2);
    for (const j of [0, 1, 2, 3]) expect(p[j]).toBeCloseTo(0.25, 4);
    expect([...weigh([0, 1e38, 3e38], 1)].map((q) => Math.round(q * 1e4) / 1e4)).toEqual([1, 0, 0]);
  });
});

describe('affinities', () => {
  it('are (p_j|i + p_i|j) / 2n, each pair once', () => {
    const { points, n, d } = blobs(80, 3, 4, 3, 1);
    const graph = nearest(points, n, d, 15);
    const dense = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      const p = weigh([...graph.distances.subarray(i * 15, i * 15 + 15)], 5);
      p.forEach((q, r) => {
        const j = graph.indices[i * 15 + r];
        dense[i * n + j] += q / (2 * n);
        dense[j * n + i] += q / (2 * n);
      });
    }
    const joint = finish(affinities(graph, 5));
    expect(total(joint)).toBeCloseTo(1, 5);
    let seen = 0;
    for (let i = 0; i < n; i++) {
      for (let e = joint.starts[i]; e < joint.starts[i + 1]; e++) {
        const j = joint.columns[e];
        expect(j).toBeGreaterThan(i);
        expect(Math.abs(joint.values[e] - dense[i * n + j])).toBeLessThan(1e-6 * dense[i * n + j] + 1e-12);
        dense[i * n + j] = 0;
        seen++;
      }
    }
    expect(seen).toBe(joint.columns.length);
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(dense[i * n + j]).toBe(0);
  });

  it('tell of their progress, evenly up to 1', () => {
    const { points, n, d } = blobs(600, 2, 3, 3, 2);
    const fractions = [...affinities(nearest(points, n, d, 90), 30)].map((progress) => progress.fraction);
    expect(fractions.length).toBeGreaterThan(3);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  });

  it('take one, two and three points, and duplicates', () => {
    const graph = (n: number, points: number[]): NeighbourGraph => nearest(points, n, 1, n - 1);
    expect(finish(affinities(graph(1, [0]), 1)).values).toHaveLength(0);
    expect([...finish(affinities(graph(2, [0, 1]), 1)).values]).toEqual([0.5]);
    expect(total(finish(affinities(graph(3, [0, 1, 5]), usablePerplexity(30, 3).perplexity)))).toBeCloseTo(1, 5);
    const equal = finish(affinities(graph(4, [2, 2, 2, 2]), 2));
    for (const value of equal.values) expect(value).toBeCloseTo(1 / 12, 6);
  });

  it('refuse a perplexity below 1', () => {
    expect(() => finish(affinities(nearest([0, 1], 2, 1, 1), 0.5))).toThrow(RangeError);
  });
});

describe('the perplexity that n points allow', () => {
  it('is the one asked for where each point has three times as many others', () => {
    expect(usablePerplexity(30, 91)).toEqual({ perplexity: 30, note: null });
    expect(usablePerplexity(100, 60_000)).toEqual({ perplexity: 100, note: null });
    expect(tsneNeighbours(30, 1000)).toBe(90);
    expect(tsneNeighbours(7.5, 1000)).toBe(23);
  });

  it('is lowered, and says so, where they are fewer', () => {
    expect(usablePerplexity(30, 50)).toEqual({
      perplexity: 16.3,
      note: 'A perplexity of 30 needs at least 91 points, and there are 50, so 16.3 is used.',
    });
    for (let n = 1; n < 100; n++) {
      const { perplexity, note } = usablePerplexity(30, n);
      expect(perplexity).toBeGreaterThanOrEqual(1);
      expect(perplexity).toBeLessThan(Math.max(n - 1, 1.1));
      expect(note === null).toBe(n >= 91);
      expect(tsneNeighbours(perplexity, n)).toBeLessThanOrEqual(n - 1);
      expect(tsneNeighbours(perplexity, n)).toBeGreaterThanOrEqual(Math.min(n - 1, 3));
    }
  });
});
