import { expect, it } from 'vitest';
import { regions } from '../../core/map/regions';
import { regionNames } from './names';

it('writes the number of a basin where it is widest, and of none that is too narrow', () => {
  const width = 40;
  const height = 20;
  // Basin 0 on the left, a square of basin 1 on the right, a column of basin 2 between them.
  const labels = Uint16Array.from({ length: width * height }, (_, i) => (i % width < 10 ? 0 : i % width === 10 ? 2 : 1));
  const scene = { box: { s0: 0, t0: 0, s1: 40, t1: 20 } } as Parameters<typeof regionNames>[0]['scene'];
  const names = regionNames({ regions: regions(labels, width, height), width, height, scene });
  expect(names.map(({ label }) => label)).toEqual([0, 1]);
  const [s, t] = names[1].place;
  expect(s).toBeGreaterThan(19);
  expect(s).toBeLessThan(32);
  expect(t).toBeCloseTo(10, -1);
  expect(names[0].place[0]).toBeCloseTo(5, -1);
});
