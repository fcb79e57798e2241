import { describe, expect, it } from 'vitest';
import { UMAP } from 'umap-js';
import type { NeighbourGraph } from '../neighbours/graph';
import { finish } from '../work';
import { type FuzzyGraph, fuzzyGraph } from './fuzzy';
import { blobs, neighbours } from './testing';

const graphOf = (rows: readonly (readonly [number, number])[][]): NeighbourGraph => ({
  n: rows.length,
  k: rows[0].length,
  indices: Uint32Array.from(rows.flatMap((row) => row.map(([index]) => index))),
  distances: Float32Array.from(rows.flatMap((row) => row.map(([, distance]) => distance))),
});

const entries = (fuzzy: FuzzyGraph): Map<string, number> => {
  const all = new Map<string, number>();
  for (let i = 0; i < fuzzy.n; i++)
    for (let e = fuzzy.starts[i]; e < fuzzy.starts[i + 1]; e++) all.set(`${i} ${fuzzy.targets[e]}`, fuzzy.weights[e]);
  return all;
};

function expectSound(fuzzy: FuzzyGraph): void {
  const all = entries(fuzzy);
  expect(all.size).toBe(fuzzy.targets.length);
  for (const [key, weight] of all) {
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(1);
    const [i, j] = key.split(' ');
    expect(i).not.toBe(j);
    expect(all.get(`${j} ${i}`)).toBe(weight);
  }
}

describe('the fuzzy graph', () => {
  it('is that of umap-js, whose k counts the point itself', () => {
    const k = 9;
    const graph = neighbours(blobs(150, 4, 3, 3, 1), 4, k);
    const rows = Array.from({ length: graph.n }, (_, i) => [...graph.distances.subarray(i * k, (i + 1) * k)]);
    const umap = new UMAP({ nNeighbors: k + 1 });
    umap.setPrecomputedKNN(
      rows.map((_, i) => [i, ...graph.indices.subarray(i * k, (i + 1) * k)]),
      rows.map((row) => [0, ...row]),
    );
    const theirs = (
      umap as unknown as {
        fuzzySimplicialSet(x: number[][], k: number, mix: number): { getAll(): { row: number; col: number; value: number }[] };
      }
    )
      .fuzzySimplicialSet(rows, k + 1, 1)
      .getAll()
      .filter(({ value }) => value > 0);
    const fuzzy = finish(fuzzyGraph(graph));
    const ours = entries(fuzzy);
    expect(ours.size).toBe(theirs.length);
    for (const { row, col, value } of theirs) expect(Math.abs((ours.get(`${row} ${col}`) ?? NaN) - value)).toBeLessThan(2e-5);
    expectSound(fuzzy);
  });

  it('joins both views of an edge by a + b − ab', () => {
    // Each point's nearest has weight 1; with two neighbours the second has log2(3) − 1.
    const second = Math.log2(3) - 1;
    const weights = entries(
      finish(
        fuzzyGraph(
          graphOf([
            [
              [1, 1],
              [2, 3],
            ],
            [
              [0, 1],
              [2, 2],
            ],
            [
              [1, 2],
              [0, 3],
            ],
          ]),
        ),
      ),
    );
    expect(weights.get('0 1')).toBe(1);
    expect(weights.get('1 2')).toBe(1);
    expect(weights.get('0 2')).toBeCloseTo(second + second - second * second, 5);
  });

  it('does not care for units', () => {
    const points = blobs(60, 3, 2, 2, 5);
    const plain = finish(fuzzyGraph(neighbours(points, 3, 6)));
    for (const unit of [1e-15, 1e15]) {
      const graph = neighbours(points, 3, 6);
      const other = finish(fuzzyGraph({ ...graph, distances: graph.distances.map((d) => d * unit) }));
      expect(other.targets).toEqual(plain.targets);
      other.weights.forEach((weight, e) => expect(Math.abs(weight - plain.weights[e])).toBeLessThan(1e-4));
    }
  });

  it.each([
    [
      'duplicates alone',
      graphOf([
        [
          [1, 0],
          [2, 0],
        ],
        [
          [0, 0],
          [2, 0],
        ],
        [
          [0, 0],
          [1, 0],
        ],
      ]),
    ],
    [
      'duplicates among others',
      graphOf([
        [
          [1, 0],
          [2, 4],
        ],
        [
          [0, 0],
          [2, 4],
        ],
        [
          [0, 4],
          [1, 4],
        ],
      ]),
    ],
    ['one neighbour', graphOf([[[1, 1]], [[0, 1]], [[1, 7]]])],
    [
      'the furthest and the nearest',
      graphOf([
        [
          [1, 1e-38],
          [2, 3e38],
        ],
        [
          [0, 1e-38],
          [2, 3e38],
        ],
        [
          [0, 3e38],
          [1, 3e38],
        ],
      ]),
    ],
    [
      'distances that are none',
      graphOf([
        [
          [1, 1],
          [2, Infinity],
        ],
        [
          [0, 1],
          [2, NaN],
        ],
        [
          [0, Infinity],
          [1, Infinity],
        ],
      ]),
    ],
    [
      'a point that names itself or another twice',
      graphOf([
        [
          [0, 0],
          [1, 1],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ]),
    ],
    ['no neighbours', { n: 1, k: 0, indices: new Uint32Array(0), distances: new Float32Array(0) }],
    ['no points', { n: 0, k: 5, indices: new Uint32Array(0), distances: new Float32Array(0) }],
  ])('is sound with %s', (_, graph) => {
    const fuzzy = finish(fuzzyGraph(graph));
    expect(fuzzy.starts.length).toBe(graph.n + 1);
    expectSound(fuzzy);
  });

  it('refuses a neighbour that is not there', () => {
    expect(() => finish(fuzzyGraph(graphOf([[[1, 1]], [[2, 1]]])))).toThrow(RangeError);
  });
});
