import { expect, test } from 'vitest';
import type { MapPicture } from '../../engine/client';
import type { RunState } from '../../store/state';
import { differenceSentence, elsewhereSentence } from './legend';
import { type PartitionModel } from '../../core/partition/model';

const memory = { kind: 'memory' } as PartitionModel;
const state = (labels: Uint16Array | null, model = memory) =>
  ({ shown: { model, labels, voronoiLabels: labels && Uint16Array.of(0, 1, 1, 1) } }) as unknown as RunState;

test('the share of the points leads, for that of the map depends on what is in view', () => {
  const picture = (disagreement: number) => ({ disagreement }) as MapPicture;
  const labels = Uint16Array.of(0, 1, 1, 0);
  expect(differenceSentence(state(labels), picture(0.48))).toBe(
    'The two differ for 25% of the points, and on 48% of the map that is in view.',
  );
  expect(differenceSentence(state(labels), picture(0.1))).toMatch(/^The two differ for 25% of the points/);
  expect(differenceSentence(state(null), picture(0.48))).toBe('The two differ on 48% of the map that is in view.');
  // Cells of the nearest centres are one partition, not two.
  const centres: PartitionModel = {
    kind: 'centres',
    k: 2,
    d: 1,
    prototypes: Float32Array.of(0, 1),
    rule: { by: 'nearest' },
    metric: 'euclidean',
    weights: null,
  };
  expect(differenceSentence(state(labels, centres), picture(0))).toBe('');
});

test('points that a method labels otherwise than their places are counted', () => {
  const said = (elsewhere?: number) => elsewhereSentence({ shown: { ...state(new Uint16Array(1797)).shown!, elsewhere } });
  expect(said(12)).toBe(
    '12 of 1,797 points belong to another basin than the place they lie at, for the method knows more of a point than its place.',
  );
  expect(said(1)).toMatch(/^1 of 1,797 points belongs to another basin than the place it lies at/);
  expect([said(0), said()]).toEqual(['', '']);
});
