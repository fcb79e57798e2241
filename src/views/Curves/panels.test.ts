import { expect, test } from 'vitest';
import type { PartitionMetrics } from '../../engine/protocol';
import { panelDomain, panelsOf, sentence } from './panels';

const kmeans: PartitionMetrics = {
  loss: null, silhouette: 0.374, silhouetteSample: 101, scEncoded: null, scAttracted: null, rl: null, rlPretrained: null, rrl: null, nmi: 0.8, nmiGeometric: 0.8, ari: 0.7, ami: 0.7,
  accuracy: 0.8, homogeneity: 0.8, entropyBits: 2, sizes: [40, 3], clusters: 7,
};

test('label-based curves only where there are labels', () => {
  expect(panelsOf(kmeans, true).map((p) => p.key)).toEqual(['loss', 'silhouette', 'nmi', 'rate']);
  expect(panelsOf(kmeans, false).map((p) => p.key)).toEqual(['loss', 'silhouette', 'rate']);
});

test('the k-means line is within the domain even before there is a curve', () => {
  const [, sc] = panelsOf(kmeans, false);
  const [low, high] = panelDomain(sc!, [])!;
  expect(low).toBeLessThan(0.374);
  expect(high).toBeGreaterThan(0.374);
  expect(panelDomain(panelsOf(null, false)[1]!, [])).toBeNull();
});

test('the sentence names each number with its space and its line', () => {
  const point = { epoch: 12, loss: 0.5, learningRate: 1e-4, silhouette: null, nmi: 0.9, scEncoded: null, scAttracted: null, rl: null, rrl: null };
  expect(sentence(panelsOf(kmeans, false), point)).toBe(
    'Epoch 12. Loss, scaled input space: 0.5; SC, scaled input space: — (k-means 0.374); Learning rate: 1e-4.',
  );
});
