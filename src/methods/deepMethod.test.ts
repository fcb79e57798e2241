import { expect, test } from 'vitest';
import { defaultOptimiser } from '../core/optimise/optimiser';
import { shownBy, type DeepRun, type Phase } from './deepMethod';

const run: DeepRun<object> = { values: {}, n: 10, d: 4, m: 2, k: 3 };
const phase = (...trains: Phase['trains']): Phase => ({ trains, loss: 'head', epochs: Infinity, optimiser: defaultOptimiser });

test.each([
  ['all learn together', undefined, 'decoder'],
  ['the decoder learns in the end', [phase('encoder', 'head'), phase('encoder', 'decoder', 'head')], 'decoder'],
  ['the encoder learns without it', [phase('encoder', 'head')], 'pretrained decoder'],
  ['neither learns', [phase('head')], 'decoder'],
] as const)('where %s what shows prototypes is known', (_, phases, by) => {
  expect(shownBy({ phases: phases && (() => phases) }, run)).toBe(by);
  expect(shownBy({ phases: phases && (() => phases), prototypesArePoints: () => true }, run)).toBe('nearest point');
  expect(shownBy({ phases: phases && (() => phases), prototypesArePoints: () => false }, run)).toBe(by);
});
