import { beforeEach, expect, test } from 'vitest';
import { examples } from '../core/partition/examples';
import { fitScaling } from '../core/algebra/scaling';
import type { Plane } from '../core/map/plane';
import type { Dataset } from '../data/dataset';
import type { Assessment, Space, TrainingResult } from '../engine/protocol';
import { defaultConfig } from '../methods/config';
import type { CurvePoint } from './runs/curvePoint';
import { emptyRun, noData } from './runs/record';
import { currentRun, runStore } from './runStore';
import { useStore } from './state';

const curves = (epoch: number) => [{ epoch } as CurvePoint];
const runOf = (id: number) => emptyRun(id, { ...defaultConfig, k: 2 + id }, noData, 'hand');

beforeEach(() => {
  useStore.setState({ runs: new Map([1, 2].map((id) => [id, runOf(id)])), current: 1, cursor: null, compared: null });
});

test('a run’s keys are written into its record, all others into the page', () => {
  currentRun.setState({ curves: curves(3), cursor: 3 });
  runStore(2).setState({ curves: curves(7) });
  expect([currentRun.getState().curves[0]!.epoch, currentRun.getState().cursor]).toEqual([3, 3]);
  expect([runStore(1).getState().curves[0]!.epoch, runStore(2).getState().curves[0]!.epoch]).toEqual([3, 7]);
  // The cursor is of the current run.
  expect(runStore(2).getState().cursor).toBeNull();
});

test('another run becomes the current one with its record', () => {
  runStore(2).setState({ curves: curves(7) });
  currentRun.setState({ run: 2, cursor: 5 });
  expect([currentRun.getState().run, currentRun.getState().curves[0]!.epoch, currentRun.getState().cursor]).toEqual([2, 7, 5]);
});

test('a run that is not the current one is shown at its result, under its own settings', () => {
  const config = { ...defaultConfig, k: 4 };
  const partition = { kind: 'memory', k: 4, d: 2, memories: new Float32Array(8) };
  const best = { run: 2, config, restart: 0, epoch: 9, latent: null, partition, labels: new Uint16Array(3) };
  const result = { best } as unknown as TrainingResult;
  useStore.setState({ runs: new Map(useStore.getState().runs).set(2, { ...runOf(2), data: { ...noData, d: 2 }, result }) });
  const { shown, config: own } = runStore(2).getState();
  expect([shown?.epoch, shown?.model.k, shown?.labels?.length, own.k]).toEqual([9, 4, 3, 4]);
  // The same object for the same state: selectors compare by identity.
  expect(runStore(2).getState().shown).toBe(shown);
  expect(runStore(2).getState()).toBe(runStore(2).getState());
});

test('listeners are told what the run’s keys were before', () => {
  const seen: unknown[] = [];
  const stop = runStore(2).subscribe(
    (state) => state.curves,
    (now, before) => seen.push([now.length, before.length]),
  );
  currentRun.setState({ curves: curves(1) });
  runStore(2).setState({ curves: curves(1) });
  stop();
  runStore(2).setState({ curves: [] });
  expect(seen).toEqual([[1, 0]]);
});

test('a run beside the current one is drawn in its numbers, and chosen by them', () => {
  const result = (run: number, k: number, ...labels: number[]) => {
    const partition = { ...examples.memory, k, memories: Float32Array.from({ length: 2 * k }, (_, i) => i) };
    const best = { run, config: { ...defaultConfig, k }, restart: 0, epoch: 9, latent: null, partition, labels: Uint16Array.from(labels) };
    return { config: best.config, best: { ...best, metrics: { clusters: k } } } as unknown as TrainingResult;
  };
  const runs = new Map(
    [1, 2].map((id) => [id, { ...runOf(id), result: id === 1 ? result(1, 3, 0, 0, 1, 1, 2, 2) : result(2, 2, 1, 1, 1, 0, 0, 0) }]),
  );
  useStore.setState({ runs, compared: { run: 2, together: false, judged: null }, selectedMemory: 2 });
  const beside = runStore(2);
  expect([...beside.getState().shown!.looks!]).toEqual([2, 0]);
  expect(beside.getState().selectedMemory).toBe(0);
  beside.setState({ selectedMemory: 1 });
  expect([useStore.getState().selectedMemory, beside.getState().selectedMemory]).toEqual([0, 1]);
  // Of a cluster that the other run does not have nothing is chosen there.
  currentRun.setState({ selectedMemory: 1 });
  expect(beside.getState().selectedMemory).toBeNull();
  useStore.setState({ selectedMemory: null });
});

test('a run beside the current one is looked at under its own settings, or under those of the page', () => {
  const config = { ...defaultConfig, k: 2, beta: 5 };
  const best = {
    run: 2,
    config,
    restart: 0,
    epoch: 9,
    latent: null,
    partition: { ...examples.memory, beta: 5 },
    labels: new Uint16Array(3),
    metrics: {},
  };
  const runs = new Map(useStore.getState().runs).set(2, { ...runOf(2), config, result: { config, best } as unknown as TrainingResult });
  useStore.setState({ runs, config: { ...defaultConfig, k: 9, beta: 0.5 }, compared: { run: 2, together: false, judged: null } });
  const beside = () => runStore(2).getState();
  expect([beside().shown!.model, beside().shown!.altered]).toEqual([best.partition, false]);
  useStore.setState({ compared: { run: 2, together: true, judged: null } });
  const { shown } = beside();
  expect([shown!.model, shown!.altered, shown!.metrics, beside().config.k]).toMatchObject([{ beta: 0.5 }, true, null, 2]);
  const as = { labels: Uint16Array.of(1, 1, 1), voronoiLabels: null, metrics: { clusters: 1 }, voronoi: null } as unknown as Assessment;
  useStore.setState({ compared: { run: 2, together: true, judged: { model: shown!.model, as } } });
  expect([beside().shown!.model === shown!.model, beside().shown!.metrics]).toEqual([true, { clusters: 1 }]);
  // Judged under other settings than those now, it is not told.
  useStore.setState({ config: { ...defaultConfig, beta: 0.7 } });
  expect([beside().shown!.metrics, (beside().shown!.model as typeof best.partition).beta]).toEqual([null, 0.7]);
});

test('a run beside the current one that has its points scaled otherwise is on a plane of its own', () => {
  const dataset = { n: 3, d: 2, values: Float32Array.of(0, 0, 10, 2, 5, 4), image: null } as unknown as Dataset;
  const config = { ...defaultConfig, k: 2, scaling: 'minmax' as const };
  const best = { run: 2, config, restart: 0, epoch: 9, latent: null, partition: examples.memory, labels: new Uint16Array(3), metrics: {} };
  const data = { ...noData, n: 3, d: 2 };
  const record = { ...runOf(2), config, data, result: { config, best } as unknown as TrainingResult };
  const space = { d: 2, scaling: fitScaling(dataset.values, 3, 2, 'standard') } as unknown as Space;
  const surface = { origin: Float64Array.of(9, 9) } as unknown as Plane;
  useStore.setState({ dataset, space, surface, runs: new Map(useStore.getState().runs).set(2, record) });
  useStore.setState({ compared: { run: 2, together: false, judged: null } });
  const beside = runStore(2).getState();
  expect(beside.space!.scaling.kind).toBe('minmax');
  expect([...beside.points!]).toEqual([0, 0, 1, 0.5, 0.5, 1]);
  expect([...beside.surface!.origin]).toEqual([0, 0]);
  expect(currentRun.getState().surface).toBe(surface);
  useStore.setState({ dataset: null, space: null, surface: null });
});
