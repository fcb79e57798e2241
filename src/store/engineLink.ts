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
import { PageHistory } from './history';
import { latest } from './latest';
import type { StageKeeper } from './stage';
import { useStore, type AppState } from './state';

interface LinkOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  stage: StageKeeper;
}

/** The page's engine: its worker, what is sent to it, and what it tells. */
export interface EngineLink {
  api(): Omit<EngineApi, 'start'>;
  start(choice: BackendChoice): Promise<void>;
  load(dataset: Dataset, patch: ConfigPatch): Promise<void>;
  configure(patch: ConfigPatch): Promise<void>;
  /** As configure, but returns at once and sends only the latest. Throws ConfigError. */
  nudge(patch: ConfigPatch): void;
  train(epochs: number | null): Promise<TrainingResult>;
  step(): Promise<void>;
  reset(): Promise<void>;
}

/** Keys that do not make a preset's run another run. */
const besidePreset: readonly string[] = ['version', 'preset', 'seed', 'backend'];
/** At least this long between two looks at what the engine told. */
const flushMs = 50;
/** A worker that dies this often within this time is left alone. */
const deaths = { most: 3, withinMs: 20_000 };

const set = (patch: Partial<AppState>) => useStore.setState(patch);
const get = () => useStore.getState();

export function createEngineLink({ say, stage }: LinkOptions): EngineLink {
  let client: EngineClient | null = null;
  let run = 0;
  let checkpoint: Checkpoint | null = null;
  let queue: EngineEvent[] = [];
  let scheduled = false;
  let flushed = 0;
  let died: number[] = [];
  let waiting: (() => void)[] = [];
  const history = new PageHistory();

  const api = (): Omit<EngineApi, 'start'> => {
    if (!client) throw new EngineError('not-started', 'The engine has not started yet.');
    return client.api;
  };

  function spawn(): EngineClient {
    return createEngine({
      onEvent(event) {
        queue.push(event);
        if (scheduled) return;
        scheduled = true;
        // Events are taken in at a film's rate: more is not seen, and would take its time from training. A hidden page's history goes on.
        setTimeout(flush, document.hidden ? 100 : Math.max(0, flushed + flushMs - performance.now()));
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
      set({ space: await client.api.load(copyOf(dataset), config, run, resumed) });
      say('warning', `${sentence} It was started again; your settings and the history are kept, and training is paused at epoch ${resumed?.epoch ?? 0}.`);
    } else say('warning', `${sentence} It was started again.`);
  }

  function flush(): void {
    scheduled = false;
    flushed = performance.now();
    const events = queue;
    // A new run's first events may come before the answer that makes it the run.
    queue = events.filter((event) => event.run > run);
    const patch: Partial<AppState> = {};
    let framesChanged = false;
    for (const event of events) {
      if (event.run > run) continue;
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
        // The result is the epoch with the lowest loss, not the last one; both can be looked at.
        if (patch.training?.state === 'finished' && get().cursor === null) patch.cursor = event.result.best.epoch;
      }
    }
    if (framesChanged) patch.frames = history.snapshots();
    set(patch);
    stage.refresh();
    if (!patch.result) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  function forget(): void {
    history.clear();
    stage.forgetMoves();
    checkpoint = null;
    set({ frames: [], curves: [], result: null, cursor: null, playing: false, selectedMemory: null, probe: null });
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
    const id = run + 1;
    const answer = await api().configure(config, id);
    if (!answer.restarted) return;
    adopt(id);
    set({ space: answer.space });
    flush();
  }
  let lastChoice: BackendChoice = 'auto';

  /** Events of run `id` are taken from now on; those that came already wait in the queue for the flush that follows. */
  function adopt(id: number): void {
    run = id;
    forget();
  }

  const sendLatest = latest(send, (error) => {
    if (!(error instanceof EngineError && error.code === 'worker-died')) say('error', error instanceof Error ? error.message : String(error));
  });

  return {
    api,
    async start(choice) {
      client = spawn();
      lastChoice = choice;
      set({ backend: await client.start(choice) });
    },
    async load(dataset, patch) {
      const { config: before } = get();
      const config = resolveConfig(patch, { ...before, ...suggestedConfig(dataset), preset: null, weights: before.weights === 'learned' ? 'learned' : 'none' });
      checkAgainst(config, dataset.n);
      const id = run + 1;
      const space = await api().load(copyOf(dataset), config, id, null);
      adopt(id);
      const plane = get().plane;
      set({ dataset, space, config, points: null, surface: null, shown: null, kmeans: null, hoveredPoint: null, selectedPoint: null, plane: plane.kind === 'memories' ? plane : dataset.d <= 2 ? { kind: 'data' } : { kind: 'pca' } });
      flush();
    },
    async configure(patch) {
      const config = patched(patch, get().dataset?.n ?? null);
      set({ config });
      stage.refresh();
      await send(config);
    },
    nudge(patch) {
      const config = patched(patch, get().dataset?.n ?? null);
      set({ config });
      stage.refresh();
      sendLatest(config);
    },
    train: (epochs) => whenTold(() => api().train(epochs)),
    step: () => whenTold(() => api().step()),
    async reset() {
      const id = run + 1;
      await api().reset(id);
      adopt(id);
      flush();
    },
  };
}

/** The engine's own copy of the numbers: its buffers move to the worker, the page keeps the originals. */
function copyOf({ values, n, d, labels }: Dataset) {
  const data = { values: values.slice(), n, d, labels: labels?.slice() ?? null };
  return handOver(data, [data.values.buffer, ...(data.labels ? [data.labels.buffer] : [])]);
}
