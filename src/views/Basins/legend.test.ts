import { expect, test } from 'vitest';
import type { MapPicture } from '../../engine/client';
import type { RunState } from '../../store/state';
import { differenceSentence } from './legend';
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
