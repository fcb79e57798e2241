import { expect, test } from 'vitest';
import type { TrainingResult } from '../../engine/protocol';
import { chosenEpoch } from '../shown/chosen';
import { judgedFurther } from './result';
import type { ResultEmbedding } from '../embedding/resultEmbedding';

const resultOf = (exact: boolean) => ({ run: 1, exact, restarts: [{ chosenEpoch: 5 }, { chosenEpoch: 8 }] }) as unknown as TrainingResult;

test('a result that is judged on all points keeps its layout, and one of an earlier result stays with that', () => {
  const [sampled, earlier, exact] = [resultOf(false), resultOf(false), resultOf(true)];
  const layout = { of: sampled, seconds: 1 } as ResultEmbedding;
  expect(judgedFurther({ result: sampled, resultEmbedding: layout }, exact)).toEqual({
    result: exact,
    resultEmbedding: { of: exact, seconds: 1 },
  });
  expect(judgedFurther({ result: earlier, resultEmbedding: layout }, exact).resultEmbedding).toBe(layout);
  expect(judgedFurther({ result: sampled, resultEmbedding: null }, exact).resultEmbedding).toBeNull();
});

test('the chosen epoch is that of the restart that is shown, once training has finished', () => {
  const result = resultOf(false);
  const training = { state: 'finished', epoch: 9, epochs: 9, secondsLeft: null } as const;
  expect(chosenEpoch({ result, training, restart: 0 })).toBe(5);
  expect(chosenEpoch({ result, training, restart: 1 })).toBe(8);
  expect(chosenEpoch({ result, training: { ...training, state: 'paused' }, restart: 1 })).toBeNull();
});
