import { messageOf } from '../../core/work/messageOf';
import type { Scaling } from '../../core/algebra/scaling';
import type { Dataset } from '../../data/dataset';
import { createEngine, EngineError, type EngineClient } from '../../engine/client';
import {
  type EngineApi,
  type LatentEpoch,
  type Notice,
  type OpenedModel,
  type OpenRequest,
  type Space,
  type TrainingResult,
} from '../../engine/protocol';
import { clearedPane } from '../embedding/embedding';
import { afterEvent } from '../shown/frameScheduler';
import { keepData, keptData, tidyData } from './dataOf';
import { latentFrame } from './latentFrame';
import { createInbox, flushMs } from './inbox';
import type { DisplayCommits } from '../shown/displayCommit';
import { startOfRun } from '../shown/start';
import { openingPlane } from '../shown/planeChoice';
import { emptyRun, noData, type RunId, type RunOrigin, type RunRecord, wasTrained } from './record';
import { newRunId, tidyRuns } from './records';
import { createReferences, type References } from './references';
import { engineData } from './engineData';
import { needsNoTelling } from '../silent';
import type { StageKeeper } from '../shown/shownModel';
import { useStore, type RunState, type Message, type PlaneChoice } from '../state';
import { betaOf, defaultConfig, isDeep, methodOf, sameRun, withBeta, type Config, type ConfigPatch } from '../../methods/config';
import { createSettings, type Changed } from './settings';
import type { BackendChoice } from '../../methods/shared/common';

interface LinkOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null, action?: Message['action']): void;
  stage: StageKeeper;
  commits: DisplayCommits;
}

/** The page's engine: starts its worker, sends commands to it, and shows its events. */
export interface EngineLink {
  api(): Omit<EngineApi, 'start'>;
  start(choice: BackendChoice): Promise<void>;
  /** `plane` null: the slice there was, where it is possible, else the plane that suits the set. */
  load(
    dataset: Dataset,
    /** `keepRun`: the run that was trained so far is kept, and `back` leads to it. */
    options: { config: ConfigPatch; plane: PlaneChoice | null; knobs: RunState['knobs']; keepRun: boolean },
  ): Promise<void>;
  /** A run that was left is the run again, on its own data. Rejects with "no-such-run", or "data-gone". */
  show(run: RunId): Promise<void>;
  /** The same for the run that `keepRun` kept; the one at hand is then the one to go back to. */
  back(): Promise<void>;
  /** The record of the run as it would be left now; null where nothing of it was trained. */
  standing(): RunRecord | null;
  configure(patch: ConfigPatch): Promise<void>;
  /** As configure, but returns at once and sends only the latest. Throws ConfigError. */
  configureLive(patch: ConfigPatch): void;
  /** A model out of a file becomes the run, on the loaded data. */
  openModel(file: File): Promise<OpenedModel>;
  /** An epoch of a training elsewhere becomes the run, on the loaded data, in this plane where it is possible. */
  openEpoch(request: OpenRequest, plane: PlaneChoice | null): Promise<void>;
  /** An epoch of a deep method without its networks is shown as a frame of the run at hand. Rejects with "trained" where that was trained. */
  showLatent(epoch: LatentEpoch): Promise<void>;
  train(epochs: number | null): Promise<TrainingResult>;
  /** Resolves when training stands still; the result is measured after that. */
  pause(): Promise<void>;
  step(): Promise<void>;
  /** The newest result, judged on all points. Resolves when it is in the store. */
  exactly(): Promise<TrainingResult>;
  reset(): Promise<void>;
  readonly references: References;
}

/** What the page shows of a run once another set of data is there. */
const nothingShown = {
  points: null,
  surface: null,
  shown: null,
  hoveredPoint: null,
  selectedPoint: null,
  selectedPoints: null,
} as const satisfies Partial<RunState>;

/** A worker that dies this often within this time is left alone. */
const deaths = { most: 3, withinMs: 20_000 };

