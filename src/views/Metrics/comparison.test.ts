import { expect, test } from 'vitest';
import { type PartitionMetrics, type TrainingResult } from '../../engine/protocol';
import { behindKMeans, withoutPoints } from './comparison';
import { defaultConfig, defaultsOf, type Config } from '../../methods/config';

const metricsOf = (own: Partial<PartitionMetrics>) => ({ metrics: { silhouette: null, scEncoded: null, ...own } as PartitionMetrics });
const result = (own: Partial<PartitionMetrics>, patch: Partial<Config> = {}) =>
  ({
    best: metricsOf(own),
    config: { ...defaultConfig, k: 7, beta: 0.5, ...patch },
  }) as TrainingResult;

test('where k-means is ahead, both numbers are said with their space, and what was not tried yet', () => {
  const mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } as const;
  expect(behindKMeans(result({ silhouette: 0.331 }, { init: 'points', mask }), metricsOf({ silhouette: 0.357 }))).toBe(
    'k-means has the higher SC in the scaled input space, 0.357 against 0.331. Worth trying: memories that start as k-means’ centres; no mask; 10 restarts, chosen by the highest silhouette; or another β, such as 0.25 or 1.',
  );
  expect(
    behindKMeans(
      result({ silhouette: 0.331 }, { init: 'kmeans', mask: null, restarts: 20, choose: 'silhouette' }),
      metricsOf({ silhouette: 0.357 }),
    ),
  ).toContain('Worth trying: another seed; or another β, such as 0.25 or 1.');
  expect(behindKMeans(result({ silhouette: 0.331 }, { beta: 1000 }), metricsOf({ silhouette: 0.357 }))).toMatch(
    /another β, such as 500\.$/,
  );
});

test('of deep methods the codes are compared, never A(e(x)) with e(x)', () => {
  const deep = { method: 'dclam', mask: null, init: 'kmeans' } as const;
  expect(behindKMeans(result({ scAttracted: 0.1, scEncoded: 0.15 }, deep), metricsOf({ scEncoded: 0.161 }))).toContain(
    'AE + k-means has the higher SC on e(x), of the pretrained encoder, 0.161 against 0.150.',
  );
  expect(behindKMeans(result({ scAttracted: 0.1, scEncoded: 0.17 }, deep), metricsOf({ scEncoded: 0.161 }))).toBeNull();
});

test.each<[string, Partial<PartitionMetrics>, Partial<PartitionMetrics> | null]>([
  ['behind by less than seeds differ', { silhouette: 0.35 }, { silhouette: 0.3595 }],
  ['ahead', { silhouette: 0.4 }, { silhouette: 0.3 }],
  ['of one cluster', { silhouette: null }, { silhouette: 0.3 }],
  ['without k-means', { silhouette: 0.3 }, null],
])('nothing is said of a result %s', (_, own, line) => expect(behindKMeans(result(own), line && metricsOf(line))).toBeNull());

test('what methods of centres may try speaks of no memories', () => {
  const patch = { method: 'kmeans', restarts: 1, choose: 'loss' } as const;
  const { beta: _, ...config } = { ...defaultConfig, ...defaultsOf('kmeans'), ...patch } as Config & { beta?: number };
  const behind = { ...result({ silhouette: 0.3 }), config: config as Config };
  expect(behindKMeans(behind, metricsOf({ silhouette: 0.4 }))).toMatch(/Worth trying: 10 restarts, chosen by the highest silhouette\.$/);
});

test('of a method that chance has no part in there is nothing to try', () => {
  const behind = { ...result({ silhouette: 0.3 }), config: defaultsOf('agglomerative') };
  expect(behindKMeans(behind, metricsOf({ silhouette: 0.4 }))).toMatch(/0\.400 against 0\.300\.$/);
});

test('memories without points are counted', () => {
  expect(withoutPoints(result({ clusters: 6 }))).toBe('1 of 7 memories has no points.');
  expect(withoutPoints(result({ clusters: 4 }))).toBe('3 of 7 memories have no points.');
  expect(withoutPoints(result({ clusters: 7 }))).toBeNull();
});
