import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import type { AppState, CurvePoint, Shown } from '../../store/state';
import { statusText } from './statusText';

const point = (epoch: number): CurvePoint => ({ epoch, loss: 0.41234, learningRate: 0.1, silhouette: 0.4149, nmi: null, scEncoded: null, scAttracted: null, rl: null, rrl: null });
const training = (changes: Partial<AppState['training']>): AppState['training'] => ({ state: 'training', run: 1, epoch: 12, epochs: 200, secondsLeft: 3.2, ...changes });
const dataset = {} as Dataset;
const shown = { epoch: 12 } as Shown;

test('the epoch, its loss and silhouette, and the time left', () => {
  expect(statusText({ dataset, training: training({}), curves: [point(11), point(12)], shown })).toBe('Epoch 12 of 200 · loss 0.412 · SC 0.41 · 3 s left');
});

test('numbers of another epoch are not put beside this one', () => {
  expect(statusText({ dataset, training: training({ secondsLeft: null }), curves: [point(11)], shown })).toBe('Epoch 12 of 200');
});

test('what has stopped says so, and which epoch is looked at', () => {
  expect(statusText({ dataset, training: training({ state: 'paused' }), curves: [point(12)], shown })).toBe('Epoch 12 of 200 · loss 0.412 · SC 0.41 · paused');
  expect(statusText({ dataset, training: training({ state: 'finished', epoch: 200 }), curves: [], shown })).toBe('Epoch 200 of 200 · finished, showing 12');
});

test('what training came to is still being measured when its last epoch is done', () => {
  expect(statusText({ dataset, training: training({ epoch: 200 }), curves: [], shown })).toBe('Epoch 200 of 200 · measuring the result');
});

test('without data there is nothing to tell of', () => {
  expect(statusText({ dataset: null, training: training({}), curves: [], shown: null })).toBe('No data yet');
});
