import type { Dataset } from '../data/dataset';
import { createEngine, EngineError, handOver, type EngineClient } from '../engine/client';
import {
  checkAgainst,
  resolveConfig,
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
import { soon } from './frames';
import { PageHistory } from './history';
import { latest } from './latest';
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
  let checkpoint: Checkpoint | null = null;
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
    set({ training: { ...get().training, state: 'paused', secondsLeft: null } });
    if (died.length > deaths.most) {
      say('error', `${sentence} It was started again ${deaths.most} times in a row, to no avail. Reload the page; export what you need first.`);
      return;
    }
    const { dataset, config } = get();
    client = spawn();
    set({ backend: await client.start(config.backend) });
    if (dataset) {
      const resumed = checkpoint;
      set({ space: await client.api.load(await copyOf(dataset), config, run, resumed) });
      say('warning', `${sentence} It was started again; your settings and the history are kept, and training is paused at epoch ${resumed?.epoch ?? 0}.`);
    } else say('warning', `${sentence} It was started again.`);
  }

  /** Events are taken in at a film's rate, and none before the last are shown: more is not seen, and would take its time from training. */
  function schedule(): void {
    if (showing > 0 || timer !== null) return;
    const take = () => void flush();
    // A hidden page's history goes on.
    timer = setTimeout(take, document.hidden ? 100 : Math.max(0, flushed + flushMs - performance.now()));
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
        stage.forgetMoves();
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
        framesChanged = true;
      } else if (event.type === 'kmeans') patch.kmeans = event.kmeans;
      else if (event.type === 'checkpoint') checkpoint = event.checkpoint;
      else if (event.type === 'result') {
        patch.result = event.result;
        // The result is the epoch that was chosen, not the last one; both can be looked at.
        if (patch.training?.state === 'finished' && get().cursor === null) patch.cursor = event.result.best.epoch;
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
    if (!patch.result) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  /**
   * The events to take in now. Those of a run that is not here yet wait for the answer that makes it the run; and while training goes on, a snapshot
   * waits for the status that tells of its epoch.
   */
  function ripe(): EngineEvent[] {
    const last = queue.findLastIndex((event) => event.type === 'status');
    const training = get().training.state === 'training';
    const events: EngineEvent[] = [];
    const later: EngineEvent[] = [];
    queue.forEach((event, i) => {
      if (event.run > run || (training && event.type === 'snapshot' && i > last)) later.push(event);
      else events.push(event);
    });
    queue = later;
    return events;
  }

  /** What a run that begins, or the last one's views, start from. */
  function forget(): Partial<AppState> {
    history.clear();
    stage.forgetMoves();
    moments.clear();
    checkpoint = null;
    return { frames: [], curves: [], result: null, cursor: null, playing: false, selectedMemory: null, probe: null };
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

  async function send(config: Config): Promise<void> {
    const { backend } = get();
    if (backend && config.backend !== lastChoice) {
      lastChoice = config.backend;
      set({ backend: await api().useBackend(config.backend) });
    }
    if (!get().dataset) return;
    const id = ++issued;
    const answer = await api().configure(config, id);
    if (answer.restarted) await adopt(id, { space: answer.space, plane: possiblePlane(get().plane, answer.space.d, config.k) });
  }
  let lastChoice: BackendChoice = 'auto';

  /** Events of run `id` are taken from now on; its first ones, which wait in the queue, are shown together with `patch`. */
  function adopt(id: number, patch: Partial<AppState> = {}): Promise<void> {
    run = id;
    opening = { ...forget(), ...patch };
    return flush();
  }

  const sendLatest = latest(send, (error) => {
    if (!(error instanceof EngineError && error.code === 'worker-died')) say('error', error instanceof Error ? error.message : String(error));
  });

  const followNudge = () => {
    void stage.refresh();
    sendLatest(get().config);
  };

  return {
    api,
    async start(choice) {
      client = spawn();
      lastChoice = choice;
      set({ backend: await client.start(choice) });
    },
    async load(dataset, { config: patch, plane, knobs }) {
      const { config: before, plane: planeBefore } = get();
      const config = resolveConfig(patch, { ...before, ...suggestedConfig(dataset), preset: null, weights: before.weights === 'learned' ? 'learned' : 'none' });
      checkAgainst(config, dataset.n);
      const id = ++issued;
      const space = await api().load(await copyOf(dataset), config, id, null);
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
      // A control may have been moved meanwhile: what the page shows is what the engine has.
      sendLatest(get().config);
    },
    async configure(patch) {
      const config = patched(patch, get().dataset?.n ?? null);
      set({ config });
      await stage.refresh();
      await send(config);
    },
    nudge(patch) {
      set({ config: patched(patch, get().dataset?.n ?? null) });
      soon(followNudge);
    },
    train: (epochs) => whenTold(() => api().train(epochs)),
    async pause() {
      await api().pause();
      // An answer and the events that came with it travel apart.
      while (get().training.state === 'training') await new Promise((resolve) => setTimeout(resolve, flushMs));
    },
    step: () => whenTold(() => api().step()),
    async reset() {
      const id = ++issued;
      await api().reset(id);
      await adopt(id);
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
