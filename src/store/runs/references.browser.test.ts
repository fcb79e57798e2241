import { afterEach, expect, test, vi } from 'vitest';
import { createBackgroundEngine, createEngine, restInBackground, type EngineClient } from '../../engine/client';
import { defaultsOf } from '../../methods/config';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { useStore } from '../state';
import { createQueue } from './queue';
import { emptyRun } from './record';
import { newRunId } from './records';
import { createReferences } from './references';

/** Real workers in the background. */

const n = 400;
const values = () => Float32Array.from({ length: 2 * n }, (_, i) => Math.sin(i * i) + 4 * (Math.floor(i / 2) % 3));
const data = async () => ({ values: values(), n, d: 2, labels: null, image: null });
const config = { ...defaultsOf('kmeans'), init: 'best', k: 3, restarts: 1, backend: 'cpu' } as const;
const job = (run: number) => ({ run, config, scaling: null, pretrained: null, exact: false, data });

const clients: EngineClient[] = [];
function queueOf() {
  const said: string[] = [];
  const queue = createQueue({
    size: 1,
    rests: true,
    spawn(listeners) {
      const client = createBackgroundEngine(listeners);
      clients.push(client);
      return client;
    },
    rest: restInBackground,
    told: ({ type }) => said.push(type),
    began: (run) => said.push(`${run} began`),
    finished: (run, { best, search }) => said.push(`${run} finished with ${best.labels.length} labels, ${search?.starts} starts`),
    failed: (run, sentence) => said.push(`${run} failed: ${sentence}`),
  });
  return { queue, said };
}
afterEach(() => {
  restInBackground(false);
  for (const client of clients.splice(0)) client.terminate();
});

test('a run is trained without snapshots and checkpoints; one whose worker dies says so, and the next goes on', async () => {
  const { queue, said } = queueOf();
  for (const run of [1, 2]) queue.add(job(run));
  await vi.waitFor(() => expect(said).toContain('1 began'), { timeout: 20_000 });
  await clients[0]!.api.fail('worker').catch(() => {}); // it dies of it
  await queue.settled([1, 2]);
  expect(said.filter((one) => /^\d/.test(one))).toEqual([
    '1 began',
    expect.stringMatching(/^1 failed: A worker in the background stopped unexpectedly \(.*The engine was told to fail/),
    '2 began',
    '2 finished with 400 labels, 300 starts',
  ]);
  const events = new Set(said);
  expect(['status', 'snapshot', 'checkpoint'].map((type) => events.has(type))).toEqual([true, false, false]);
});

test('a worker rests in the midst of its work until it may go on; an engine in the foreground does not', async () => {
  const { queue, said } = queueOf();
  expect([crossOriginIsolated, restInBackground(true)]).toEqual([true, true]);
  queue.add(job(1));
  await vi.waitFor(() => expect(said).toContain('backend'), { timeout: 20_000 });
  const foreground = createEngine({ onEvent: () => {}, onDeath: () => {} });
  clients.push(foreground);
  await foreground.start('cpu');
  await foreground.api.load(await data(), config, 1, null);
  await foreground.api.train(1, null);
  expect(said.some((one) => one.startsWith('1 finished'))).toBe(false);
  restInBackground(false);
  await queue.settled([1]);
  expect(said.at(-1)).toBe('1 finished with 400 labels, 300 starts');
});

test('while other data come in, the run that is shown is not compared on them', async () => {
  const dataset = (name: string, rows: number) =>
    ({ name, n: rows, d: 2, values: values().slice(0, 2 * rows), labels: null, image: null }) as unknown as Dataset;
  let loaded = dataset('two rows', 2);
  const id = newRunId();
  const shown = { ...emptyRun(id, { ...defaultsOf('clam'), k: 5 }, { name: 'waves', fingerprint: 'a', n, d: 2 }, 'hand'), scaling: null };
  useStore.setState({ runs: new Map([[id, shown]]), current: id });
  const told: string[] = [];
  const space = () => ({ d: 2, variance: 2 }) as Space;
  const references = createReferences({
    dataset: () => loaded,
    space,
    pretrained: () => null,
    tell: (sentence) => told.push(sentence),
  });
  references.follow();
  await references.settled();
  expect([useStore.getState().runs.size, told]).toEqual([1, []]);
  loaded = dataset('waves', n);
  references.follow();
  await references.settled();
  expect([...useStore.getState().runs.values()].map(({ origin, training }) => [origin, training.state])).toEqual([
    ['hand', 'idle'],
    ['reference', 'finished'],
  ]);
});
