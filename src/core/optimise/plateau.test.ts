import { expect, test } from 'vitest';
import { Plateau } from './plateau';

test('a falling loss keeps its rate; a flat one loses a fifth every five epochs, down to the floor, and then ends', () => {
  const falling = new Plateau(0.1);
  for (let i = 0; i < 100; i++) falling.observe(10 - 0.05 * i);
  expect(falling.learningRate).toBe(0.1);

  const flat = new Plateau(0.1);
  for (let i = 0; i < 14; i++) flat.observe(1); // the tenth epoch gives the first mean, the next five are bad
  expect(flat.learningRate).toBe(0.1);
  flat.observe(1);
  expect(flat.learningRate).toBeCloseTo(0.08, 12);
  for (let i = 0; i < 5; i++) flat.observe(1);
  expect(flat.learningRate).toBeCloseTo(0.064, 12);
  let epochs = 0;
  while (!flat.finished && epochs < 1000) {
    flat.observe(1);
    epochs++;
  }
  expect(flat.finished).toBe(true);
  expect(flat.learningRate).toBe(1e-5);
});

test('a saved schedule takes up where it left off', () => {
  const one = new Plateau(0.1);
  for (let i = 0; i < 13; i++) one.observe(1);
  const other = new Plateau(5);
  other.restore(one.save());
  one.observe(1);
  one.observe(1);
  other.observe(1);
  other.observe(1);
  expect(other.learningRate).toBe(one.learningRate);
});
