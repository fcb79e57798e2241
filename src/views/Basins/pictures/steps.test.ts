import { expect, test } from 'vitest';
import { trajectory } from '../../../core/memory/dynamics';
import { Random } from '../../../core/algebra/random';
import { chosenSteps, wayOf } from './steps';

test('all steps, or so many evenly chosen ones from the first to the last', () => {
  expect(chosenSteps(3, 16)).toEqual([0, 1, 2, 3]);
  expect(chosenSteps(15, 16)).toHaveLength(16);
  expect(chosenSteps(16, 9)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
  expect(chosenSteps(100, 4)).toEqual([0, 33, 67, 100]);
  expect(chosenSteps(1, 2)).toEqual([0, 1]);
});

test.each(['euclidean', 'spherical'] as const)('the way is that of the recursion, %s', (similarity) => {
  const random = new Random(3);
  const d = 4;
  const model = {
    kind: 'memory' as const,
    similarity,
    beta: 1.5,
    steps: 12,
    stepSize: 0.15,
    k: 3,
    d,
    memories: Float32Array.from({ length: 3 * d }, () => random.normal()),
    logWeights: null,
  };
  const start = Float64Array.from({ length: d }, () => random.normal());
  const whole = trajectory(model, start);
  const steps = chosenSteps(12, 5);
  const work = wayOf(model, start, steps);
  let pauses = 0;
  let turn = work.next();
  for (; !turn.done; turn = work.next()) pauses++;
  expect(pauses).toBe(12);
  steps.forEach((step, row) => {
    for (let j = 0; j < d; j++) expect(turn.value![row * d + j]).toBeCloseTo(whole[step * d + j], 5);
  });
});
