import { scaleLinear } from 'd3';
import { expect, test } from 'vitest';
import { crosses } from './trail';

test('each cluster has a cross for each step, at its own places', () => {
  const identity = scaleLinear();
  const frame = { x: identity, y: identity };
  const trail = { places: Float32Array.of(10, 20, 30, 40, 11, 21, 31, 41), k: 2 };
  expect(crosses(trail, 1, frame)).toBe('M27.5 37.5l5 5m0 -5l-5 5M28.5 38.5l5 5m0 -5l-5 5');
  expect(crosses({ places: new Float32Array(0), k: 2 }, 0, frame)).toBe('');
});