export function createEngineLink({ say, stage, commits }: LinkOptions): EngineLink {
  let client: EngineClient | null = null;
  /** The config that the engine has, and the one that the run that is shown began with. */
  let accepted: Config = defaultConfig;
  let runConfig: Config = defaultConfig;
  const settings = createSettings();
  let lastChoice: BackendChoice = 'auto';
  let line: Promise<unknown> = Promise.resolve();
  let sending: Promise<void> | null = null;
  /** A slider was moved, and what follows from it has not been done yet. */
  let nudged = false;
  /** See `Changed`, of the settings that the engine does not have yet. */
  let suits = false;
  /** The run that `back` leads to. */
  let former: RunId | null = null;
  /** The worker died, and its successor is not ready. */
  let down = false;
  let died: number[] = [];
  const inbox = createInbox({ say, stage, commits, furthered: () => references.follow(), suited: (beta) => suited(beta) });
  const { next: get, now: set } = commits;
  const references = createReferences({
    dataset: () => get().dataset,
    space: () => get().space,
    pretrained: () => inbox.checkpoint?.pretrained ?? null,
    tell: (sentence) => say('warning', sentence),
  });

  const api = (): Omit<EngineApi, 'start'> => {
    if (!client) throw new EngineError('not-started', 'The engine has not started yet.');
    return client.api;
  };

  /** Tells of what failed, where that is news. */
  function tellOf(error: unknown): void {
    if (!needsNoTelling(error)) say('error', messageOf(error));
  }

  function spawn(): EngineClient {
    return createEngine({
      onEvent: (event) => inbox.put(event),
      onDeath: (sentence) => void revive(sentence).catch(tellOf),
    });
  }

  /** A dead worker is replaced, and the run goes on from its last checkpoint; config and history are kept. */
  async function revive(sentence: string): Promise<void> {
    const now = performance.now();
    died = [...died.filter((at) => now - at < deaths.withinMs), now];
    down = true;
    inbox.bury();
    if (died.length > deaths.most) {
      say(
        'error',
        `${sentence} It was started again ${deaths.most} times in a row, to no avail. Reload the page; export what you need first.`,
      );
      return;
    }
    const successor = spawn();
    client = successor;
    await inLine(async () => {
      set({ backend: await successor.start(get().config.backend) });
      const { dataset, config } = get();
      const resumed = sameRun(runConfig, config) ? inbox.checkpoint : null;
      accepted = config;
      if (dataset) {
        const id = resumed ? inbox.run : newRunId();
        const { space } = await successor.api.load(await engineData(dataset), config, id, resumed, null, resumed && inbox.past);
        if (resumed) set({ space });
        else await succeed(begun(id), config, { space });
      }
      down = false;
      say(
        'warning',
        dataset
          ? `${sentence} It was started again; your settings and the history are kept, and training is paused at epoch ${resumed?.epoch ?? 0}.`
          : `${sentence} It was started again.`,
      );
    });
    await send();
  }

  function tellLeftOut({ leftOut }: Changed): void {
    if (leftOut) say('info', leftOut, 'left-out');
  }

  /** The page has the patched config; the engine does not yet. Throws ConfigError. */
  function patch(given: ConfigPatch): void {
    const { config: before, dataset } = get();
    const changed = settings.patched(given, before, dataset, () => startOfRun(get()));
    suits = changed.suits ?? suits;
    settings.leave(before, changed.config, dataset);
    tellLeftOut(changed);
    set({ config: changed.config });
  }

  /** Work that gives the engine another run or config is done one after the other. */
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
        const id = newRunId();
        const before = accepted;
        const toSuit = suits;
        suits = false;
        const answer = await api().configure(config, id, toSuit);
        accepted = adopted(config, answer.config);
        if (answer.restarted)
          await succeed(begun(id), before, {
            space: answer.space,
            plane: openingPlane(isDeep(config) === isDeep(before) ? get().plane : null, config, answer.space.d),
          });
      } catch (error) {
        if (!down && get().config === config) set({ config: accepted });
        throw error;
      }
    });
    return sending;
  }

  /** The engine has another run, whose record this is: what it tells of it is shown, together with `patch`. The one before is kept. */
  async function succeed(record: RunRecord, before: Config, patch: Partial<RunState> = {}): Promise<void> {
    runConfig = accepted;
    inbox.leave(before);
    await inbox.adopt(useStore.getState().aside ? { ...record, origin: 'aside' } : record, patch);
    tidy();
    references.follow();
  }

  /** A run on the loaded data. */
  function begun(id: RunId, origin: RunOrigin = 'hand'): RunRecord {
    const before = useStore.getState().runs.get(get().run);
    return emptyRun(id, accepted, before?.data ?? noData, origin);
  }

  /** Runs and data sets beside the current ones, as far as there is room. */
  function tidy(): void {
    const { runs } = useStore.getState();
    const against = (runs.get(get().run)?.against ?? []).map(({ run }) => run);
    tidyRuns([...against, ...references.busy]);
    tidyData(new Set([...useStore.getState().runs.values()].map(({ data }) => data.fingerprint)));
  }

  /** The name of the run that is left, to go back to it; null where nothing of it was trained. */
  function toGoBackTo(): string | null {
    const left = inbox.standing(accepted);
    former = left && left.id;
    if (!left) return null;
    const { epoch } = left.training;
    return `${methodOf(left.config).name} on “${left.data.name}”${epoch > 0 ? `, epoch ${epoch}` : ''}`;
  }

  /** Run `id` is the run again, as it was left. */
  async function show(id: RunId, toGoBack = false): Promise<void> {
    if (id === inbox.run) return;
    const record = useStore.getState().runs.get(id);
    if (!record?.kept) throw new EngineError('no-such-run', 'There is no such run any more.');
    const { kept, data, scaling, result, restart } = record;
    const of = keptData(data.fingerprint);
    if (!of)
      throw new EngineError(
        'data-gone',
        `The data of this run, “${data.name}” (${data.n} × ${data.d}), are not kept any more: open them again to go on with it.`,
      );
    const { checkpoint, entries, settings: config, plane } = kept;
    const { dataset: before } = get();
    const same = of.dataset === before;
    const { space } = await api().load(
      same ? null : await engineData(of.dataset),
      checkpoint ? config : record.config,
      id,
      checkpoint,
      scaling,
      checkpoint && { result, restart, entries },
    );
    const formerName = toGoBack ? toGoBackTo() : get().former;
    settings.leave(accepted, config, before);
    const left = accepted;
    accepted = checkpoint ? config : record.config;
    runConfig = record.config;
    inbox.leave(left);
    await inbox.restore(record, {
      ...of,
      space,
      config,
      plane,
      ...nothingShown,
      former: formerName,
      ...(!same && { embeddings: get().embeddings.map(clearedPane) }),
    });
    tidy();
    references.follow();
  }

  /** A run that was trained elsewhere, and that the engine has as `id`, takes the place of the one at hand. */
  async function takeOver(
    id: RunId,
    { config, space, scaling, plane }: { config: Config; space: Space; scaling: Scaling | null; plane: PlaneChoice | null },
  ): Promise<void> {
    const before = accepted;
    accepted = config;
    await succeed({ ...begun(id, 'file'), scaling }, before, {
      space,
      config,
      points: null,
      surface: null,
      shown: null,
      plane: openingPlane(plane, config, space.d),
    });
  }

  /** The settings that the engine made of these: β suits the start where nobody named one, and then the page has it. */
  function adopted(asked: Config, made: Config): Config {
    const [before, beta] = [betaOf(asked), betaOf(made)];
    if (beta === null || beta === before) return asked;
    // Other settings may have been changed meanwhile.
    const { config } = get();
    if (config.method === asked.method && betaOf(config) === before) set({ config: withBeta(config, beta) });
    return withBeta(asked, beta);
  }

  /** The engine made β suit another start, and the page has it. */
  function suited(beta: number): void {
    accepted = withBeta(accepted, beta);
  }

  const followLiveChange = () => {
    if (!nudged) return;
    nudged = false;
    void stage.refresh();
    send().catch(tellOf);
  };

  /** Resolves when the engine has the settings of the sliders. */
  function handed(): Promise<void> {
    followLiveChange();
    return inLine(async () => {});
  }

  /** An epoch that was trained elsewhere is no part of this training. */
  async function trainingBegins(): Promise<void> {
    if (get().frames.some(({ latent }) => latent?.withoutNetworks)) await inbox.insert(null);
  }

  return {
    api,
    async start(choice) {
      client = spawn();
      lastChoice = choice;
      set({ backend: await client.start(choice) });
    },
    load: (dataset, { config: given, plane, knobs, keepRun }) =>
      inLine(async () => {
        const { config: before, plane: planeBefore, dataset: datasetBefore } = get();
        const changed = settings.forData(given, before, dataset);
        const id = newRunId();
        const [{ space, config }, fingerprint] = await Promise.all([
          engineData(dataset).then((copy) => api().load(copy, changed.config, id, null, null, null, changed.suits === true)),
          keepData(dataset, knobs),
        ]);
        suits = false;
        const formerName = keepRun ? toGoBackTo() : get().former;
        tellLeftOut(changed);
        settings.leave(before, config, datasetBefore);
        const left = accepted;
        accepted = config;
        const { name, n, d } = dataset;
        await succeed(emptyRun(id, config, { name, n, d, fingerprint }, 'hand'), left, {
          dataset,
          knobs,
          space,
          config,
          ...nothingShown,
          former: formerName,
          // The settings that a link asks for hold for the first set.
          embeddings: get().dataset ? get().embeddings.map(clearedPane) : get().embeddings,
          plane: openingPlane(plane ?? (planeBefore.kind === 'memories' ? planeBefore : null), config, dataset.d),
        });
      }),
    show: (id) => inLine(() => show(id)),
    back: () =>
      inLine(async () => {
        if (former === null) throw new EngineError('no-former-run', 'There is no earlier run on other data to go back to.');
        await show(former, true);
      }),
    standing: () => inbox.standing(accepted),
    async configure(given) {
      patch(given);
      await stage.refresh();
      await send();
    },
    configureLive(given) {
      patch(given);
      nudged = true;
      afterEvent(followLiveChange);
    },
    openModel: (file) =>
      inLine(async () => {
        const id = newRunId();
        const opened = await api().openModel(file, file.name, id);
        const { config, space } = opened;
        await takeOver(id, { config, space, scaling: opened.sameData ? null : space.scaling, plane: get().plane });
        return opened;
      }),
    openEpoch: (request, plane) =>
      inLine(async () => {
        const id = newRunId();
        const { config, scaling } = request;
        const space = await api().openEpoch(request, id);
        await takeOver(id, { config, space, scaling, plane });
      }),
    showLatent: (epoch) =>
      inLine(async () => {
        if (wasTrained(get())) throw new EngineError('trained', 'The run on the page was trained already: reset it first.');
        const { run } = inbox;
        const frame = await latentFrame(epoch, get(), api());
        if (run !== inbox.run) throw new EngineError('replaced', 'Another run was begun meanwhile.');
        await inbox.insert(frame);
      }),
    async train(epochs) {
      await handed();
      await trainingBegins();
      return references.beside(() => inbox.whenTold(() => api().train(inbox.run, epochs)));
    },
    async pause() {
      const { run } = inbox;
      await api().pause(run);
      // An answer and the events that came with it travel apart.
      while (get().training.state === 'training' && get().run === run) await new Promise((resolve) => setTimeout(resolve, flushMs));
    },
    async step() {
      await handed();
      await trainingBegins();
      await references.beside(() => inbox.whenTold(() => api().step(inbox.run)));
    },
    async exactly() {
      const result = await inbox.whenTold(() => api().exactly(inbox.run));
      await references.exactly();
      return result;
    },
    references,
    async reset() {
      await handed();
      await inLine(async () => {
        const id = newRunId();
        await api().reset(id);
        await succeed(begun(id), accepted);
      });
    },
  };
}
