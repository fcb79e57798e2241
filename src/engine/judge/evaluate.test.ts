import { expect, test } from 'vitest';
import { silhouettePoints } from './evaluate';

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
