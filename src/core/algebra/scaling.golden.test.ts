import { expect, inject, test } from 'vitest';
import { applyScaling, fitScaling } from './scaling';

const { X, standardized }: { X: number[][]; standardized: number[][] } = inject('golden').scaling;

test('there is at least one row', () => expect(X.length).toBeGreaterThan(0));

test('standardised data agree with the oracle, a constant column among them', () => {
  const n = X.length;
  const d = X[0].length;
  const values = Float64Array.from(X.flat());
  const scaled = applyScaling(fitScaling(values, n, d, 'standard'), values, n);
  standardized.flat().forEach((expected, i) => expect(Math.abs(scaled[i] - expected)).toBeLessThan(1e-6));
});
