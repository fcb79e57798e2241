import { expect, test } from 'vitest';
import { applyScaling, fitScaling } from '../algebra/scaling';
import { clusterProfile, rescaledProfile } from './profile';

test('a profile of points that are scaled otherwise is that of the points in the other scale', () => {
  const values = Float64Array.of(1, 10, 2, 40, 4, 20, 9, 70);
  const [n, d, k] = [4, 2, 2];
  const labels = Uint16Array.of(0, 1, 0, 1);
  const [from, to] = [fitScaling(values, n, d, 'standard'), fitScaling(values, n, d, 'minmax')];
  const of = (scaling: typeof from) => clusterProfile(applyScaling(scaling, values, n), n, d, labels, k);
  const rescaled = rescaledProfile(of(from), from, to);
  const close = (array: Float32Array) => Array.from(array, (value) => expect.closeTo(value, 5));
  expect([...rescaled.mean]).toEqual(close(of(to).mean));
  expect([...rescaled.deviation]).toEqual(close(of(to).deviation));
  expect([...rescaled.counts]).toEqual([2, 2]);
});
