import type { Dataset } from '../data/dataset';
import { EngineError } from '../engine/client';
import { ConfigError, methodOf, type ConfigPatch } from '../methods/config';
import { limits } from '../methods/limits';
import { shown } from '../methods/given';
import { whyNotComparable } from '../store/compared/comparable';
import { resultFile, type ResultFile } from '../store/runs/result';
import { session, type DataSource } from '../store/session';
import { codeOf } from '../store/silent';
import { pick } from '../store/runs/pick';
import { isOwn, type RunRecord } from '../store/runs/record';
import { currentRun } from '../store/runStore';
import { useStore, type RunState } from '../store/state';
import { resultSummary } from '../views/resultSummary';
import { sentenceOf } from './act';
import { noteCost } from './costly';
import type { Figure } from './gallery/figure';
import { rememberExport } from './leaving';

/**
 * The same playground without the hands: what scripts find as `window.basins`. What is refused rejects with an error that has a `code` and
 * a sentence.
 */
export interface ScriptingApi {
  /**
   * A name of the catalogue, {name, n, noise, seed}, a File, {file, label}, {files, image} of pictures, or {file, sheet} of tiles. Resolves
   * with what was loaded.
   */
  load(source: DataSource): Promise<{ name: string; n: number; d: number; k: number; labelled: boolean; notes: readonly string[] }>;
  /**
   * The codes that are shown become the data, unscaled, under a method on the points; the run is kept. Resolves with what was loaded.
   * Rejects with code "no-codes" where there are none.
   */
  useCodes(): ReturnType<ScriptingApi['load']>;
  /** The run that was kept when its codes became the data is shown again, on its own data. */
  back(): Promise<void>;
  /** Keys of the config; the rest stays. Rejects, changing nothing, with a sentence that names a bad key. */
  configure(patch: ConfigPatch): Promise<unknown>;
  /**
   * Trains to the end, or `epochs` more, and waits for the runs that the result is read against. `references: false` trains none of those.
   */
  train(options?: { epochs?: number; references?: boolean }): Promise<ResultFile | null>;
  step(): Promise<void>;
  /**
   * The result with its silhouettes over all points, where they were taken on a sample: metrics.silhouetteSample says so. It may take
   * minutes.
   */
  exact(): Promise<ResultFile | null>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  /** Ends pretraining and discards its network. */
  cancelPretraining(): Promise<void>;
  /** The epoch that is shown, networks and all, as a zip. */
  exportModel(): Promise<Blob>;
  /** Opens such a zip on the loaded data. */
  openModel(file: Blob): Promise<void>;
  /** The runs that were trained or opened, and the shown one, oldest first. */
  runs(): readonly RunLine[];
  /** Such a run is shown again as it was left, and can be trained on. Rejects with code "no-such-run", or "data-gone". */
  show(id: number): Promise<void>;
  /**
   * Shows the first of two such runs, and the other beside it; an empty list ends it. Rejects with code "not-comparable" where they are not on
   * the same data, in the same scale.
   */
  compare(ids: readonly number[]): Promise<void>;
  /** Take the last change of settings, dragged memory, reset, run or data set back, and do it again. */
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** The link of what is on the page: settings, epoch, memories, drop, choices, camera; and what it leaves out, null where it holds all. */
  link(): Promise<{ link: string; left: string | null }>;
  /** Shows what such a link holds, its data loaded where others are on the page. */
  openLink(link: string): Promise<void>;
  /** The figures of the gallery: their ids, and what is said of each. */
  figures(): Promise<readonly Figure[]>;
  /** Such a figure is trained and shown. Rejects with code "no-such-figure". */
  showFigure(id: string): Promise<void>;
  /** What the page shows, its runs and its data, as the page saves it; `data: false` leaves the data out. */
  saveProject(options?: { data?: boolean }): Promise<Blob>;
  /** Opens such a file as a project of its own. Rejects with code "bad-project". */
  openProject(file: Blob): Promise<void>;
  /** The result of the newest training; null before there is one. */
  result(): ResultFile | null;
  /** Its numbers in one line; null before there is one. */
  summary(): string | null;
  /** Resolves when all that was done is kept in this browser, or cannot be. */
  keep(): Promise<void>;
  /** The state of the page, and what tests need beyond it. */
  readonly state: () => RunState & { readonly runs: readonly RunLine[] };
  readonly fail: (how: 'device' | 'worker') => Promise<void>;
  readonly memory: () => Promise<{ tensors: number; bytes: number }>;
  /** Resolves when the first data set is there. */
  readonly ready: Promise<void>;
}

declare global {
  interface Window {
    basins: ScriptingApi;
  }
}

