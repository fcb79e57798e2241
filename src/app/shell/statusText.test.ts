import { expect, test } from 'vitest';
import { defaultConfig } from '../../methods/config';
import type { Dataset } from '../../data/dataset';
import { chosenEpoch } from '../../store/shown/chosen';
import type { RunState, Shown } from '../../store/state';
import type { PartitionMetrics, TrainingResult } from '../../engine/protocol';
import { isPretraining, trainingProgress, statusText as told } from './statusText';
import type { CurvePoint } from '../../store/runs/curvePoint';

const point = (epoch: number): CurvePoint => ({
  epoch,
  loss: 0.41234,
  learningRate: 0.1,
  silhouette: 0.4149,
});
const training = (changes: Partial<RunState['training']>): RunState['training'] => ({
  state: 'training',
  epoch: 12,
  epochs: 200,
  secondsLeft: 3.2,
  ...changes,
});
const dataset = {} as Dataset;
const shown = { method: 'clam', epoch: 12, metrics: null } as Shown;
const config = defaultConfig;

const pretraining = null;
/** Before there is a result. */
const statusText = (state: Omit<Parameters<typeof told>[0], 'result' | 'restart' | 'config'>) =>
  told({ result: null, restart: 0, config, ...state });

test('the epoch, its loss and silhouette, and the time left', () => {
  expect(statusText({ dataset, training: training({}), curves: [point(11), point(12)], shown, pretraining })).toBe(
    'Epoch 12 of 200 · loss 0.412 · SC 0.41 · 3 s left',
  );
});

test('numbers of another epoch are not put beside this one', () => {
  expect(statusText({ dataset, training: training({ secondsLeft: null }), curves: [point(11)], shown, pretraining })).toBe(
    'Epoch 12 of 200',
  );
});

test('what has stopped says so, and which epoch is looked at', () => {
  expect(statusText({ dataset, training: training({ state: 'paused' }), curves: [point(12)], shown, pretraining })).toBe(
    'Epoch 12 of 200 · loss 0.412 · SC 0.41 · paused',
  );
  expect(statusText({ dataset, training: training({ state: 'finished', epoch: 200 }), curves: [], shown, pretraining })).toBe(
    'Epoch 200 of 200 · finished, showing epoch 12',
  );
});

const metrics = { loss: 0.3312, silhouette: 0.4051, rl: null, rrl: null, scAttracted: null } as PartitionMetrics;
const resultWith = (changes: Partial<TrainingResult>, of: PartitionMetrics = metrics) =>
  ({
    run: 1,
    lossPoints: 150,
    chosenBy: 'loss',
    stopped: { epoch: 200, why: 'epochs' },
    restarts: [{ bestLoss: 0.39149, chosenEpoch: 195, metrics: of }],
    ...changes,
  }) as TrainingResult;
const finished = training({ state: 'finished', epoch: 200, secondsLeft: null });
const ended = (epoch: number, changes: Partial<Parameters<typeof told>[0]> = {}) =>
  told({
    dataset: { n: 150 } as Dataset,
    training: finished,
    curves: [point(200)],
    shown: { method: 'clam', epoch, metrics, altered: false } as Shown,
    config,
    pretraining,
    restart: 0,
    result: resultWith({}),
    ...changes,
  });

test('the chosen epoch is told with its own numbers and why it was chosen, another one with its own', () => {
  expect(ended(195)).toBe('Epoch 200 of 200 · finished, showing epoch 195, the lowest loss over the whole set: 0.391 · SC 0.41');
  expect(ended(195, { result: resultWith({ lossPoints: 100 }) })).toBe(
    'Epoch 200 of 200 · finished, showing epoch 195, the lowest loss over a sample of 100 points: 0.391 · SC 0.41',
  );
  expect(ended(195, { result: resultWith({ chosenBy: 'silhouette' }) })).toBe(
    'Epoch 200 of 200 · finished, showing epoch 195, the highest SC of the epochs that were asked · loss 0.331 · SC 0.41',
  );
  expect(
    ended(200, { shown: { method: 'clam', epoch: 200, metrics: { ...metrics, silhouetteSample: 100 }, altered: false } as Shown }),
  ).toBe('Epoch 200 of 200 · loss 0.331 · SC 0.41 on 100 points · finished');
  expect(ended(17)).toBe('Epoch 200 of 200 · finished, showing epoch 17 · loss 0.331 · SC 0.41');
  expect(ended(200)).toBe('Epoch 200 of 200 · loss 0.331 · SC 0.41 · finished');
  expect(ended(195, { shown: { method: 'clam', epoch: 195, metrics: { ...metrics, loss: null }, altered: true } as Shown })).toBe(
    'Epoch 200 of 200 · finished, showing epoch 195 · changed by hand · SC 0.41',
  );
  const rl = { ...metrics, silhouette: null, rl: 0.0123, rrl: -2.14, scAttracted: 0.6171 };
  expect(ended(195, { shown: { method: 'dclam', epoch: 195, metrics: rl, altered: false } as Shown, result: resultWith({}, rl) })).toBe(
    'Epoch 200 of 200 · finished, showing epoch 195, the lowest RL: 0.0123 (RRL −2.1%) · SC on A(e(x)) 0.62',
  );
});

test('the chosen epoch is that of the restart that is shown', () => {
  const result = resultWith({});
  expect(chosenEpoch({ training: finished, restart: 0, result })).toBe(195);
  for (const other of [{ restart: 1 }, { result: null }, { training: training({ state: 'paused' }) }])
    expect(chosenEpoch({ training: finished, restart: 0, result, ...other })).toBeNull();
});

