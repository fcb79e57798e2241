import { rescaledProfile, type ClusterProfile } from '../core/clustering/profile';
import { DataError, type Dataset } from '../data/dataset';
import { EngineError } from '../engine/client';
import { type Notice, type LatentEpoch, type OpenRequest, type TrainingResult } from '../engine/protocol';
import { chosenEpoch } from './shown/chosen';
import { createEmbedder } from './embedding/embedder';
import type { EmbeddingCommands } from './embedding/embedding';
import { embedResult } from './embedding/embedResult';
import { createEngineLink } from './runs/engineLink';
import { replayFrom } from './runs/history';
import { createMoments } from './shown/displayCommit';
import { knobsOf, readSource, type DataSource } from './files/source';
import { createComparison } from './compared/comparison';
import { createStage } from './shown/shownModel';
import { decodedBy, nearestPoints, type DrawnPlaces } from './shown/standIns';
import { keepData, type KeptData } from './runs/dataOf';
import type { RunId, RunRecord } from './runs/record';
import { numberRuns } from './runs/numbering';
import { addRun, changeRun, dropRuns, newRunId, renumbered, takeRunId } from './runs/records';
import { stepAside } from './aside';
import { createUndo } from './undo';
import { runStateOf } from './runStore';
import { useStore, type Message, type PlaneChoice, type RunState, type Shown } from './state';
import { frameAt } from './shown/frameAt';
import { lacksCodes } from './shown/lacksCodes';
import { messageOf } from '../core/work/messageOf';
import { codesAsData } from './files/codes';
import { ConfigError, onPoints, partitionDifference, type Config, type ConfigPatch } from '../methods/config';
import { type PartitionModel } from '../core/partition/model';
import type { BackendChoice } from '../methods/shared/common';

export type { DataSource } from './files/source';

export interface SessionLoadOptions {
  /** Applied with it, over what suits the data set. */
  readonly config?: ConfigPatch;
  /** Where the data set and the number of memories allow it. */
  readonly plane?: PlaneChoice | null;
  readonly signal?: AbortSignal;
}

