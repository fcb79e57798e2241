import { describe, expect, it } from 'vitest';
import { dataPlane } from '../../core/map/plane';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { currentRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { ticksOf } from './overlay/axes';
import { axesOf } from './plane';
import { wordsOf } from '../words';
import { remembered } from '../../core/work/remembered';
import { sample } from './sample';
import { createDomain, createScenery, sameCountry } from './scenery';
import { shower } from './water';

const space = (d: number): Space => ({
  d,
  scaling: { kind: 'standard', shift: Float64Array.from({ length: d }, () => 5), scale: Float64Array.from({ length: d }, () => 2) },
  variance: 1,
  pca: { mean: new Float64Array(d), axes: new Float64Array(2 * d), explained: Float64Array.of(0.43, 0.2) },
});
/** Codes along the diagonal of m = 2. */
const latent = { m: 2, codes: Float32Array.of(0, 0, 1, 1, 2, 2), decoded: new Float32Array(0), pretrained: true };
const dataset = { features: ['width', 'height'] } as unknown as Dataset;

describe('planes', () => {
  it('name their axes', () => {
    expect(axesOf({ kind: 'data' }, space(2), dataset, null, wordsOf(null))).toEqual([
      { label: 'width', scale: 2, shift: 5 },
      { label: 'height', scale: 2, shift: 5 },
    ]);
    expect(axesOf({ kind: 'pca' }, space(4), dataset, null, wordsOf(null))[0].label).toBe('PC 1 (43%)');
    expect(axesOf({ kind: 'memories', memories: [0, 1, 2] }, space(4), dataset, null, wordsOf(null))[0].label).toBe(
      'slice through memories 1, 2, 3',
    );
    const [, upwards] = axesOf({ kind: 'data' }, space(1), dataset, null, wordsOf(null));
    expect(upwards.label).toBe('');
    expect(axesOf({ kind: 'data' }, space(64), dataset, latent, wordsOf(null))).toEqual([
      { label: 'code 1', scale: 1, shift: 0 },
      { label: 'code 2', scale: 1, shift: 0 },
    ]);
    // Shares of the codes' variance on the codes' own axes, not those of the input.
    expect(axesOf({ kind: 'pca' }, space(64), dataset, latent, wordsOf(null)).map(({ label }) => label)).toEqual([
      'PC 1 of the codes (100%)',
      'PC 2 of the codes',
    ]);
    expect(ticksOf(upwards, [-1, 1], [200, 0], 56)).toEqual([]);
  });
});

describe('the scenery of codes', () => {
  const model = {
    similarity: 'euclidean' as const,
    beta: 1,
    steps: 2,
    stepSize: 0.1,
    k: 2,
    d: 2,
    kind: 'memory',
    memories: Float32Array.of(0, 1, 2, 2),
    logWeights: null,
  };
  const shown = { run: 1, restart: 0, epoch: 3, model, latent, labels: Uint16Array.of(0, 0, 1), voronoiLabels: null };
  const pictures = { n: 3, d: 64, features: [] };
  const state = (patch: object = {}) =>
    ({
      ...currentRun.getState(),
      dataset: pictures,
      space: space(64),
      surface: dataPlane(2),
      points: latent.codes,
      shown,
      ...patch,
    }) as unknown as RunState;

  it('lies in the plane of the codes, whatever the data have', () => {
    const scenes = createScenery()(state())!;
    expect(scenes.choice).toEqual({ kind: 'data' });
    expect(scenes.spots.map(({ place, members }) => [...place, members])).toEqual([
      [0, 1, 2],
      [2, 2, 1],
    ]);
    expect(scenes.axes[0].label).toBe('code 1');
    const box = createDomain()(scenes, false);
    expect(box.s0).toBeLessThan(0);
    expect(box.t1).toBeGreaterThan(2);
    expect(createScenery()(state({ surface: dataPlane(1) }))).toBeNull();
    expect(createScenery()(state({ shown: { ...shown, latent: null } }))).toBeNull();
  });

  it('is another country in each run, and when pretraining ends', () => {
    const of = (patch: object) => createScenery()(state({ shown: { ...shown, ...patch } }))!;
    const first = of({});
    expect(sameCountry(first, of({ epoch: 4 }))).toBe(true);
    expect(sameCountry(first, of({ run: 2 }))).toBe(false);
    expect(sameCountry(first, of({ latent: { ...latent, pretrained: false } }))).toBe(false);
  });
});

describe('the points that are drawn', () => {
  it('are all, or a sample that stays the same', () => {
    expect([...sample(3)]).toEqual([0, 1, 2]);
    const some = sample(60_000);
    expect(some).toHaveLength(5000);
    expect(new Set(some).size).toBe(5000);
    expect([...sample(60_000)]).toEqual([...some]);
    expect(some.every((x, i) => i === 0 || x > some[i - 1])).toBe(true);
  });
});

describe('a shower', () => {
  it('falls within the box, and the same one again for its number', () => {
    const box = { s0: -1, t0: 2, s1: 1, t1: 3 };
    const drops = shower(box, 100, 1);
    expect(drops).toHaveLength(200);
    for (let i = 0; i < 100; i++) expect(Math.abs(drops[2 * i]) <= 1 && drops[2 * i + 1] >= 2 && drops[2 * i + 1] <= 3).toBe(true);
    expect(shower(box, 100, 1)).toEqual(drops);
    expect(shower(box, 100, 2)).not.toEqual(drops);
  });
});

describe('remembered', () => {
  it('runs again only for other arguments', () => {
    let runs = 0;
    const double = remembered((x: number) => {
      runs++;
      return 2 * x;
    });
    expect([double(2), double(2), double(3), double(2)]).toEqual([4, 4, 6, 4]);
    expect(runs).toBe(3);
  });
});
