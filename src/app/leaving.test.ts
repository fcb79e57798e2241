import { expect, test } from 'vitest';
import type { Dataset } from '../data/dataset';
import type { TrainingResult } from '../engine/protocol';
import { wouldLose } from './leaving';

const on = (id: string) => ({ id }) as Dataset;
const training = (state: 'idle' | 'training' | 'finished') => ({ state, run: 1, epoch: 0, epochs: 200, secondsLeft: null });
const result = {} as TrainingResult;

test('leaving is asked about while own data, a training, or a result that was not exported would be lost', () => {
  expect(wouldLose({ dataset: null, training: training('idle'), result: null, former: null, messages: [] }, null)).toBe(false);
  expect(wouldLose({ dataset: on('iris'), training: training('idle'), result: null, former: null, messages: [] }, null)).toBe(false);
  expect(wouldLose({ dataset: on('file:a.csv'), training: training('idle'), result: null, former: null, messages: [] }, null)).toBe(true);
  expect(wouldLose({ dataset: on('iris'), training: training('training'), result: null, former: null, messages: [] }, null)).toBe(true);
  expect(wouldLose({ dataset: on('iris'), training: training('finished'), result, former: null, messages: [] }, null)).toBe(true);
  expect(wouldLose({ dataset: on('iris'), training: training('finished'), result, former: null, messages: [] }, result)).toBe(false);
  const undo = { id: 1, code: 'undo', tone: 'info', sentence: '', about: 'undo', action: null } as const;
  expect(wouldLose({ dataset: on('iris'), training: training('idle'), result: null, former: null, messages: [undo] }, null)).toBe(true);
  const former = 'DCLAM on “Digits”, epoch 4';
  expect(wouldLose({ dataset: on('iris'), training: training('idle'), result: null, former, messages: [] }, null)).toBe(true);
});
