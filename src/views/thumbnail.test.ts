import { expect, test } from 'vitest';
import { imageBytes } from './thumbnail';

test('grey: from range[0] to range[1], clamped', () => {
  const bytes = imageBytes([9, 9, -1, 0, 0.5, 2], 2, { width: 2, height: 2, channels: 1, range: [0, 1] });
  expect([...bytes]).toEqual([0, 0, 0, 255, 0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
});

test('colour: channels last', () => {
  expect([...imageBytes([0, 128, 255], 0, { width: 1, height: 1, channels: 3, range: [0, 255] })]).toEqual([0, 128, 255, 255]);
});

test('a row that is too short is refused', () => {
  expect(() => imageBytes([1, 2, 3], 1, { width: 3, height: 1, channels: 1, range: [0, 1] })).toThrow(RangeError);
});
