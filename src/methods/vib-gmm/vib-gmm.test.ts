import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import { parseConfig } from '../config';
import { method, vibHead, weightAt } from './head';
import { leastVariance } from './start';

const [k, m] = [2, 2];

/** Two clouds around (0, 0) and (6, 6), in turns, of deviation 0.5 along the first axis and none along the second. */
function clouds(n: number): Float32Array {
  const random = new Random(2);
  return Float32Array.from({ length: n * m }, (_, at) => 6 * (Math.floor(at / m) % k) + (at % m === 0 ? 0.5 * random.normal() : 0));
}

test.each([200, 25_000])('training begins at the mixture of the codes, whose variances have a floor: %i codes', (n) => {
  const run = { values: { variance: 0.05, warmUp: 20 }, n, d: 9, m, k };
  const { centres, logVariances, logits } = drain(method.begin(clouds(n), run, new Random(1), 1)).arrays;
  const first = centres[0] < 3 ? 0 : 1;
  [0, 0, 6, 6].forEach((place, at) => expect(Math.abs(centres[(at + 2 * first) % 4] - place)).toBeLessThan(0.2));
  for (let c = 0; c < k; c++) {
    expect(Math.abs(Math.exp(logVariances[c * m]) / 0.25 - 1)).toBeLessThan(0.3);
    expect(Math.exp(logVariances[c * m + 1]) / leastVariance).toBeCloseTo(1, 5);
    expect(Math.exp(logits[c])).toBeCloseTo(0.5, 1);
  }
});

test('a log variance beyond its limits counts as the limit, and has no gradient', () => {
  const array = (values: number[]) => ({ values: Float64Array.from(values), gradient: new Float64Array(values.length) });
  const arrays = { centres: array([0, 1, 2, 3]), logVariances: array([0, 0.1, 0.2, 0.3]), logits: array([0, 1]) };
  const head = vibHead.make({
    k,
    m,
    batchSize: 1,
    decoderInput: new Float64Array(m),
    learned: (name) => arrays[name as keyof typeof arrays],
  });
  const batch = { rows: Uint32Array.of(0), count: 1, live: { weight: 1 }, kept: {}, noise: Float64Array.of(0.4, -0.7) };
  const stepOf = (...logs: number[]) => {
    const output = Float64Array.of(0.3, -0.2, ...logs);
    const { loss, decoderInput } = head.forward(batch, output);
    const slopes = new Float64Array(2 * m);
    head.backward(batch, output, Float64Array.of(1, 1), slopes);
    return { loss, decoderInput: [...decoderInput], means: [...slopes.subarray(0, m)], logs: [...slopes.subarray(m)] };
  };
  const [at, beyond] = [stepOf(10, -10), stepOf(30, -30)];
  expect({ ...beyond, logs: at.logs }).toEqual(at);
  expect(beyond.logs).toEqual([0, 0]);
  expect(at.logs.every((slope) => slope !== 0)).toBe(true);
});

test('the weight of the mixture rises to 2σ²/d in the warm-up', () => {
  const weights = [0, 5, 20, 60].map((epoch) => weightAt({ variance: 0.05, warmUp: 20 }, 10, epoch));
  [0, 0.0025, 0.01, 0.01].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
});

test.each([
  [{ variance: 0 }, 'variance'],
  [{ variance: -1 }, 'variance'],
  [{ variance: '0.05' }, 'variance'],
  [{ warmUp: 0 }, 'warmUp'],
  [{ warmUp: 2.5 }, 'warmUp'],
])('settings out of range are refused by name: %o', (patch, key) => {
  expect(() => parseConfig({ method: 'vib-gmm', ...patch })).toThrow(new RegExp(`^“${key}” must be `));
});
