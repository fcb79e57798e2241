import { expect, test } from 'vitest';
import type { MapPicture } from '../../engine/client';
import type { AppState } from '../../store/state';
import { differenceSentence } from './legend';

const state = (labels: Uint16Array | null) =>
  ({ shown: { labels, voronoiLabels: labels && Uint16Array.of(0, 1, 1, 1) } }) as unknown as AppState;

test('the share of the points leads, for that of the map depends on what is in view', () => {
  const picture = (disagreement: number) => ({ disagreement }) as MapPicture;
  const labels = Uint16Array.of(0, 1, 1, 0);
  expect(differenceSentence(state(labels), picture(0.48))).toBe(
    'The two differ for 25% of the points, and on 48% of the map that is in view.',
  );
  expect(differenceSentence(state(labels), picture(0.1))).toMatch(/^The two differ for 25% of the points/);
  expect(differenceSentence(state(null), picture(0.48))).toBe('The two differ on 48% of the map that is in view.');
});
