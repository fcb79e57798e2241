import type { Dataset } from '../data/dataset';
import { createEngine, EngineError, handOver, type EngineClient } from '../engine/client';
import {
  checkAgainst,
  defaultConfig,
  resolveConfig,
  sameRun,
  suggestedConfig,
  type BackendChoice,
  type Checkpoint,
  type Config,
  type ConfigPatch,
  type EngineApi,
  type EngineEvent,
  type Notice,
  type TrainingResult,
} from '../engine/protocol';
import { restLeft, soon } from './frames';
import { PageHistory } from './history';
import type { Moments } from './moment';
import { possiblePlane } from './plane';
import type { StageKeeper } from './stage';
import type { AppState, PlaneChoice } from './state';

interface LinkOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  stage: StageKeeper;
  moments: Moments;
}

/** The page's engine: its worker, what is sent to it, and what it tells. */
export interface EngineLink {
  api(): Omit<EngineApi, 'start'>;
  start(choice: BackendChoice): Promise<void>;
  /** `plane` null: the slice there was, where it is possible, else the plane that suits the set. */
  load(dataset: Dataset, options: { config: ConfigPatch; plane: PlaneChoice | null; knobs: AppState['knobs'] }): Promise<void>;
  configure(patch: ConfigPatch): Promise<void>;
  /** As configure, but returns at once and sends only the latest. Throws ConfigError. */
  nudge(patch: ConfigPatch): void;
  train(epochs: number | null): Promise<TrainingResult>;
  /** Resolves when training stands still; what it came to is measured after that. */
  pause(): Promise<void>;
  step(): Promise<void>;
  reset(): Promise<void>;
}

/** Keys that do not make a preset's run another run. */
const besidePreset: readonly string[] = ['version', 'preset', 'seed', 'backend'];
/** At least this long between two looks at what the engine told. */
const flushMs = 50;
/** Numbers copied between two frames: some milliseconds. */
const copiedAtOnce = 2 ** 20;
/** A worker that dies this often within this time is left alone. */
const deaths = { most: 3, withinMs: 20_000 };

