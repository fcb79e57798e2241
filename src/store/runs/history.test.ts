import { expect, test } from 'vitest';
import type { PartitionMetrics, Snapshot } from '../../engine/protocol';
import { PageHistory, replayFrom } from './history';

const frames = [0, 2, 4, 6, 8].map((epoch) => ({ epoch }) as Snapshot);

test('a replay begins at epoch 0 where the view rests at the newest or the chosen epoch, else where it was scrubbed to', () => {
  expect(replayFrom(frames, null, 6)).toBe(0);
  expect(replayFrom(frames, 6, 6)).toBe(0);
  expect(replayFrom(frames, 8, 6)).toBe(0);
  expect(replayFrom(frames, 4, 6)).toBe(2);
  expect(replayFrom(frames, 3, null)).toBe(2);
  expect(replayFrom(frames, 0, null)).toBe(0);
  expect(replayFrom([], null, null)).toBe(0);
});

const judged = { silhouette: 0.4, nmi: 0.5 } as PartitionMetrics;
const snapshotOf = (epoch: number): Snapshot => {
  const labels = new Uint16Array(3);
  return {
    epoch,
    partition: { memories: new Float32Array(2) },
    labels,
    voronoiLabels: labels,
    latent: null,
    metrics: judged,
  } as unknown as Snapshot;
};

test('a chosen epoch that was not judged while the model trained has the numbers of the result in its curves', () => {
  const history = new PageHistory();
  for (let epoch = 0; epoch < 4; epoch++)
    history.addEntry({ epoch, loss: 1, wholeLoss: null, learningRate: 0.1, metrics: epoch === 2 ? { ...judged, silhouette: 0.3 } : null });
  const silhouettes = () => history.points().map(({ silhouette }) => silhouette);
  expect(silhouettes()).toEqual([null, null, 0.3, null]);
  history.keep(snapshotOf(3));
  expect(silhouettes()).toEqual([null, null, 0.3, 0.4]);
  // An epoch that was judged on the points of all others keeps its place in the curve.
  history.keep(snapshotOf(2));
  expect(silhouettes()).toEqual([null, null, 0.3, null]);
});

test('a pause in pretraining chooses an epoch 0 that the next one takes the place of', () => {
  const history = new PageHistory();
  const [before, after] = [snapshotOf(0), snapshotOf(0)];
  history.addSnapshot(before);
  history.keep(before);
  history.addSnapshot(after);
  expect(history.snapshots()).toEqual([after]);
  expect(history.snapshots()[0]).toBe(after);
  const chosen = snapshotOf(1);
  history.addSnapshot(snapshotOf(2));
  history.keep(chosen);
  // A run that goes on from its first epoch keeps its film until it is trained again.
  history.addSnapshot(snapshotOf(0));
  expect(history.snapshots().map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  history.goOnFrom(0);
  expect(history.snapshots().map(({ epoch }) => epoch)).toEqual([0, 1]);
});

test('a run that goes on from an earlier epoch than the newest that is known is trained from there again', () => {
  const entryOf = (epoch: number, loss = 1) => ({ epoch, loss, wholeLoss: null, learningRate: 0.1, metrics: null });
  const history = new PageHistory();
  const tell = (to: number, loss?: number) => {
    for (let epoch = 0; epoch <= to; epoch++) history.addEntry(entryOf(epoch, loss));
  };
  tell(5);
  for (const epoch of [0, 2, 5]) history.addSnapshot(snapshotOf(epoch));
  // An engine that goes on from epoch 3 tells of all epochs up to it.
  tell(3, 2);
  expect(history.points().map(({ loss }) => loss)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(history.goOnFrom(3)).toBe(true);
  expect(history.goOnFrom(3)).toBe(false);
  history.addEntry(entryOf(4, 3));
  history.addSnapshot(snapshotOf(4));
  expect(history.points().map(({ loss }) => loss)).toEqual([1, 1, 1, 1, 3]);
  expect(history.snapshots().map(({ epoch }) => epoch)).toEqual([0, 2, 4]);
});