/** The commands: all that people and scripts can do. Views call these; results come back through the store. */
export interface Session {
  /** Starts the engine and shows the first data set. Once, after the first paint. */
  start(first?: SessionLoadOptions & { source?: DataSource }): Promise<void>;
  /** Starts the engine alone, for a project that is kept. Once; `start` does it where it was not done. */
  startEngine(choice: BackendChoice): Promise<void>;
  /** Another project is shown: nothing of the last one can be undone. */
  forgetUndo(): void;
  /** Rejects with DataError (or ConfigError) and keeps what was there; with code "replaced" when another load has begun meanwhile. */
  load(source: DataSource, options?: SessionLoadOptions): Promise<Dataset>;
  /**
   * The codes of the epoch that is shown become the data, unscaled, under the method on the points that is next of kin. The run is kept:
   * `back` leads to it. Rejects with DataError "no-codes".
   */
  takeCodes(): Promise<Dataset>;
  /** The run that was kept when its codes became the data is shown again, on its own data; the one that it was left for is kept instead. */
  back(): Promise<void>;
  /** A trained run is shown again as it was left, on its own data, and can be trained on. Rejects with "no-such-run", or "data-gone". */
  show(run: RunId): Promise<void>;
  /** Shows the current run and another one on the same data side by side; null ends it. What cannot be compared is said. */
  compare(run: RunId | null): void;
  /** The two are looked at under the β and T of the current one, or each under its own. */
  lookTogether(on: boolean): void;
  renameRun(run: RunId, name: string | null): void;
  /** The film of a pinned run is kept before those of others. */
  pinRun(run: RunId, on: boolean): void;
  /** Undo brings it back. The shown run gives way to its like at epoch 0. */
  deleteRun(run: RunId): Promise<void>;
  /** The record of the shown run as it would be left now; null where nothing of it was trained. */
  standing(): RunRecord | null;
  /** A run from elsewhere joins the others, with its data. Resolves with its id, another one where that is taken. */
  addRun(record: RunRecord, data: KeptData): Promise<RunId>;
  /**
   * What follows is looked at for a while: it is no action, and runs that begin are not kept, until the way back is gone that it resolves
   * with. The page is then as it is now: run, data, settings, what is looked at and chosen. A training under way waits, and then goes on.
   */
  aside(): Promise<() => Promise<void>>;
  /** Takes the last change of settings, dragged memory, reset, run or data set back; does nothing where there is none. */
  /** Several commands that are taken back together. @param what for people, such as “data set”. */
  asOne<T>(what: string, work: () => Promise<T>): Promise<T>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Rejects with ConfigError and changes nothing when a key is unknown or out of range. */
  configure(patch: ConfigPatch): Promise<void>;
  /**
   * For sliders: applies at once to what is shown and to training from its next epoch. One call in flight, the latest wins. A bad value
   * becomes a message beside its control.
   */
  configureLive(patch: ConfigPatch): void;
  /** Trains to the config's epochs, or `epochs` more. Resolves when training ends or is paused. */
  train(epochs?: number): Promise<TrainingResult>;
  step(): Promise<void>;
  /** Resolves when the runs that the shown one is read against are there, or have failed. */
  references(): Promise<void>;
  /** The run that is shown is read against no others: none are trained for it. */
  skipReferences(): void;
  /**
   * Judges the newest result on all points, which may take minutes: state.exact says how far it is. Rejects with code "no-result", or
   * "cancelled".
   */
  exactly(): Promise<TrainingResult>;
  cancelExact(): Promise<void>;
  /** Resolves when training stands still. */
  pause(): Promise<void>;
  /** Back to epoch 0, with the same seed. */
  reset(): Promise<void>;
  newSeed(): Promise<void>;
  select(restart: number): Promise<void>;
  /** A map takes part in what is shown: it waits for `drawn`. Returns how the map leaves. */
  attachMap(): () => void;
  /** The map of this model has been drawn. */
  mapDrawn(model: PartitionModel): void;
  /** Puts memory `index` at `position` (d numbers, scaled space). */
  dragMemory(index: number, position: Float64Array): void;
  /** Moves it on by `by` from where it was last put, which the map may not show yet. */
  nudgeMemory(index: number, by: Float64Array): void;
  scrub(epoch: number | null): void;
  play(on: boolean): void;
  setPlane(choice: PlaneChoice): void;
  /** Of the scaled points of what is shown. */
  profile(shown: Pick<Shown, 'run' | 'model'>, labels: Uint16Array): Promise<ClusterProfile>;
  /**
   * Pictures of codes (rows × m), by the decoder of the epoch that is shown: rows × d in the scaled input space; null where that decoder is
   * not kept, or there is none. @param point of which all of them are the codes; absent or null where they are places.
   */
  decode(
    codes: Float32Array,
    shown: Pick<Shown, 'run' | 'restart' | 'epoch' | 'latent'>,
    point?: number | null,
  ): Promise<Float32Array | null>;
  /** What stands for places among codes (rows × m) in the input space: what `decode` gives of them, or points. Null as there. */
  draw(places: Float32Array, shown: Pick<Shown, 'run' | 'restart' | 'epoch' | 'latent'>): Promise<DrawnPlaces | null>;
  cancelPretraining(): Promise<void>;
  /** The shown epoch, networks and all, as the bytes of a zip. */
  exportModel(): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens such a zip on the loaded data. */
  openModel(file: File): Promise<void>;
  /** A partition out of a link as `openEpoch` would take it, of n points of d numbers. Rejects with "bad-model". */
  checkPartition(partition: PartitionModel, config: Config, n: number, d: number): Promise<PartitionModel>;
  /** An epoch of a training elsewhere, on the loaded data, in this plane where it is possible; training can go on from it. */
  openEpoch(request: OpenRequest, plane?: PlaneChoice | null): Promise<void>;
  /**
   * An epoch of a deep method out of a link becomes a frame of the run at hand, which is at epoch 0 and of its config: the page shows it, and
   * training begins at epoch 0. Rejects with "bad-model", or "trained" where the run was trained.
   */
  showLatent(epoch: LatentEpoch): Promise<void>;
  readonly embedding: EmbeddingCommands;
  /** For tests: fails the device or the worker as a driver reset or a bug would. */
  fail(how: 'device' | 'worker'): Promise<void>;
  memory(): Promise<{ tensors: number; bytes: number }>;
  say(tone: Notice['tone'], sentence: string, about?: string | null, action?: Message['action']): void;
  dismiss(id: number): void;
  /** Takes away what was said about a control or part of the page. */
  clear(about: string): void;
}

const commits = createMoments();
const { now: set, next: get } = commits;

let messageId = 0;

function say(tone: Notice['tone'], sentence: string, about: string | null = null, action: Message['action'] = null): void {
  const others = get().messages.filter((message) => message.sentence !== sentence && (about === null || message.about !== about));
  set({ messages: [...others.slice(-7), { id: ++messageId, code: about ?? tone, tone, sentence, about, action }] });
}

function clear(about: string): void {
  const { messages } = get();
  if (messages.some((message) => message.about === about)) set({ messages: messages.filter((message) => message.about !== about) });
}

/** A run beside the current one, shown at its result. */
const isOther = (run: RunId): boolean => run !== get().run && useStore.getState().runs.has(run);