export function createEngineLink({ say, stage, moments }: LinkOptions): EngineLink {
  let client: EngineClient | null = null;
  /** The run that is shown, and the last id that was given to one. */
  let run = 0;
  let issued = 0;
  /** What a new worker would go on from, and the config that it is of. */
  let checkpoint: { of: Config; checkpoint: Checkpoint } | null = null;
  /** The config that the engine has, and the one that the run that is shown began with. */
  let accepted: Config = defaultConfig;
  let runConfig: Config = defaultConfig;
  let lastChoice: BackendChoice = 'auto';
  let line: Promise<unknown> = Promise.resolve();
  let sending: Promise<void> | null = null;
  /** A slider was moved, and what follows from it has not been done yet. */
  let nudged = false;
  /** The worker died, and its successor is not ready. */
  let down = false;
  let queue: EngineEvent[] = [];
  /** What a new run changes together with its first events. */
  let opening: Partial<AppState> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** How much of what was taken in waits to be shown. */
  let showing = 0;
  let flushed = 0;
  let died: number[] = [];
  let waiting: (() => void)[] = [];
  const history = new PageHistory();
  const { next: get, now: set } = moments;

  const api = (): Omit<EngineApi, 'start'> => {
    if (!client) throw new EngineError('not-started', 'The engine has not started yet.');
    return client.api;
  };

  function spawn(): EngineClient {
    return createEngine({
      onEvent(event) {
        queue.push(event);
        schedule();
      },
      onDeath: (sentence) => void revive(sentence).catch((error: unknown) => say('error', error instanceof Error ? error.message : String(error))),
    });
  }

  /** A dead worker is replaced, and the run goes on from its last checkpoint; config and history are kept. */
  async function revive(sentence: string): Promise<void> {
    const now = performance.now();
    died = [...died.filter((at) => now - at < deaths.withinMs), now];
    down = true;
    // What the dead one told of its epochs is history; that it trains is not true any more.
    for (const event of queue) if (event.type === 'checkpoint' && event.run === run) checkpoint = { of: runConfig, checkpoint: event.checkpoint };
    queue = queue.filter(({ type }) => type !== 'status');
    set({ training: { ...get().training, state: 'paused', secondsLeft: null } });
    if (died.length > deaths.most) {
      say('error', `${sentence} It was started again ${deaths.most} times in a row, to no avail. Reload the page; export what you need first.`);
      return;
    }
    const successor = spawn();
    client = successor;
    await inLine(async () => {
      set({ backend: await successor.start(get().config.backend) });
      const { dataset, config } = get();
      const resumed = checkpoint && sameRun(checkpoint.of, config) ? checkpoint.checkpoint : null;
      accepted = config;
      if (dataset) {
        const id = resumed ? run : ++issued;
        const space = await successor.api.load(await copyOf(dataset), config, id, resumed);
        if (resumed) set({ space });
        else await adopt(id, { space });
      }
      down = false;
      say('warning', dataset ? `${sentence} It was started again; your settings and the history are kept, and training is paused at epoch ${resumed?.epoch ?? 0}.` : `${sentence} It was started again.`);
    });
    await send();
  }

  /** Events are taken in at a film's rate, and none before the last are shown: more is not seen, and would take its time from training. */
  function schedule(): void {
    if (showing > 0 || timer !== null) return;
    const take = () => void flush();
    // A hidden page's history goes on.
    timer = setTimeout(take, document.hidden ? 100 : Math.max(0, flushed + flushMs - performance.now(), restLeft()));
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    flushed = performance.now();
    const events = ripe();
    const patch: Partial<AppState> = opening;
    opening = {};
    let framesChanged = false;
    for (const event of events) {
      if (event.type === 'backend') patch.backend = event.backend;
      else if (event.type === 'notice') say(event.notice.tone, event.notice.sentence);
      if (event.run !== run) continue;
      if (event.type === 'snapshot') {
        history.addSnapshot(event.snapshot);
        framesChanged = true;
      } else if (event.type === 'status') {
        const { state, epoch, epochs, secondsLeft } = event;
        patch.training = { state, run, epoch, epochs, secondsLeft };
        patch.restarts = event.restarts;
        patch.restart = event.restart;
        for (const entry of event.entries) history.addEntry(entry);
        if (event.entries.length) patch.curves = history.points();
      } else if (event.type === 'replay') {
        history.clear();
        patch.restart = event.restart;
        patch.curves = [];
        framesChanged = true;
      } else if (event.type === 'kmeans') patch.kmeans = event.kmeans;
      else if (event.type === 'checkpoint') checkpoint = { of: runConfig, checkpoint: event.checkpoint };
      else if (event.type === 'result') {
        patch.result = event.result;
        // The result is the epoch that was chosen, not the last one; both can be looked at.
        if ((patch.training ?? get().training).state === 'finished' && get().cursor === null) patch.cursor = event.result.best.epoch;
      }
    }
    if (framesChanged) patch.frames = history.snapshots();
    showing++;
    try {
      await stage.refresh(patch);
    } finally {
      showing--;
    }
    if (queue.length > 0) schedule();
    if (patch.result) toldAll();
  }

  /** The result is in the store, or another run's will be. */
  function toldAll(): void {
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  /**
   * The events to take in now. Those of a run that is not here yet wait for the answer that makes it the run; and while training goes on, a snapshot
   * waits for the status that tells of its epoch.
   */
  function ripe(): EngineEvent[] {
    const last = queue.findLastIndex((event) => event.type === 'status');
    const status = queue[last];
    const training = (status?.type === 'status' ? status.state : get().training.state) === 'training';
    const events: EngineEvent[] = [];
    const later: EngineEvent[] = [];
    queue.forEach((event, i) => {
      if (event.run > run || (training && event.type === 'snapshot' && i > last)) later.push(event);
      else events.push(event);
    });
    queue = later;
    return events;
  }

  /** What a run that begins, or the last one's views, start from. What waits to be shown is not lost where it is not the last run's. */
  function forget(): Partial<AppState> {
    const { dataset, knobs, space, config, plane, points, surface, backend, kmeans, loadSeconds } = get();
    history.clear();
    stage.forgetMoves();
    moments.clear();
    checkpoint = null;
    return { dataset, knobs, space, config, plane, points, surface, backend, kmeans, loadSeconds, frames: [], curves: [], result: null, cursor: null, playing: false, selectedMemory: null, hoveredMemory: null, probe: null };
  }

  /** An answer and the events that came with it travel apart: who waits for a result finds it in the store, too. */
  async function whenTold<T>(work: () => Promise<T>): Promise<T> {
    const told = new Promise<void>((resolve) => waiting.push(resolve));
    const [answer] = await Promise.all([work(), told]);
    return answer;
  }

  /** The config with a patch; a preset that is changed is that preset no longer. */
  function patched(patch: ConfigPatch, n: number | null): Config {
    const before = get().config;
    const kept = patch.preset !== undefined || Object.keys(patch).every((key) => besidePreset.includes(key)) ? before.preset : null;
    const config = resolveConfig(patch, { ...before, preset: kept });
    if (n !== null) checkAgainst(config, n);
    return config;
  }

  /** What gives the engine another run or config is done one after the other. */
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work);
    line = done.then(
      () => {},
      () => {}, // who asked for it is told
    );
    return done;
  }

  /** Hands the newest config over, once for all who ask before it is on its way. What a living engine refuses is taken back. */
  function send(): Promise<void> {
    sending ??= inLine(async () => {
      sending = null;
      const { config, dataset, backend } = get();
      if (down) return;
      try {
        if (backend && config.backend !== lastChoice) {
          lastChoice = config.backend;
          set({ backend: await api().useBackend(config.backend) });
        }
        if (!dataset) return;
        const id = ++issued;
        const answer = await api().configure(config, id);
        accepted = config;
        if (answer.restarted) await adopt(id, { space: answer.space, plane: possiblePlane(get().plane, answer.space.d, config.k) });
      } catch (error) {
        if (!down && get().config === config) set({ config: accepted });
        throw error;
      }
    });
    return sending;
  }

  /** Events of run `id` are taken from now on; its first ones, which wait in the queue, are shown together with `patch`. */
  function adopt(id: number, patch: Partial<AppState> = {}): Promise<void> {
    run = id;
    runConfig = accepted;
    toldAll();
    opening = { ...forget(), ...patch };
    return flush();
  }

  const followNudge = () => {
    if (!nudged) return;
    nudged = false;
    void stage.refresh();
    send().catch((error: unknown) => {
      if (!(error instanceof EngineError && error.code === 'worker-died')) say('error', error instanceof Error ? error.message : String(error));
    });
  };

  /** Resolves when the engine has what the sliders say. */
  function handed(): Promise<void> {
    followNudge();
    return inLine(async () => {});
  }

  return {
    api,
    async start(choice) {
      client = spawn();
      lastChoice = choice;
      set({ backend: await client.start(choice) });
    },
    load: (dataset, { config: patch, plane, knobs }) =>
      inLine(async () => {
        const { config: before, plane: planeBefore } = get();
        const config = resolveConfig(patch, { ...before, ...suggestedConfig(dataset), preset: null, weights: before.weights === 'learned' ? 'learned' : 'none' });
        checkAgainst(config, dataset.n);
        const id = ++issued;
        const space = await api().load(await copyOf(dataset), config, id, null);
        accepted = config;
        await adopt(id, {
          dataset,
          knobs,
          space,
          config,
          points: null,
          surface: null,
          shown: null,
          kmeans: null,
          hoveredPoint: null,
          selectedPoint: null,
          plane: possiblePlane(plane ?? (planeBefore.kind === 'memories' ? planeBefore : null), dataset.d, config.k),
        });
      }),
    async configure(patch) {
      set({ config: patched(patch, get().dataset?.n ?? null) });
      await stage.refresh();
      await send();
    },
    nudge(patch) {
      set({ config: patched(patch, get().dataset?.n ?? null) });
      nudged = true;
      soon(followNudge);
    },
    async train(epochs) {
      await handed();
      return whenTold(() => api().train(epochs));
    },
    async pause() {
      await api().pause();
      // An answer and the events that came with it travel apart.
      while (get().training.state === 'training') await new Promise((resolve) => setTimeout(resolve, flushMs));
    },
    async step() {
      await handed();
      await whenTold(() => api().step());
    },
    async reset() {
      await handed();
      await inLine(async () => {
        const id = ++issued;
        await api().reset(id);
        await adopt(id);
      });
    },
  };
}

/** The engine's own copy of the numbers: its buffers move to the worker, the page keeps the originals. */
async function copyOf({ values, n, d, labels }: Dataset) {
  const copy = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += copiedAtOnce) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    copy.set(values.subarray(from, from + copiedAtOnce), from);
  }
  const data = { values: copy, n, d, labels: labels?.slice() ?? null };
  return handOver(data, [data.values.buffer, ...(data.labels ? [data.labels.buffer] : [])]);
}
