import { beforeEach, expect, test } from 'vitest';
import type { TrainingResult } from '../engine/protocol';
import { defaultConfig } from '../methods/config';
import type { CurvePoint } from './runs/curvePoint';
import { emptyRun, noData } from './runs/record';
import { currentRun, runStore } from './runStore';
import { useStore } from './state';

const curves = (epoch: number) => [{ epoch } as CurvePoint];
const runOf = (id: number) => emptyRun(id, { ...defaultConfig, k: 2 + id }, noData, 'hand');

beforeEach(() => {
  useStore.setState({ runs: new Map([1, 2].map((id) => [id, runOf(id)])), current: 1, cursor: null });
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
