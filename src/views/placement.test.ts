import { expect, test } from 'vitest';
import { placeBeside, type PlacementBox } from './placement';

const desk = { width: 1440, height: 900 };
const box = (left: number, top: number, right: number, bottom: number): PlacementBox => ({ left, top, right, bottom });
const field = box(16, 300, 276, 360);
const button = box(150, 302, 168, 320);

test('help stands beside its control where there is room, level with its button', () => {
  expect(placeBeside(button, field, 340, desk, true)).toEqual({ width: 340, left: 284, top: 302, bottom: null, 'max-height': 590 });
  expect(placeBeside(box(150, 800, 168, 818), box(16, 798, 276, 850), 340, desk, true)).toEqual({
    width: 340,
    left: 284,
    top: null,
    bottom: 82,
    'max-height': 810,
  });
  // At the right edge of the window it stands at the left.
  expect(placeBeside(box(1200, 302, 1218, 320), box(1150, 300, 1430, 360), 340, desk, true)).toMatchObject({ left: 802 });
});

test('in a narrow window it is above or below the whole control, never over it', () => {
  const phone = { width: 380, height: 800 };
  expect(placeBeside(button, box(16, 300, 364, 360), 340, phone, true)).toEqual({
    width: 340,
    left: 32,
    top: 368,
    bottom: null,
    'max-height': 424,
  });
  expect(placeBeside(button, box(16, 600, 364, 660), 340, phone, true)).toEqual({
    width: 340,
    left: 32,
    top: null,
    bottom: 208,
    'max-height': 584,
  });
});

test('a menu hangs from its button', () => {
  expect(placeBeside(box(1300, 10, 1380, 40), box(1300, 10, 1380, 40), 290, desk, false)).toEqual({
    width: 290,
    left: 1142,
    top: 48,
    bottom: null,
    'max-height': 844,
  });
});
