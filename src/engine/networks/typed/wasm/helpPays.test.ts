import { expect, test } from 'vitest';
import { HelpTrial } from './helpPays';

/** Shares of operations that were helped, of so many, where a helped one takes so many milliseconds and another 1. */
function share(trial: HelpTrial, operations: number, milliseconds: (i: number) => number): number {
  let helped = 0;
  for (let i = 0; i < operations; i++) {
    if (trial.helped) helped++;
    trial.note(100 + (i % 7), trial.helped ? milliseconds(i) : 1);
  }
  return helped / operations;
}

test('helpers go on where they help, and rest where they do not', () => {
  expect(share(new HelpTrial(), 20_000, () => 0.6)).toBeGreaterThan(0.9);
  expect(share(new HelpTrial(), 20_000, () => 1.5)).toBeLessThan(0.1);
});

test('what changes is noticed', () => {
  const trial = new HelpTrial();
  share(trial, 20_000, () => 1.5);
  expect(share(trial, 40_000, () => 0.6)).toBeGreaterThan(0.8);
  expect(share(trial, 40_000, () => 1.5)).toBeLessThan(0.2);
});
