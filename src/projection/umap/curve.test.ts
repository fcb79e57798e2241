import { describe, expect, it } from 'vitest';
import { fitCurve } from './curve';

describe('the curve of closeness', () => {
  // umap-learn's find_ab_params at spread 1, which least squares by SciPy; 0.001 also stands in the paper (1.929, 0.7915).
  it.each([
    [0.1, 1.5769434, 0.8950609],
    [0.001, 1.929, 0.7915],
    [0.5, 0.58303, 1.334167],
  ])('is that of umap-learn at %f', (minDistance, a, b) => {
    const curve = fitCurve(minDistance);
    expect(Math.abs(curve.a / a - 1)).toBeLessThan(5e-5);
    expect(Math.abs(curve.b / b - 1)).toBeLessThan(5e-5);
  });

  it('lies as near as umap-js brings it', async () => {
    const { findABParams } = await import('umap-js/dist/umap');
    for (const minDistance of [0, 0.1, 0.25]) {
      const theirs = findABParams(1, minDistance);
      const ours = fitCurve(minDistance);
      expect(Math.abs(ours.a - theirs.a)).toBeLessThan(0.01);
      expect(Math.abs(ours.b - theirs.b)).toBeLessThan(0.01);
    }
  });

  it('finds the least squares wherever the distance is', () => {
    for (let minDistance = 0; minDistance < 1; minDistance += 0.11) {
      const { a, b } = fitCurve(minDistance);
      const best = error(a, b, minDistance);
      for (const [fa, fb] of [
        [1.001, 1],
        [0.999, 1],
        [1, 1.001],
        [1, 0.999],
      ])
        expect(error(a * fa, b * fb, minDistance)).toBeGreaterThan(best);
    }
  });

  it('refuses what is no distance', () => {
    for (const wrong of [-0.1, NaN, Infinity, 4]) expect(() => fitCurve(wrong)).toThrow(RangeError);
  });
});

function error(a: number, b: number, minDistance: number): number {
  let sum = 0;
  for (let i = 0; i < 300; i++) {
    const x = (3 * i) / 299;
    sum += ((x < minDistance ? 1 : Math.exp(minDistance - x)) - 1 / (1 + a * x ** (2 * b))) ** 2;
  }
  return sum;
}
