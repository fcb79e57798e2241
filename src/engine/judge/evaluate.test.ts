import { expect, test } from 'vitest';
import { noCluster } from '../../core/algebra/noCluster';
import { partitionMetrics, silhouettePoints } from './evaluate';

test('while a model trains at most 4,000 points are seen, and on request all', () => {
  expect([100, 4000, 4001, 200_000].map((n) => silhouettePoints('live', n, 10))).toEqual([100, 4000, 4000, 4000]);
  expect(silhouettePoints('exact', 200_000, 10)).toBe(200_000);
});

test('a result sees all points where that takes a second or two, else as many as its work allows, and never fewer than while training', () => {
  expect([100, 4000, 9000, 20_000].map((n) => silhouettePoints('result', n, 10))).toEqual([100, 4000, 9000, 20_000]);
  expect(silhouettePoints('result', 200_000, 10)).toBe(7745);
  expect(silhouettePoints('result', 300_000, 30)).toBe(4472);
  expect(silhouettePoints('result', 20_000, 784)).toBe(4000);
  expect(silhouettePoints('result', 1_000_000, 1)).toBe(20_000);
});

test('points in no cluster are one to the labels, and make no cluster', () => {
  const metrics = partitionMetrics(Uint16Array.of(0, 0, 0, 5, noCluster, noCluster), Uint16Array.of(0, 0, 0, 1, 2, 2));
  expect(metrics).toMatchObject({ accuracy: 1, clusters: 2, sizes: [3, 1], assigned: 4 / 6 });
  expect(metrics.nmi).toBeCloseTo(1, 12);
  expect(metrics.entropyBits).toBeCloseTo(-0.75 * Math.log2(0.75) - 0.25 * Math.log2(0.25), 12);
  expect('assigned' in partitionMetrics(Uint16Array.of(0, 1), null)).toBe(false);
});
