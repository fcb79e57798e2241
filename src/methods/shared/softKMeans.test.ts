import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { splittingAlpha, widestVariance } from '../../core/partition/splitting';
import { softKMeansHead } from './softKMeans';

const [n, m, k] = [2000, 3, 3];
const random = new Random(2);
/** Standard deviations 1, 0.7 and 0.5. */
const codes = Float32Array.from({ length: n * m }, (_, at) => [1, 0.7, 0.5][at % m] * random.normal());

/** How far centres are from one another after descent from places that nearly coincide, in units of how far they were. */
function spreadAfter(alpha: number): number {
  const centres = { values: Float64Array.from({ length: k * m }, () => 1e-3 * random.normal()), gradient: new Float64Array(k * m) };
  const typed = softKMeansHead('euclidean', 'exponential').make({
    k,
    m,
    batchSize: n,
    learned: () => centres,
    decoderInput: new Float64Array(n * m),
  });
  const batch = { rows: new Uint32Array(n), count: n, live: { alpha, lambda: 1 }, kept: {}, noise: null };
  const spread = () => {
    let most = 0;
    for (let f = 0; f < m; f++) {
      const column = Array.from({ length: k }, (_, c) => centres.values[c * m + f]);
      most = Math.max(most, Math.max(...column) - Math.min(...column));
    }
    return most;
  };
  const before = spread();
  const [none, unused] = [new Float64Array(n * m), new Float64Array(n * m)];
  for (let step = 0; step < 150; step++) {
    typed.backward(batch, codes, none, unused);
    centres.values.forEach((value, at) => (centres.values[at] = value - 0.5 * centres.gradient[at]));
  }
  return spread() / before;
}

test('centres that coincide come together below α_c and part above it', () => {
  const critical = splittingAlpha(widestVariance(codes, n, m)!)!;
  expect(spreadAfter(0.8 * critical)).toBeLessThan(0.1);
  expect(spreadAfter(1.2 * critical)).toBeGreaterThan(10);
});
