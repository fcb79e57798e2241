import { describe, expect, test } from 'vitest';
import { Random } from '../../../core/algebra/random';
import type { EmbeddingLayout } from '../../../store/embedding/embedding';
import { cameraOf, fitScale, keptMiddle, toFrame, toScreen, viewOf } from './camera';
import { dotStyle, drawingOrder } from './dots';
import { fewWithin, makeGrid, nearestInGrid, within } from './grid';
import { edgesOf, encloses, rectangle, union, type Outline } from './lasso';
import { moveTo, motionTime, motionProgress, whereIs } from './motion';
import { placeLayout, pointOf } from './place';

const layoutOf = (patch: Partial<EmbeddingLayout>): EmbeddingLayout => ({
  method: 'pca',
  of: 'input',
  run: 1,
  restart: 0,
  epoch: 0,
  rows: null,
  coordinates: new Float32Array(0),
  memories: null,
  trail: [],
  step: 1,
  steps: 1,
  explained: null,
  ...patch,
});
const scattered = (n: number, seed = 1) => {
  const random = new Random(seed);
  return Float32Array.from({ length: 2 * n }, () => 2 * random.uniform() - 1);
};

describe('a layout in its frame', () => {
  test('its longer side reaches from −1 to 1, whatever its units; the memories are where they belong', () => {
    const placed = placeLayout(layoutOf({ coordinates: Float32Array.of(100, 10, 140, 10, 120, 20), memories: Float32Array.of(120, 15) }));
    expect(Array.from(placed.places)).toEqual([-1, -0.25, 1, -0.25, 0, 0.25]);
    expect(Array.from(placed.memories!)).toEqual([0, 0]);
    expect([placed.halfWidth, placed.halfHeight]).toEqual([1, 0.25]);
  });
  test('memories that move leave the points where they are; one far away does not shrink them', () => {
    const coordinates = Float32Array.of(-1, -1, 1, 1);
    const near = placeLayout(layoutOf({ coordinates, memories: Float32Array.of(1.2, 0) }));
    const far = placeLayout(layoutOf({ coordinates, memories: Float32Array.of(50, 0) }));
    expect(far.places).toBe(near.places);
    expect(near.halfWidth).toBeCloseTo(1.2);
    expect(far.halfWidth).toBe(1);
  });
  test('one point, points that coincide, and none', () => {
    for (const coordinates of [Float32Array.of(3, 4), Float32Array.of(3, 4, 3, 4), new Float32Array(0)]) {
      const { places, halfWidth } = placeLayout(layoutOf({ coordinates }));
      expect(places.every((value) => value === 0)).toBe(true);
      expect(halfWidth).toBeGreaterThan(0);
    }
  });
  test('rows of the set are found in a sample', () => {
    const rows = Uint32Array.of(2, 5, 9);
    expect([2, 5, 9, 4, 11].map((row) => pointOf(rows, 3, row))).toEqual([0, 1, 2, -1, -1]);
    expect([pointOf(null, 3, 2), pointOf(null, 3, 3)]).toEqual([2, -1]);
  });
});

describe('the camera', () => {
  const size = { width: 400, height: 200 };
  test('the whole fits, upwards is up, and a place comes back', () => {
    const fit = fitScale(1, 0.5, size);
    const camera = cameraOf(fit, size, { k: 1, x: 0, y: 0 });
    const [left, top] = toScreen(camera, -1, 0.5);
    expect(left).toBeGreaterThan(0);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(100);
    const [u, v] = toFrame(camera, ...toScreen(camera, 0.3, -0.2));
    expect([u, v].map((x) => Math.round(1e6 * x))).toEqual([300_000, -200_000]);
    expect(viewOf(camera).left).toBeLessThanOrEqual(-1);
  });
  test('what is in the middle stays there in another size', () => {
    const fit = fitScale(1, 1, size);
    const zoom = { k: 3, x: -120, y: -40 };
    const before = cameraOf(fit, size, zoom);
    const other = { width: 700, height: 500 };
    const next = fitScale(1, 1, other);
    const after = cameraOf(next, other, keptMiddle(before, zoom, next, other));
    const [a, b] = [toFrame(before, 200, 100), toFrame(after, 350, 250)];
    expect(b[0]).toBeCloseTo(a[0], 9);
    expect(b[1]).toBeCloseTo(a[1], 9);
  });
});

