import { expect, test } from 'vitest';
import type { RunState, Shown } from '../store/state';
import { drawnMark, drawnSentence, mayChooseDrawing, shownDecodedBy, standInLines } from './drawn';

const state = (standIns: object | undefined, altered = false, drawnBy: RunState['drawnBy'] = 'nearest point') => ({
  shown: { latent: { m: 1, standIns }, altered } as unknown as Shown,
  drawnBy,
});
const points = Uint32Array.of(123, 4);

test('what draws prototypes is marked, but for a decoder that learned on', () => {
  expect(drawnMark('decoder')).toBe('');
  expect(drawnMark('pretrained decoder', 3)).toBe('decoded by pretraining’s decoder');
  expect([drawnMark('nearest point'), drawnMark('nearest point', 1233)]).toEqual(['nearest point', 'nearest point: 1,234']);
});

test('there is a choice where a decoder was left behind, and the sentence says so', () => {
  const left = state({ points, drawn: new Float32Array(2) });
  expect([shownDecodedBy(left), mayChooseDrawing(left)]).toEqual(['nearest point', true]);
  expect(drawnSentence('nearest point', true, 'a centre')).toMatch(
    /^The decoder is as pretraining left it.* Instead of a centre the nearest/,
  );
  expect(drawnSentence('nearest point', false, 'a centre')).toMatch(/^Instead of a centre the nearest point is shown/);
  const never = state({ points, drawn: null }, false, 'pretrained decoder');
  expect([shownDecodedBy(never), mayChooseDrawing(never)]).toEqual(['nearest point', false]);
  const trained = state(undefined, false, 'pretrained decoder');
  expect([shownDecodedBy(trained), mayChooseDrawing(trained), drawnSentence('decoder', false, 'a centre')]).toEqual(['decoder', false, '']);
  expect(shownDecodedBy({ shown: { latent: null } as Shown, drawnBy: 'nearest point' })).toBeNull();
});

test('the point that stands in for a prototype is told of it, until it is moved by hand', () => {
  expect(standInLines(state({ points, drawn: null }), 0)).toEqual(['nearest point: 124']);
  expect(standInLines(state({ points, drawn: null }, true), 0)).toEqual([]);
  expect(standInLines(state(undefined), 0)).toEqual([]);
  expect(standInLines({ shown: null }, 0)).toEqual([]);
});
