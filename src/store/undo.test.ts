import { beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../data/dataset';
import { defaultConfig, resolveConfig, type Config, type ConfigPatch } from '../methods/config';
import { keepData, tidyData } from './runs/dataOf';
import type { EngineLink } from './runs/engineLink';
import { emptyRun, noData } from './runs/record';
import { currentRun } from './runStore';
import type { DisplayCommits } from './shown/displayCommit';
import type { StageKeeper } from './shown/shownModel';
import { useStore } from './state';
import { createUndo, type Undo } from './undo';

/** The page without an engine: settings take hold, and each change of k or of the data makes a run. */
let undo: Undo;
let runs = 0;

const commits = { next: () => currentRun.getState() } as DisplayCommits;
const stage = { moves: () => null, putBack: () => {} } as unknown as StageKeeper;

function become(config: Config, data = useStore.getState().runs.get(useStore.getState().current)!.data): void {
  const id = ++runs;
  useStore.setState({ config, runs: new Map([[id, emptyRun(id, config, data, 'hand')]]), current: id });
}

async function configure(patch: ConfigPatch): Promise<void> {
  const { config } = useStore.getState();
  const next = resolveConfig(patch, { ...config, preset: null });
  if (next.k === config.k) useStore.setState({ config: next });
  else become(next);
}

async function load(dataset: Dataset): Promise<void> {
  const fingerprint = await keepData(dataset, {});
  become(useStore.getState().config, { ...dataset, fingerprint });
}

const link = { configure, load, reset: async () => become(useStore.getState().config) } as unknown as EngineLink;
const set = (name: string, n: number) => ({ name, n, d: 1, k: 2, values: new Float32Array(n), labels: null }) as unknown as Dataset;
const data = () => useStore.getState().runs.get(useStore.getState().current)!.data.name;
const beta = () => (useStore.getState().config as { beta: number }).beta;

beforeEach(async () => {
  become(defaultConfig, noData);
  await load(set('one', 3));
  undo = createUndo({ link, stage, commits });
  undo.forget();
});

const drag = (to: number) => undo.note('settings', 'beta', () => void configure({ beta: to }));

test('a slider that is dragged is one action, and another one after it is another', async () => {
  const before = beta();
  for (const to of [1.5, 1.4, 1.3]) drag(to);
  undo.note('settings', 'steps', () => void configure({ steps: 4 }));
  drag(0.7);
  await undo.undo();
  expect(beta()).toBe(1.3);
  expect(useStore.getState().undoable).toMatchObject({ to: { steps: 4, beta: 1.3 } });
  await undo.undo();
  await undo.undo();
  expect([beta(), useStore.getState().undoable]).toEqual([before, null]);
  await undo.redo();
  expect(beta()).toBe(1.3);
  // Something new: what was taken back cannot be done again.
  drag(2);
  expect(useStore.getState().redoable).toBe(null);
});

test('what changes nothing, fails, or is done inside of another action, is none of its own', async () => {
  await undo.around('reset', async () => {});
  await expect(
    undo.around('data set', async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(useStore.getState().undoable).toBe(null);
  await undo.around('data set', async () => {
    await undo.around('settings', () => configure({ k: 4 }));
    await load(set('two', 4));
  });
  await undo.undo();
  expect([data(), useStore.getState().config.k, useStore.getState().undoable]).toEqual(['one', defaultConfig.k, null]);
  await undo.redo();
  expect([data(), useStore.getState().config.k]).toEqual(['two', 4]);
});

test('settings that are changed while the engine takes up others are an action of their own', async () => {
  const { seed, k } = useStore.getState().config;
  let taken = () => {};
  const first = undo.alone('settings', async () => {
    void configure({ seed: seed + 1 });
    await new Promise<void>((resolve) => (taken = resolve));
  });
  undo.note('settings', 'k', () => void configure({ k: k + 1 }));
  taken();
  await first;
  const now = () => [useStore.getState().config.seed, useStore.getState().config.k];
  expect(now()).toEqual([seed + 1, k + 1]);
  await undo.undo();
  expect(now()).toEqual([seed + 1, k]);
  await undo.undo();
  expect(now()).toEqual([seed, k]);
  await undo.redo();
  await undo.redo();
  expect(now()).toEqual([seed + 1, k + 1]);
});

test('data that are gone are named, nothing changes, and the way back stays', async () => {
  await undo.around('data set', () => load(set('two', 400)));
  tidyData(new Set([useStore.getState().runs.get(useStore.getState().current)!.data.fingerprint]), 1600);
  await expect(undo.undo()).rejects.toThrow('The data of that time, “one”, are not kept any more: open them again. Nothing was changed.');
  expect([data(), useStore.getState().undoable]).toEqual(['two', { what: 'data set' }]);
  await load(set('one', 3));
  await undo.undo();
  expect(data()).toBe('one');
});

test('no more than a hundred actions are kept', async () => {
  for (let i = 0; i < 120; i++) await undo.around('settings', () => configure({ k: 2 + (i % 2) }));
  let taken = 0;
  for (; useStore.getState().undoable; taken++) await undo.undo();
  expect(taken).toBe(100);
});