/** The space of a run, which may have its points scaled otherwise than the current one. */
const spaceOf = (run: RunId): RunState['space'] => (isOther(run) ? runStateOf(useStore.getState(), run).space : get().space);

function createSession(): Session {
  const stage = createStage({ say, engine: () => link.api(), commits });
  const link = createEngineLink({ say, stage, commits });
  const undo = createUndo({ link, stage, commits });
  const comparison = createComparison({ say, clear, engine: () => link.api() });
  numberRuns();
  let playTimer: ReturnType<typeof setTimeout> | null = null;

  let started: Promise<void> | null = null;
  const startEngine = (choice: BackendChoice): Promise<void> => (started ??= link.start(choice));

  let loads = 0;

  async function load(
    source: DataSource,
    { config = {}, plane = null, signal }: SessionLoadOptions = {},
    keepRun = false,
  ): Promise<Dataset> {
    const load = ++loads;
    const began = performance.now();
    const dataset = await readSource(source, (loading) => set({ loading }), signal);
    if (signal?.aborted) throw new DataError('cancelled', 'Loading was cancelled.');
    if (load !== loads) throw new EngineError('replaced', 'Another data set was chosen meanwhile.');
    await link.load(dataset, { config, plane, knobs: knobsOf(source), keepRun });
    set({ loadSeconds: (performance.now() - began) / 1000 });
    return dataset;
  }

  function play(on: boolean): void {
    if (playTimer !== null) clearTimeout(playTimer);
    playTimer = null;
    set({ playing: on });
    if (!on) return;
    const frames = get().frames;
    let index = replayFrom(frames, get().cursor, chosenEpoch(get()));
    // The whole film takes about eight seconds, whatever its length.
    const wait = Math.max(40, Math.min(400, 8000 / Math.max(1, frames.length)));
    const next = () => {
      const frame = get().frames[index++];
      if (!frame) {
        play(false);
        return;
      }
      scrub(frame.epoch);
      playTimer = setTimeout(next, wait);
    };
    next();
  }

  function scrub(epoch: number | null): void {
    set({ cursor: epoch });
    void stage.refresh();
  }

  async function back(): Promise<void> {
    play(false);
    if (get().training.state === 'training') await link.pause();
    await undo.around('another run shown', () => link.back());
    clear('former');
  }

  /** Returns what was deleted; null where there was nothing. */
  async function removeRun(run: RunId): Promise<RunRecord | null> {
    if (run === get().run) await link.reset();
    const record = useStore.getState().runs.get(run) ?? null;
    dropRuns(({ id }) => id === run);
    return record;
  }

  return {
    async start({ source = 'synthetic/five-gaussians', ...options } = {}) {
      await startEngine(options.config?.backend ?? get().config.backend);
      await load(source, options);
    },
    startEngine,
    forgetUndo: () => undo.forget(),
    load: (source, options) => undo.around('data set', () => load(source, options)),
    async takeCodes() {
      play(false);
      if (get().training.state === 'training') await link.pause();
      const { dataset, shown } = get();
      if (!dataset || !shown) throw new DataError('no-codes', 'There are no data yet. Load some first.');
      const codes = codesAsData(dataset, shown);
      const { k } = shown.model;
      await undo.around('codes as data', () => load(codes, { config: { method: onPoints(shown.config), k } }, true));
      say(
        'info',
        `The data are now the codes of “${dataset.name}”, unscaled. The run that they are of is kept: ${get().former}.`,
        'former',
        {
          label: 'Go back',
          act: () => void back().catch((error: unknown) => say('error', messageOf(error), 'dataset')),
        },
      );
      return codes;
    },
    back,
    async show(run) {
      play(false);
      await undo.around('another run shown', () => link.show(run));
    },
    compare: (run) => comparison.compare(run),
    lookTogether: (on) => comparison.together(on),
    renameRun: (run, name) => changeRun(run, () => ({ name: name?.trim() || null })),
    pinRun: (run, pinned) => changeRun(run, () => ({ pinned })),
    async deleteRun(run) {
      const record = await removeRun(run);
      if (!record) return;
      undo.keep(
        'run deleted',
        async () => addRun(record),
        async () => void (await removeRun(run)),
      );
    },
    standing: () => link.standing(),
    async addRun(record, { dataset, knobs }) {
      await keepData(dataset, knobs);
      const taken = useStore.getState().runs.has(record.id);
      const added = taken ? renumbered(record, newRunId()) : record;
      takeRunId(added.id);
      addRun(added);
      return added.id;
    },
    aside: () => stepAside({ link, undo, commits, session }),
    asOne: (what, work) => undo.around(what, work),
    undo: () => undo.undo(),
    redo: () => undo.redo(),
    configure: (patch) => undo.alone('settings', () => link.configure(patch)),
    configureLive(patch) {
      try {
        undo.note('settings', Object.keys(patch).join(), () => link.configureLive(patch));
        for (const key of Object.keys(patch)) clear(key);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        say('error', error.message, error.key);
      }
    },
    async train(epochs) {
      play(false);
      set({ cursor: null });
      const result = await link.train(epochs ?? null);
      // The page holds the result that came as an event.
      const told = get().result;
      if (told?.config.embed) set({ resultEmbedding: await embedResult(told, told.config.embed, get()) });
      return result;
    },
    async step() {
      play(false);
      set({ cursor: null });
      await link.step();
    },
    references: () => link.references.settled(),
    skipReferences: () => link.references.skip(),
    exactly: () => link.exactly(),
    cancelExact: () => link.api().cancelExact(get().run),
    pause: () => link.pause(),
    reset: () => undo.around('reset', () => link.reset()),
    newSeed: () => session.configure({ seed: (get().config.seed + 1 + Math.floor(Math.random() * 1_000_000)) % 1_000_000 }),
    async select(restart) {
      play(false);
      set({ cursor: null });
      await link.api().select(get().run, restart);
      const chosen = chosenEpoch({ ...get(), restart });
      if (chosen !== null && get().cursor === null) scrub(chosen);
    },
    attachMap: () => commits.attach(),
    mapDrawn: (model) => commits.drawn(model),
    dragMemory: (index, position) => undo.note('memory', `${index}`, () => stage.moveMemory(index, position)),
    nudgeMemory: (index, by) => undo.note('memory', `${index}`, () => stage.nudgeMemory(index, by)),
    scrub(epoch) {
      play(false);
      scrub(epoch);
    },
    play,
    setPlane(plane) {
      set({ plane });
      void stage.refresh();
    },
    // The engine has the run that is shown, and the data of it; of other runs it has no networks.
    async profile({ run, model }, labels) {
      const found = await link.api().profile(isOther(run) ? get().run : run, labels, model.k);
      const [from, to] = [get().space, spaceOf(run)];
      return from && to && from !== to ? rescaledProfile(found, from.scaling, to.scaling) : found;
    },
    decode: async (codes, { run, restart, epoch, latent }, point = null) =>
      latent && !latent.withoutNetworks && !isOther(run)
        ? ((await link.api().decode(run, restart, epoch, codes, point))?.values ?? null)
        : null,
    async draw(places, shown) {
      const { dataset, drawnBy } = get();
      const space = spaceOf(shown.run);
      const { latent } = shown;
      if (latent && lacksCodes(latent)) return null;
      if (latent && dataset && space && decodedBy(latent, drawnBy) === 'nearest point')
        return nearestPoints(places, latent, dataset, space);
      const values = await session.decode(places, shown);
      return values && { values, points: null };
    },
    cancelPretraining: () => link.api().cancelPretraining(get().run),
    async exportModel() {
      const { shown, dataset } = get();
      if (!shown?.labels || !dataset)
        throw new EngineError('no-data', 'There is no model yet, or its labels are still being computed; try again in a moment.');
      const { model, config, run, restart, epoch, labels, metrics, latent } = shown;
      if (latent?.withoutNetworks)
        throw new EngineError('networks-gone', 'A model needs its networks, which a link does not hold: train, or open the file.');
      const frame = frameAt(get().frames, epoch);
      const { name, k, features, labelNames } = dataset;
      return link.api().exportModel({
        run,
        restart,
        epoch,
        config,
        trained: frame ? partitionDifference(frame.config, config) : {},
        partition: model,
        metrics,
        labels: labels.slice(),
        data: { name, k, features, labelNames },
      });
    },
    async openModel(file) {
      play(false);
      const { epoch, trainedOn, sameData } = await undo.around('model opened', () => link.openModel(file));
      const dataset = get().dataset?.name ?? '';
      const told = sameData
        ? 'the same data as then'
        : `trained on “${trainedOn}”, and used here on “${dataset}”, whose numbers are others`;
      say(sameData ? 'info' : 'warning', `The model in “${file.name}” was opened at epoch ${epoch}: ${told}.`);
    },
    checkPartition: (...asked) => link.api().checkPartition(...asked),
    async openEpoch(request, plane = get().plane) {
      play(false);
      await undo.around('moment opened', () => link.openEpoch(request, plane));
    },
    async showLatent(epoch) {
      play(false);
      await link.showLatent(epoch);
    },
    embedding: createEmbedder(),
    fail: (how) => link.api().fail(how),
    memory: () => link.api().memory(),
    say,
    dismiss: (id) => set({ messages: get().messages.filter((message) => message.id !== id) }),
    clear,
  };
}

export const session: Session = createSession();
