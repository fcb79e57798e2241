import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import { defaultsOf, parseConfig, remarkOn } from '../config';
import type { Progress } from '../deepMethod';
import { method, type KFriendlySettings } from './head';

const defaults = defaultsOf('k-friendly');

/** The epochs, of eight steps each, that end with a re-initialisation. */
function renewed(settings: Partial<KFriendlySettings>, epochs: number): number[] {
  const values = { ...defaults, epochs, ...settings };
  const found: number[] = [];
  let sinceRefresh = Infinity;
  for (let epoch = 1, steps = 0; epoch <= epochs; epoch++)
    for (let batch = 0; batch <= 8; batch++) {
      const progress: Progress = { epoch, batch, batches: 8, steps, sinceRefresh };
      if (method.refresh!.due(progress, values)) {
        if (batch < 8) throw new Error('It is due in the midst of an epoch.');
        found.push(epoch);
        sinceRefresh = 0;
      }
      if (batch === 8) continue;
      steps++;
      sinceRefresh++;
    }
  return found;
}

test('centres are found anew at the end of the first epoch that completes so many steps, and at the last', () => {
  expect(renewed({}, 100)).toEqual([30, 60, 90, 100]);
  expect(renewed({ reinitialise: 20 }, 8)).toEqual([3, 6, 8]);
  expect(renewed({ reinitialise: 'epoch' }, 4)).toEqual([1, 2, 3, 4]);
  expect(renewed({ reinitialise: null }, 100)).toEqual([]);
});

test('k-means over many codes is done in slices, and one cluster is the mean', () => {
  const [n, m, k] = [60_000, 10, 10];
  const random = new Random(1);
  const codes = Float32Array.from({ length: n * m }, () => random.normal());
  const run = (clusters: number) => ({ values: defaults, n, d: 64, m, k: clusters });
  const work = method.refresh!.run(codes, { centres: codes.slice(0, k * m) }, run(k), random);
  // Each slice measures a million differences at most, and the first pass alone six million.
  for (let slice = 0; slice < 6; slice++) expect(work.next().done).toBe(false);
  const single = method.refresh!.run(codes, { centres: codes.slice(0, m) }, run(1), random);
  let step = single.next();
  while (!step.done) step = single.next();
  const [mean] = step.value.arrays['centres'];
  expect(mean).toBeCloseTo(
    codes.reduce((sum, x, at) => (at % m === 0 ? sum + x / n : sum), 0),
    5,
  );
});

test('restarts are compared by ℓ over the variance of the codes, and codes that collapsed come last', () => {
  const [n, d, m, k] = [6, 64, 1, 2];
  const run = { values: defaults, n, d, m, k };
  const measured = (scale: number) => {
    const codes = Float32Array.of(0, 1, 2, 10, 11, 12).map((code) => 5 + scale * code);
    const arrays = { centres: Float32Array.of(5 + scale, 5 + 11 * scale) };
    return drain(
      method.measure!({ epoch: 3, partition: method.partition(arrays, run, 3, codes), arrays, codes, reconstruction: 0.5 }, run),
    );
  };
  const [one, half, none] = [1, 0.5, 0].map(measured);
  expect(one.compared).toBeGreaterThan(0);
  expect(half.compared / one.compared).toBeCloseTo(1, 4);
  expect(half.terms['clustering'] / one.terms['clustering']).toBeCloseTo(0.25, 4);
  expect(one.terms['reconstruction']).toBe(0.5);
  expect(none.compared).toBe(Infinity);
});

test('frozen centres learn in no step', () => {
  const trained = (centres: 'learned' | 'frozen') => method.phases!({ values: { ...defaults, centres }, n: 9, d: 4, m: 2, k: 3 })[0].trains;
  expect([trained('learned').includes('head'), trained('frozen').includes('head')]).toEqual([true, false]);
});

test('settings that are out of range are refused by name', () => {
  const refused = (patch: object) => {
    try {
      parseConfig({ method: 'k-friendly', ...patch });
    } catch (error) {
      return (error as Error).message;
    }
    return null;
  };
  for (const wrong of [0, 2.5, 20_000])
    expect(refused({ reinitialise: wrong })).toBe(
      `“reinitialise” must be null, "epoch" or a whole number of steps between 1 and 10000, not ${wrong}.`,
    );
  expect(refused({ reinitialise: 'often' })).toMatch(/^“reinitialise” must be null, "epoch" or .*, not "often"\.$/);
  expect(refused({ alpha: 0 })).toBe('“alpha” must be between 0.001 and 100000, not 0.');
  expect(refused({ lambda: -1 })).toBe('“lambda” must be between 0.000001 and 1000, not -1.');
  expect(refused({ centres: 'moving' })).toBe('“centres” must be one of "learned", "frozen", not "moving".');
  for (const reinitialise of [null, 'epoch', 8]) expect(refused({ reinitialise })).toBeNull();
});

test('centres that are renewed after every few steps are remarked on', () => {
  const said = (n: number, patch: object) => remarkOn({ ...defaults, ...patch }, { n, d: 256 });
  expect(said(2007, { reinitialise: 'epoch' })).toEqual([
    expect.stringMatching(/^An epoch of these 2,007 points is 8 steps: .* 240 steps/),
  ]);
  expect([said(2007, {}), said(70_000, { reinitialise: 'epoch' })]).toEqual([[], []]);
});
