import { scaleLinear } from 'd3';
import { expect, test } from 'vitest';
import { crosses } from './trail';

test('there is a cross at each place', () => {
  const identity = scaleLinear();
  const frame = { x: identity, y: identity };
  expect(crosses(Float32Array.of(30, 40, 31, 41), frame)).toBe('M27.5 37.5l5 5m0 -5l-5 5M28.5 38.5l5 5m0 -5l-5 5');
  expect(crosses(new Float32Array(0), frame)).toBe('');
});