describe('the grid', () => {
  const places = scattered(3000);
  const grid = makeGrid(places);
  const all = Array.from({ length: 3000 }, (_, i) => i);
  test('finds the nearest point as a look at all of them does', () => {
    const random = new Random(2);
    for (let t = 0; t < 200; t++) {
      const [u, v] = [2.4 * random.uniform() - 1.2, 2.4 * random.uniform() - 1.2];
      const away = (i: number) => Math.hypot(places[2 * i] - u, places[2 * i + 1] - v);
      const best = all.reduce((a, b) => (away(b) < away(a) ? b : a));
      expect(nearestInGrid(grid, u, v, 0.05)).toBe(away(best) <= 0.05 ? best : -1);
    }
  });
  test('a lasso has inside what the even–odd rule says, point by point', () => {
    const star: Outline = Array.from(
      { length: 41 },
      (_, i) => [(i % 2 ? 0.9 : 0.3) * Math.cos(i * 0.37) + 0.1, (i % 2 ? 0.8 : 0.4) * Math.sin(i * 0.37)] as const,
    );
    for (const outline of [star, rectangle([-0.4, -0.3], [0.5, 0.2]), rectangle([-3, -3], [3, 3]), rectangle([0, 0], [0.001, 0.001])])
      expect(Array.from(within(grid, outline))).toEqual(all.filter((i) => encloses(edgesOf(outline), places[2 * i], places[2 * i + 1])));
  });
  test('few points are given, many are not', () => {
    expect(fewWithin(grid, { left: -1, right: 1, low: -1, high: 1 }, 300)).toBeNull();
    const some = fewWithin(grid, { left: 0, right: 0.2, low: 0, high: 0.2 }, 300)!;
    expect(some.length).toBeGreaterThan(5);
    expect(some.every((i) => places[2 * i] >= 0 && places[2 * i] <= 0.2)).toBe(true);
  });
  test('no points', () => {
    const none = makeGrid(new Float32Array(0));
    expect(nearestInGrid(none, 0, 0, 1)).toBe(-1);
    expect(within(none, rectangle([-1, -1], [1, 1])).length).toBe(0);
  });
});

describe('points on their way', () => {
  const first = placeLayout(layoutOf({ coordinates: Float32Array.of(-1, -1, 1, 1, 0, 0) }));
  test('go from where they are to where they will be, also from half-way', () => {
    const start = moveTo(null, first, 0, false);
    expect(motionProgress(start, 0)).toBe(1);
    const second = placeLayout(layoutOf({ coordinates: Float32Array.of(1, 1, -1, -1, 0, 0) }));
    const there = moveTo(start, second, 1000, false);
    expect(motionProgress(there, 1000)).toBe(0);
    expect(whereIs(there, 0, 0)).toEqual([-1, -1]);
    expect(whereIs(there, 0, motionProgress(there, 1000 + motionTime))).toEqual([1, 1]);
    const back = moveTo(there, first, 1000 + motionTime / 2, false);
    expect(whereIs(back, 0, 0)[0]).toBeCloseTo(0, 6);
  });
  test('stand still where motion is not wanted', () => {
    const other = placeLayout(layoutOf({ coordinates: Float32Array.of(1, 1, -1, -1, 0, 0) }));
    expect(motionProgress(moveTo(moveTo(null, first, 0, false), other, 5, true), 5)).toBe(1);
  });
  test('of another sample those that were there come from where they were', () => {
    const sample = placeLayout(layoutOf({ rows: Uint32Array.of(1, 2), coordinates: Float32Array.of(-1, -1, 1, 1) }));
    const motion = moveTo(moveTo(null, first, 0, false), sample, 0, false);
    expect(Array.from(motion.from)).toEqual([1, 1, 0, 0]);
  });
});

test('the more points, the smaller and fainter; the order is a shuffle of all, the same each time', () => {
  const area = 700 * 500;
  const [few, many] = [dotStyle(150, area, 1), dotStyle(60_000, area, 1)];
  expect(few.radius).toBeGreaterThan(many.radius);
  expect(few.opacity).toBeGreaterThan(many.opacity);
  expect(dotStyle(60_000, area, 8).radius).toBeGreaterThan(many.radius);
  const order = drawingOrder(1000);
  expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(Array.from(order.subarray(0, 5))).not.toEqual([0, 1, 2, 3, 4]);
  expect(drawingOrder(1000)).toBe(order);
});

test('two choices together have each point once', () => {
  expect(Array.from(union(Uint32Array.of(1, 5, 100), Uint32Array.of(5, 20)))).toEqual([1, 5, 20, 100]);
});