/** @param ready settles with the page's own start. */
export function exposeScripting(ready: Promise<void>): void {
  /** A command for scripts: it waits for the page's start, and whatever it rejects with has a code and a sentence. */
  const command =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await ready;
      try {
        return await work(...args);
      } catch (error) {
        throw typeof codeOf(error) === 'string'
          ? error
          : Object.assign(new EngineError('unexpected', `That failed unexpectedly: ${sentenceOf(error)}`), { cause: error });
      }
    };
  window.basins = {
    load: command(async (source) => loaded(await session.load(source))),
    useCodes: command(async () => loaded(await session.takeCodes())),
    back: command(() => session.back()),
    configure: command(async (patch) => {
      await session.configure(patch);
      return currentRun.getState().config;
    }),
    train: command(async (options) => {
      const { epochs, references } = trainingOf(options);
      noteCost(epochs);
      if (!references) session.skipReferences();
      await session.train(epochs);
      await session.references();
      return current();
    }),
    step: command(() => session.step()),
    exact: command(async () => {
      await session.exactly();
      return current();
    }),
    pause: command(() => session.pause()),
    reset: command(() => session.reset()),
    cancelPretraining: command(() => session.cancelPretraining()),
    exportModel: command(async () => {
      const { result } = currentRun.getState();
      const bytes = await session.exportModel();
      rememberExport(result);
      return new Blob([bytes], { type: 'application/zip' });
    }),
    openModel: command(async (file) => {
      if (!(file instanceof Blob))
        throw new EngineError(
          'bad-model',
          `A model is opened out of a File, such as the zip that exportModel() gives, not out of ${shown(file)}.`,
        );
      await session.openModel(file instanceof File ? file : new File([file], 'model.zip'));
    }),
    runs: () => allRuns().filter(isOwn).map(lineOf),
    show: command((id) => session.show(id)),
    compare: command(compareRuns),
    undo: command(() => session.undo()),
    redo: command(() => session.redo()),
    link: command(async () => {
      const { link, left } = await (await import('./moment')).takeMoment();
      return { link: `${location.origin}${location.pathname}${link}`, left };
    }),
    openLink: command(async (link) => (await import('./moment')).showMoment(link)),
    figures: command(async () => (await import('./gallery/figures')).figures),
    showFigure: command(async (id) => {
      const [{ figures }, { rebuild }] = await Promise.all([import('./gallery/figures'), import('./gallery/rebuild')]);
      const figure = figures.find((one) => one.id === id);
      if (!figure) throw new EngineError('no-such-figure', `There is no figure ${shown(id)}: basins.figures() lists them.`);
      await rebuild(figure);
    }),
    saveProject: command(async ({ data = true } = {}) => (await (await import('./projects/commands')).projectAsFile(data)).file),
    openProject: command(async (file) => {
      if (!(file instanceof Blob))
        throw new EngineError('bad-project', `A project is opened out of a File, such as saveProject() gives, not out of ${shown(file)}.`);
      const { openProjectFile } = await import('./projects/projectFile');
      await openProjectFile(file instanceof File ? file : new File([file], 'project.basins'));
    }),
    result: current,
    summary() {
      const state = currentRun.getState();
      const { result } = state;
      return result && resultSummary(methodOf(result.config), result.best.metrics, state.kmeans?.metrics ?? null);
    },
    keep: command(async () => {
      const { flush } = await import('./projects/keeper');
      await flush();
    }),
    state: () => ({ ...currentRun.getState(), runs: allRuns().map(lineOf) }),
    fail: (how) => session.fail(how),
    memory: () => session.memory(),
    ready,
  };
}

const loaded = ({ name, n, d, k, labels, notes }: Dataset) => ({ name, n, d, k, labelled: labels !== null, notes });

async function compareRuns(ids: readonly number[]): Promise<void> {
  if (!Array.isArray(ids) || (ids.length !== 0 && ids.length !== 2))
    throw new EngineError('not-comparable', `Two runs are compared, such as [1, 3], and [] ends it, not ${shown(ids)}.`);
  session.compare(null);
  if (ids.length === 0) return;
  const [own, other] = ids.map((id) => {
    const record = useStore.getState().runs.get(id);
    if (!record) throw new EngineError('no-such-run', `There is no run ${shown(id)}: basins.runs() lists them.`);
    return record;
  }) as [RunRecord, RunRecord];
  const why = whyNotComparable(own, other);
  if (why) throw new EngineError('not-comparable', why);
  await session.show(own.id);
  session.compare(other.id);
}

const allRuns = (): RunRecord[] => [...useStore.getState().runs.values()];

/** A run in short. */
interface RunLine extends Pick<RunRecord, 'id' | 'origin' | 'data' | 'failure' | 'name' | 'pinned'> {
  readonly method: string;
  readonly seed: number;
  readonly state: RunRecord['training']['state'];
  readonly epoch: number;
  readonly epochs: number;
}

const lineOf = (record: RunRecord): RunLine => ({
  ...pick(record, ['id', 'origin', 'data', 'failure', 'name', 'pinned']),
  ...pick(record.config, ['method', 'seed']),
  ...pick(record.training, ['state', 'epoch', 'epochs']),
});

/** The number of further epochs, or all that are left, and whether other methods are trained to compare with. Throws ConfigError. */
function trainingOf(options: unknown = {}): { epochs: number | undefined; references: boolean } {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new ConfigError(`What train() takes is an object such as {epochs: 20}, or nothing, not ${shown(options)}.`, 'epochs');
  const { epochs, references = true } = options as { epochs?: unknown; references?: unknown };
  if (typeof references !== 'boolean') throw new ConfigError(`“references” must be true or false, not ${shown(references)}.`, 'references');
  if (epochs === undefined) return { epochs, references };
  const [least, most] = limits.epochs;
  if (typeof epochs === 'number' && Number.isInteger(epochs) && epochs >= least && epochs <= most) return { epochs, references };
  throw new ConfigError(`“epochs” must be a whole number between ${least} and ${most}, not ${shown(epochs)}.`, 'epochs');
}

function current(): ResultFile | null {
  return resultFile(currentRun.getState());
}
