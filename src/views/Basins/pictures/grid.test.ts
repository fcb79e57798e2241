import { expect, test } from 'vitest';
import { dataPlane } from '../../../core/map/plane';
import { frameOf } from '../frame';
import { gridOver, lifted } from './grid';

const square = { width: 8, height: 8 };
const gridOf = (width: number, height: number, most = 60) => gridOver(frameOf({ s0: 0, t0: 0, s1: 1, t1: 1 }, width, height), square, most);

test('about 8 × 6 pictures on a large map, fewer on a small one, and no more than there is room for', () => {
  const rows = (places: Float64Array) => new Set(places.filter((_, i) => i % 2 === 1)).size;
  const across = (places: Float64Array) => new Set(places.filter((_, i) => i % 2 === 0)).size;
  const shape = (...size: [number, number, number?]) => {
    const { places } = gridOf(...size);
    return [across(places), rows(places)];
  };
  expect(shape(760, 580)).toEqual([8, 6]);
  expect(shape(350, 320)).toEqual([4, 3]);
  expect(shape(100, 80)).toEqual([2, 2]);
  expect(gridOf(760, 580, 10).places.length / 2).toBeLessThanOrEqual(10);
});

test('each stands in the middle of its cell, the top row first, with the shape of its image, and none under the buttons', () => {
  const grid = gridOver(frameOf({ s0: 0, t0: 0, s1: 4, t1: 3 }, 400, 300), { width: 20, height: 10 }, 60);
  expect(grid.places.slice(0, 6)).toEqual(Float64Array.of(0.5, 2.5, 1.5, 2.5, 2.5, 2.5));
  expect(grid.places.slice(-2)).toEqual(Float64Array.of(3.5, 0.5));
  expect(grid.width).toBeCloseTo(0.46);
  expect(grid.height).toBeCloseTo(0.23);
  const { places, width, height } = gridOf(760, 580);
  const frame = frameOf({ s0: 0, t0: 0, s1: 1, t1: 1 }, 760, 580);
  expect(places).toHaveLength(2 * (8 * 6 - 1));
  for (let i = 0; i < places.length; i += 2)
    expect(frame.x(places[i] + width / 2) < 760 - 46 || frame.y(places[i + 1] + height / 2) > 116).toBe(true);
});

test('the places are lifted into the space of the memories', () => {
  const plane = { origin: Float64Array.of(1, 2, 3), e1: Float64Array.of(0, 0, 1), e2: Float64Array.of(1, 0, 0) };
  expect(lifted(plane, Float64Array.of(0, 0, 2, 5))).toEqual(Float32Array.of(1, 2, 3, 6, 2, 5));
  expect(lifted(dataPlane(2), Float64Array.of(7, 8))).toEqual(Float32Array.of(7, 8));
});
