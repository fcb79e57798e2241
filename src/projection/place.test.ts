import { describe, expect, it } from 'vitest';
import { placePoints } from './place';
import { Random } from '../core/algebra/random';
import { blobs, neighbours } from './umap/testing';
import { fuzzyGraph } from './umap/fuzzy';
import { umapLayout } from './umap/layout';
import { finish } from './work';

const d = 6;
const k = 10;
const count = 5;
const all = blobs(500, d, count, 6, 3);
const set = all.subarray(0, 400 * d);
const heldOut = all.subarray(400 * d);
const layout = umapLayout({
  fuzzy: finish(fuzzyGraph(neighbours(set, d, k))),
  start: Float32Array.from({ length: 800 }, (_, c) => set[(c >> 1) * d + (c % 2)]),
  parameters: { minDistance: 0.1, epochs: null },
  random: new Random(1),
  warm: false,
});
while (layout.step < layout.steps) layout.advance();
const { coordinates } = layout;

const query = (row: readonly (readonly [number, number])[]) => ({
  n: 1,
  k: row.length,
  indices: Uint32Array.from(row, ([index]) => index),
  distances: Float32Array.from(row, ([, distance]) => distance),
});

describe('new points in a finished layout', () => {
  it('land in their own blob', () => {
    const placed = placePoints(neighbours(heldOut, d, k, set), coordinates);
    expect(Array.from(neighbours(placed, 2, 1, coordinates).indices, (j) => j % count)).toEqual(
      Array.from({ length: 100 }, (_, i) => (400 + i) % count),
    );
  });

  it('lie on the points that they coincide with', () => {
    expect(placePoints(neighbours(set.slice(), d, k, set), coordinates)).toEqual(coordinates);
  });

  it('lie near the points that they nearly coincide with', () => {
    const nudged = set.map((c, at) => c + 0.01 * Math.sin(at));
    const placed = placePoints(neighbours(nudged, d, k, set), coordinates);
    let sum = 0;
    for (let c = 0; c < placed.length; c += 2) sum += Math.hypot(placed[c] - coordinates[c], placed[c + 1] - coordinates[c + 1]);
    expect(sum / 400).toBeLessThan(0.5);
  });

  it('go to the island with more weight and not between two, whatever the scale of the picture', () => {
    for (const unit of [1e-3, 1, 1e3]) {
      const islands = Float32Array.of(0, 0, 0.1, 0, 0, 0.1, 10, 10, 10.1, 10).map((c) => c * unit);
      const placed = placePoints(
        query([
          [3, 1],
          [0, 1.1],
          [1, 1.1],
          [2, 1.1],
          [4, 1.6],
        ]),
        islands,
      );
      expect(Math.hypot(placed[0], placed[1])).toBeLessThan(0.2 * unit);
    }
  });

  it.each([
    [
      'distances all 0',
      query([
        [0, 0],
        [1, 0],
      ]),
    ],
    [
      'distances that are not finite',
      query([
        [0, Infinity],
        [1, NaN],
      ]),
    ],
    [
      'the tiniest distances',
      query([
        [0, 1e-45],
        [1, 1e-45],
      ]),
    ],
    [
      'the hugest',
      query([
        [0, 3e38],
        [1, 3.4e38],
      ]),
    ],
    ['one neighbour', query([[2, 3]])],
    ['no neighbour', query([])],
  ])('have a place with %s', (_, row) => {
    for (const layout of [coordinates, new Float32Array(6), Float32Array.of(0, 0, 1e30, 0, 0, -1e30)]) {
      const placed = placePoints(row, layout);
      expect(placed.length).toBe(2);
      expect(placed.every(Number.isFinite)).toBe(true);
    }
  });

  it('may be none', () => {
    expect(placePoints({ n: 0, k: 5, indices: new Uint32Array(0), distances: new Float32Array(0) }, coordinates).length).toBe(0);
  });

  it('have neighbours in the layout', () => {
    expect(() => placePoints(query([[400, 1]]), coordinates)).toThrow(RangeError);
  });
});