test('what ended before its last epoch says why', () => {
  const at = { ...finished, epoch: 187 };
  const early = (why: TrainingResult['stopped']['why'], shownEpoch: number, by: { changed?: number; gained?: number } = {}) =>
    ended(shownEpoch, { training: at, result: resultWith({ stopped: { epoch: 187, why, ...by } }) });
  expect(early('rate', 187)).toBe('Epoch 187 of 200 · loss 0.331 · SC 0.41 · finished early: the learning rate is at its floor');
  expect(early('tolerance', 187, { changed: 0.004 })).toMatch(/finished early: 0\.4% of the labels changed$/);
  expect(early('tolerance', 187, { gained: 0.00072 })).toMatch(/finished early: the last epoch gained 0\.0007$/);
  expect(early('diverged', 186)).toBe(
    'Epoch 187 of 200 · finished early: the loss is no number any more, showing epoch 186 · loss 0.331 · SC 0.41',
  );
});

test('what training came to is still being measured when its last epoch is done', () => {
  expect(statusText({ dataset, training: training({ epoch: 200 }), curves: [], shown, pretraining })).toBe(
    'Epoch 200 of 200 · measuring the result',
  );
});

test('without data there is nothing to tell of', () => {
  expect(statusText({ dataset: null, training: training({}), curves: [], shown: null, pretraining })).toBe('No data yet');
});

const deep: CurvePoint = { ...point(12), rl: 0.0123, rrl: -2.14, scEncoded: 0.16, scAttracted: 0.6171 };
const under = (changes: Partial<NonNullable<RunState['pretraining']>> = {}): NonNullable<RunState['pretraining']> => ({
  epoch: 12,
  epochs: 100,
  losses: [0.3, 0.0214],
  done: false,
  rlPretrained: null,
  active: true,
  secondsLeft: 40.2,
  ...changes,
});

const deepShown: Shown = { ...shown, method: 'dclam' };
test('of a deep method reconstruction and the silhouette with its space', () => {
  const done = under({ epoch: 100, done: true, active: false, rlPretrained: 0.0126 });
  expect(statusText({ dataset, training: training({ epochs: 100 }), curves: [deep], shown: deepShown, pretraining: done })).toBe(
    'Epoch 12 of 100 · RL 0.0123 (RRL −2.1%) · SC on A(e(x)) 0.62 · 3 s left',
  );
  expect(
    statusText({
      dataset,
      training: training({ secondsLeft: null }),
      curves: [{ ...deep, scAttracted: null, rrl: null }],
      shown: deepShown,
      pretraining: done,
    }),
  ).toBe('Epoch 12 of 200 · RL 0.0123');
});

test('pretraining has its own epochs, loss and time left', () => {
  const at = training({ epoch: 0, secondsLeft: null });
  expect(statusText({ dataset, training: at, curves: [], shown, pretraining: under() })).toBe(
    'Pretraining 12 of 100 · loss 0.0214 · 40 s left',
  );
  expect(statusText({ dataset, training: at, curves: [], shown, pretraining: under({ epoch: 0, losses: [], secondsLeft: null }) })).toBe(
    'Pretraining 0 of 100',
  );
  expect(statusText({ dataset, training: at, curves: [], shown, pretraining: under({ epoch: 100 }) })).toBe(
    'Pretraining 100 of 100 · loss 0.0214 · measuring RL_p',
  );
  expect(
    statusText({
      dataset,
      training: { ...at, state: 'paused' },
      curves: [],
      shown,
      pretraining: under({ active: false, secondsLeft: null }),
    }),
  ).toBe('Pretraining 12 of 100 · loss 0.0214 · paused');
});

test('networks that are not pretrained have no numbers worth telling', () => {
  const before = { method: 'dclam', epoch: 0, latent: { pretrained: false } } as Shown;
  expect(
    statusText({
      dataset,
      training: training({ state: 'idle', epoch: 0, epochs: 100, secondsLeft: null }),
      curves: [{ ...deep, epoch: 0 }],
      shown: before,
      pretraining,
    }),
  ).toBe('Epoch 0 of 100');
});

test('the line fills with pretraining, then with training; a cancelled one is none', () => {
  expect(trainingProgress({ training: training({ epoch: 0 }), pretraining: under() })).toBeCloseTo(0.12);
  expect(trainingProgress({ training: training({}), pretraining: under({ epoch: 100, done: true }) })).toBeCloseTo(0.06);
  expect(trainingProgress({ training: training({ epoch: 0, epochs: 0 }), pretraining })).toBe(0);
  expect(isPretraining({ pretraining: under({ active: false, epoch: 0 }) })).toBe(true);
  expect(isPretraining({ pretraining: under({ done: true }) })).toBe(false);
  expect(isPretraining({ pretraining })).toBe(false);
});

test('a method without epochs counts none', () => {
  const none = training({ state: 'idle', epoch: 0, epochs: 0, secondsLeft: null });
  const of = (pretrained: boolean) => ({ ...shown, epoch: 0, latent: { pretrained } }) as Shown;
  expect(statusText({ dataset, training: none, curves: [], shown: of(false), pretraining })).toBe('Not trained yet');
  expect(statusText({ dataset, training: { ...none, state: 'finished' }, curves: [], shown: of(true), pretraining })).toBe('finished');
});
