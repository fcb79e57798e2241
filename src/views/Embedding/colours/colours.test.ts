import { lab } from 'd3';
import { expect, test } from 'vitest';
import { assign, assignNearest, entropies, recurse } from '../../../core/memory/dynamics';
import type { Dataset } from '../../../data/dataset';
import { mark } from '../renderer/renderer';
import { emphasisOf } from '../emphasis';
import { byAgreement, byCluster, byValue } from './colouring';
import { refusal } from './modes';
import { sequential, stepOf } from './scale';
import { entropyOf, lossOf, valueDomain } from './values';
import { memoryPartition } from '../../../core/partition/testing';

const values = Float32Array.of(0, 0, 1, 0, 0, 2, 3, 3, 1.6, 1.4);
const dataset: Dataset = {
  id: 't',
  name: 't',
  n: 5,
  d: 2,
  values,
  features: ['a', 'b'],
  labels: null,
  labelNames: [],
  image: null,
  k: 2,
  source: null,
  notes: [],
};
const model = memoryPartition([0, 0, 3, 3]);
const space = {
  d: 2,
  scaling: { kind: 'none' as const, shift: new Float64Array(2), scale: Float64Array.of(1, 1) },
  variance: 1,
  pca: { mean: new Float64Array(2), axes: new Float64Array(4), explained: new Float64Array(2) },
};
const subject = { model, latent: null, labels: assign(model, values, 5), voronoiLabels: assignNearest(model, values, 5), epoch: 0 };
const rows = Uint32Array.of(1, 3, 4);
function drained<T>(work: Generator<void, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

const shades = { dark: false, neutral: '#666666', strong: '#b3400a' };

test('entropy and loss of points are what the core says', () => {
  const entropy = drained(entropyOf(dataset, space, subject, rows));
  const core = entropies(model, values, 5);
  rows.forEach((row, i) => expect(entropy[i]).toBeCloseTo(core[row], 5));
  const loss = drained(lossOf(dataset, space, subject, rows));
  const ends = recurse(model, values, 5);
  rows.forEach((row, i) =>
    expect(loss[i]).toBeCloseTo((values[2 * row] - ends[2 * row]) ** 2 + (values[2 * row + 1] - ends[2 * row + 1]) ** 2, 5),
  );
});
test('clusters are counted in the layout, not in the set', () => {
  const { index, legend } = byCluster(subject, subject.labels, rows, 3);
  expect(Array.from(index)).toEqual(Array.from(rows, (row) => subject.labels[row]));
  expect(legend.kind === 'items' && legend.items.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});
test('where basin and cell differ a point is another colour and a ring', () => {
  const { index, hollow, legend } = byAgreement({ ...subject, voronoiLabels: Uint16Array.of(0, 0, 0, 1, 9) }, null, 5, shades);
  expect(Array.from(index)).toEqual([0, 0, 0, 0, 1]);
  expect(Array.from(hollow!)).toEqual([0, 0, 0, 0, mark.hollow]);
  expect(legend.kind === 'items' && legend.items.map(({ count }) => count)).toEqual([4, 1]);
});
test('a sequential scale changes its lightness evenly, and its ends stand off the paper', () => {
  for (const dark of [false, true]) {
    const lightness = Array.from({ length: 11 }, (_, i) => lab(sequential(dark)(i / 10)).l);
    const steps = lightness.slice(1).map((l, i) => l - lightness[i]);
    expect(steps.every((step) => Math.sign(step) === (dark ? 1 : -1) && Math.abs(step) > 3 && Math.abs(step) < 13)).toBe(true);
    // The paper's own lightness is about 97, or 7.
    expect(Math.abs(lightness[0] - (dark ? 7 : 97))).toBeGreaterThan(15);
  }
  expect([stepOf(-1, [0, 2]), stepOf(1, [0, 2]), stepOf(9, [0, 2])]).toEqual([0, 128, 255]);
});
test('the scale of losses is not that of its outlier, and says so', () => {
  const losses = Float32Array.from({ length: 200 }, (_, i) => i / 200);
  losses[7] = 1000;
  expect(valueDomain('loss', losses, 2)[1]).toBeLessThan(1);
  const { legend } = byValue('loss', losses, 2, shades);
  expect(legend.kind === 'scale' && legend.beyond).toBe(true);
  expect(valueDomain('entropy', losses, 4)[1]).toBeCloseTo(Math.log(4));
});
test('what cannot be had is refused with its reason', () => {
  expect(refusal('label', dataset, subject)).toBe('these data have no labels');
  expect(refusal('cluster', dataset, subject)).toBeNull();
  expect(refusal('loss', { ...dataset, n: 60_000 }, { ...subject, model: { ...model, d: 3072, k: 10 } })).toMatch(/too many/);
});
test('what is chosen stands out: points before a memory, in a sample too', () => {
  const all = emphasisOf(rows, 3, null, null, subject.labels, null);
  expect(all.dimmed).toBe(false);
  expect(Array.from(emphasisOf(rows, 3, null, Uint32Array.of(0, 3), subject.labels, 0).marks)).toEqual([0, 1, 0]);
  expect(Array.from(emphasisOf(rows, 3, Uint8Array.of(0, 0, 2), null, subject.labels, subject.labels[4]).marks)[2]).toBe(3);
});
