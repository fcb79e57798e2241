import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { totalVariance } from '../../core/algebra/variance';
import { noNumbers } from '../../core/metrics/numbers';
import type { PartitionMetrics } from '../protocol';
import { TimeSlice } from '../wire/timeSlice';
import { judgeDeep } from './deepJudge';
import { judgeOnCodes } from './onCodes';

const n = 60;
const labels = Uint16Array.from({ length: n }, (_, i) => i % 2);
/** Two clusters of codes, of two numbers each, that are the two labels. */
const codes = Float32Array.from({ length: 2 * n }, (_, at) => 5 * (Math.floor(at / 2) % 2) + Math.sin(at) / 10);
const metrics: PartitionMetrics = { ...noNumbers, clusters: 2, nmi: 0.25 };
const judged = (of: object, truth: Uint16Array | null = labels, kind: 'beside' | 'own' = 'beside') =>
  judgeOnCodes({ n, d: 3, labels: truth }, { codes, m: 2, k: 2, metrics, ...of }, kind, new Random(0), 'result', new TimeSlice());

test('k-means on codes finds the clusters that are among them, whatever the method made of them', async () => {
  const found = await judged({});
  expect(found).toEqual({ scEncoded: expect.closeTo(0.98, 1), nmi: expect.closeTo(1), ari: expect.closeTo(1), accuracy: 1 });
  expect(await judged({})).toEqual(found);
});

test('without labels there is its silhouette alone, and with one cluster nothing', async () => {
  expect(await judged({}, null)).toEqual({ scEncoded: expect.closeTo(0.98, 1), nmi: null, ari: null, accuracy: null });
  expect(await judged({ k: 1 }, null)).toEqual({ scEncoded: null, nmi: null, ari: null, accuracy: null });
});

test('equal codes are one cluster, and codes that are no numbers none', async () => {
  expect(await judged({ codes: new Float32Array(2 * n).fill(0.1) })).toMatchObject({ scEncoded: null, accuracy: 0.5 });
  expect(await judged({ codes: codes.map((value, at) => (at === 7 ? Infinity : value)) })).toBeNull();
});

test('of a method that is k-means on its codes it is the method itself', async () => {
  expect(await judged({}, labels, 'own')).toEqual({ scEncoded: null, nmi: 0.25, ari: null, accuracy: null });
});

test.each([
  ['apart', codes],
  ['equal', new Float32Array(2 * n).fill(0.1)],
])('the variance of codes that are %s is that of all their entries, and never below 0', async (_, of) => {
  const model = {
    kind: 'centres',
    k: 2,
    d: 2,
    prototypes: Float32Array.of(0, 0, 5, 5),
    rule: { by: 'nearest' },
    metric: 'euclidean',
    weights: null,
  } as const;
  const assessed = await judgeDeep(
    { n, d: 3, labels },
    { model, codes: of, loss: null, rlPretrained: null, squaredError: null },
    'live',
    new TimeSlice(),
  );
  expect(assessed.metrics.codeVariance).toBe(Math.max(0, totalVariance(of, n, 2)));
});
