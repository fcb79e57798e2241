/** Shared by tests of the engine without its worker: an engine on the processor, and all events that it sends. */
import { onTestFinished } from 'vitest';
import { Random } from '../core/algebra/random';
import type { Backends } from './backend/backends';
import { Engine } from './engine';
import { TimeSlice } from './wire/timeSlice';
import { type BackendInfo, type BackendName, type EngineData, type EngineEvent, type Snapshot } from './protocol';
import type { Run } from './run/run';
import { defaultConfig, type ClamConfig } from '../methods/config';

const info = (name: BackendName): BackendInfo => ({ name, reason: 'Asked for.', hardware: false, adapter: '', forced: true });

/** The CPU path of no method asks for TensorFlow.js, whatever the backend is called. */
function cpu(): Backends {
  let current = info('cpu');
  return {
    get current() {
      return current;
    },
    lost: false,
    lossBehind: async () => false,
    choose: async (choice) => (current = info(choice === 'auto' ? 'cpu' : choice)),
    ready: () => Promise.reject(new Error('The CPU path loads no TensorFlow.js.')),
    onLost: () => {},
    replaceLost: async () => current,
    destroyDevice: () => {},
    memory: () => ({ tensors: 0, bytes: 0 }),
  };
}

export interface Desk {
  readonly engine: Engine;
  /** In the order they came. */
  readonly events: EngineEvent[];
  snapshots(): Snapshot[];
  /** Resolves when such an event comes. */
  toldOf(what: (event: EngineEvent) => boolean): Promise<void>;
  /** Resolves when what the engine has told is here. */
  settle(): Promise<void>;
  close(): void;
}

export async function desk(): Promise<Desk> {
  const engine = new Engine(cpu());
  const events: EngineEvent[] = [];
  const listeners: ((event: EngineEvent) => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  const arrived: (() => void)[] = [];
  port1.onmessage = ({ data }: MessageEvent<EngineEvent | string>) => {
    if (typeof data === 'string') {
      arrived.shift()?.();
      return;
    }
    events.push(data);
    for (const listen of listeners) listen(data);
  };
  await engine.start('cpu', port2, null);
  return {
    engine,
    events,
    snapshots: () => events.flatMap((event) => (event.type === 'snapshot' ? [event.snapshot] : [])),
    toldOf: (what) => new Promise((resolve) => listeners.push((event) => what(event) && resolve())),
    // A message posted after all events arrives after them.
    settle: () =>
      new Promise((resolve) => {
        arrived.push(resolve);
        port2.postMessage('all told');
      }),
    close: () => port1.close(),
  };
}

/** Of the test that runs; `newDesk` sets them. */
export let engine: Engine;
export let events: Desk['events'];
export let settle: Desk['settle'];

/** For `beforeEach`: a desk of its own for each test. Returns how to close it. */
export async function newDesk(): Promise<() => void> {
  const made = await desk();
  ({ engine, events, settle } = made);
  return made.close;
}

/** Points around centres, labelled by them in turn. */
export function blobs(n: number, centres: number[][], seed = 1): EngineData {
  const random = new Random(seed);
  const d = centres[0].length;
  const labels = Uint16Array.from({ length: n }, (_, i) => i % centres.length);
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) values[i * d + j] = centres[labels[i]][j] + 0.3 * random.normal();
  return { values, n, d, labels, image: null };
}

/** Three kinds of pictures: a bright row, a bright column, a bright diagonal, with noise. @param side at least 4. */
export function bars(n: number, side: number): EngineData {
  const random = new Random(4);
  const labels = Uint16Array.from({ length: n }, (_, i) => i % 3);
  const values = Float32Array.from({ length: n * side * side }, (_, at) => {
    const [kind, y, x] = [labels[Math.floor(at / (side * side))], Math.floor(at / side) % side, at % side];
    return (kind === 0 ? y === 2 : kind === 1 ? x === 3 : x === y) ? 200 + 20 * random.normal() : 20 + 10 * random.normal();
  });
  return { values, n, d: side * side, labels, image: { width: side, height: side, channels: 1, range: [0, 255] } };
}

/** Three blobs that are far apart. */
export const data = blobs(90, [
  [0, 0, 0],
  [5, 0, 2],
  [0, 5, -2],
]);
export const mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } as const;
export const config = (patch: Partial<ClamConfig> = {}): ClamConfig => ({
  ...defaultConfig,
  mask,
  init: 'points',
  k: 3,
  beta: 2,
  epochs: 20,
  batchSize: 16,
  learningRate: 0.05,
  restarts: 3,
  ...patch,
});

/** Messages are let in after each batch, so that a few rests end in the midst of an epoch however few the points. */
export function restAfterEachBatch(): void {
  const { sliceMs } = TimeSlice;
  TimeSlice.sliceMs = 0;
  onTestFinished(() => {
    TimeSlice.sliceMs = sliceMs;
  });
}

export const halfway = (engine: Engine): boolean => (engine as unknown as { run: Run }).run.halfway;
