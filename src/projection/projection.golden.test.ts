import { describe, expect, inject, test } from 'vitest';
import { Random } from '../core/algebra/random';
import { exactNeighbours } from './neighbours/exact';
import { principalAxes } from './principal';
import { layoutQuality } from './quality';
import { pcaLayout } from './reduce';
import { hashed, hashedPoints } from './testing';
import { finish } from './work';

describe.each(inject('golden').projection.cases)(
  '$n points of $d numbers',
  ({ n, d, centres, stream, k, rows, indices, distances, explained, layouts }) => {
    const points = hashedPoints(n, d, centres, stream);

    test('have the neighbours that scikit-learn finds', () => {
      const graph = finish(exactNeighbours(points, n, d, k));
      for (const [at, i] of rows.entries()) {
        expect([...graph.indices.subarray(i * k, i * k + k)]).toEqual(indices[at]);
        for (let r = 0; r < k; r++) expect(graph.distances[i * k + r]).toBeCloseTo(distances[at][r], 5);
      }
    });

    test('have the variances that scikit-learn finds', () => {
      const found = finish(principalAxes(points, n, d, explained.length, new Random(1), { passes: 60, tolerance: 1e-12 }));
      for (const [c, share] of explained.entries()) expect(found.shares[c]).toBeCloseTo(share, 6);
      const first = finish(pcaLayout(points, n, d, new Random(1)));
      expect(first.explained[0]).toBeCloseTo(explained[0], 6);
      expect(first.explained[1]).toBeCloseTo(explained[1], 6);
    });

    test.each(layouts)('are laid out as trustworthily as scikit-learn says: $layout', ({ layout, trustworthiness, preservation }) => {
      const coordinates = {
        chance: () => hashed(2 * n, stream + 2),
        first: () => Float32Array.from({ length: 2 * n }, (_, at) => points[(at >> 1) * d + (at & 1)]),
        pca: () => finish(pcaLayout(points, n, d, new Random(1))).coordinates,
      }[layout]();
      const quality = finish(layoutQuality(points, n, d, coordinates, { neighbours: k, random: new Random(1) }));
      expect(quality).toMatchObject({ neighbours: k, points: n });
      // Rounding of the axes may swap neighbours that are equally far.
      expect(quality.trustworthiness).toBeCloseTo(trustworthiness, layout === 'pca' ? 4 : 10);
      expect(quality.preservation).toBeCloseTo(preservation, layout === 'pca' ? 3 : 10);
    });
  },
);
