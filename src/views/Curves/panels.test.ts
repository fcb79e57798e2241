import { expect, test } from 'vitest';
import { noNumbers } from '../../core/metrics/numbers';
import type { PartitionMetrics } from '../../engine/protocol';
import { clam } from '../../methods/clam/declare';
import { dclam } from '../../methods/dclam/declare';
import { fittedName } from './drawCurves';
import { panelsOf, pretrainingPanel, pretrainingPoints, pretrainingSentence, sentence } from './panels';
import type { CurvePoint } from '../../store/runs/curvePoint';

const none: PartitionMetrics = { ...noNumbers, clusters: 7, nmi: 0.8 };
const kmeans: PartitionMetrics = { ...none, silhouette: 0.374 };
const aeKMeans: PartitionMetrics = { ...none, scEncoded: 0.161, rl: 0.02, rlPretrained: 0.02, rrl: 0 };
const point: CurvePoint = { epoch: 12, loss: 0.5, learningRate: 1e-4, silhouette: null, nmi: 0.9 };

test('label-based curves only where there are labels', () => {
  expect(panelsOf(clam, kmeans, true, null).map((p) => p.key)).toEqual(['loss', 'silhouette', 'nmi', 'learningRate']);
  expect(panelsOf(clam, kmeans, false, null).map((p) => p.key)).toEqual(['loss', 'silhouette', 'learningRate']);
  expect(panelsOf(dclam, aeKMeans, true, 0.02).map((p) => p.key)).toEqual([
    'rl',
    'rrl',
    'scAttracted',
    'scEncoded',
    'nmi',
    'loss',
    'codeVariance',
    'learningRate',
  ]);
  expect(panelsOf(dclam, aeKMeans, false, 0.02).map((p) => p.key)).not.toContain('nmi');
});

test('the sentence names each number with its space and its line', () => {
  expect(sentence(panelsOf(clam, kmeans, false, null), point)).toBe(
    'Epoch 12. Loss, scaled input space: 0.5; SC, scaled input space: — (k-means 0.374); Learning rate: 0.0001.',
  );
});

test('a deep method has two silhouettes, and only the one on e(x) is read against AE + k-means', () => {
  const panels = panelsOf(dclam, aeKMeans, true, 0.02);
  const of = (key: string) => panels.find((panel) => panel.key === key)!;
  expect(of('scAttracted').name).toContain('A(e(x))');
  expect(of('scAttracted').line).toBeNull();
  expect(of('scEncoded').line).toEqual({ name: 'AE + k-means', value: 0.161 });
  expect(of('rl').line).toEqual({ name: 'RL_p', value: 0.02 });
  expect(of('nmi').line).toEqual({ name: 'AE + k-means', value: 0.8 });
  // Both are reconstruction errors: one of the whole set, one of the batches as they came.
  expect(of('rl').name).toContain('whole set');
  expect(of('loss').name).toContain('batches');
  const said = sentence(panels, { ...point, rl: 0.0123, rrl: -2.14, scAttracted: 0.62, scEncoded: 0.16 });
  expect(said).toContain(
    'RL, over the whole set: 0.0123 (RL_p 0.02); RRL, RL against RL_p: −2.1% (at most 10.0%); SC on A(e(x)), attracted codes: 0.620; SC on e(x), codes: 0.160 (AE + k-means 0.161)',
  );
});

test('before pretraining is done there is no line to read reconstruction against', () => {
  expect(panelsOf(dclam, null, false, null).filter((panel) => panel.line)).toEqual([]);
});

test('where nothing is pretrained there is no curve of RRL', () => {
  expect(panelsOf(dclam, null, false, null, false).map(({ key }) => key)).not.toContain('rrl');
});

test('pretraining has its own epochs, from 1', () => {
  const status = { epoch: 3, epochs: 100, losses: [0.3, 0.1, 0.021], done: false, rlPretrained: null };
  expect(pretrainingPoints(status).map(({ epoch, loss }) => [epoch, loss])).toEqual([
    [1, 0.3],
    [2, 0.1],
    [3, 0.021],
  ]);
  expect(pretrainingSentence(status)).toBe('Pretraining: epoch 3 of 100, loss 0.021.');
  expect(pretrainingPanel(null).line).toBeNull();
  expect(pretrainingSentence({ ...status, losses: [], epoch: 0 })).toBe('Pretraining: epoch 0 of 100.');
  expect(pretrainingSentence({ ...status, epoch: 100, done: true, rlPretrained: 0.02 })).toBe(
    'Pretraining: epoch 100 of 100, loss 0.021, RL_p 0.02.',
  );
});

test('a name that would run into the value is written without its detail, or cut off', () => {
  expect(fittedName('SC, scaled input space', 200)).toBe('SC, scaled input space');
  expect(fittedName('SC, scaled input space', 100)).toBe('SC');
  expect(fittedName('Learning rate of the memories', 100)).toBe('Learning rate…');
});
