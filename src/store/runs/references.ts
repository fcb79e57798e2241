import type { Dataset } from '../../data/dataset';
import { createBackgroundEngine, restInBackground } from '../../engine/client';
import { defaultsOf, isDeep, methodOf, type Config } from '../../methods/config';
import { useStore } from '../state';
import { engineData } from './engineData';
import { createQueue, type Queue } from './queue';
import { emptyRun, type ReadAgainst, type RunId, type RunRecord } from './record';
import { addRun, changeRun, dropRuns, newRunId } from './records';

/** Runs of other methods that a run is read against: each is a run of its own, trained once for the same data and settings. */
export interface References {
  /** The run that is shown is another one: the runs that it is read against are trained, and others no longer. */
  follow(): void;
  /** The run that is shown is read against nothing. */
  skip(): void;
  /** Resolves when all runs that the shown one is read against are there, or have failed. */
  settled(): Promise<void>;
  /** Judges k-means on all points, where it was judged on a sample. */
  exactly(): Promise<void>;
  /** Runs that wait or are trained. */
  readonly busy: readonly RunId[];
  /** Work of a training in the foreground, beside which workers may have to rest. */
  beside<T>(work: () => Promise<T>): Promise<T>;
}

interface ReferencesOptions {
  dataset(): Dataset | null;
  /** The runs beside the shown one whose references are kept. */
  kept(): readonly RunId[];
  tell(sentence: string): void;
}

/** A run that follows another at once, as when a slider is dragged, needs no references. */
const restMs = 150;
/** Processors that are left to the page and to training. */
const leftFree = 2;

export function createReferences({ dataset, kept, tell }: ReferencesOptions): References {
  let resting: ReturnType<typeof setTimeout> | null = null;
  const cores = navigator.hardwareConcurrency || leftFree;
  const queue: Queue = createQueue({
    size: Math.max(1, cores - leftFree),
    rests: cores <= leftFree,
    spawn: createBackgroundEngine,
    rest: restInBackground,
    told(event) {
      if (event.type !== 'status') return;
      const { epoch, epochs, secondsLeft, restart, restarts } = event;
      changeRun(event.run, ({ training: { state } }) => ({ training: { state, epoch, epochs, secondsLeft }, restart, restarts }));
    },
    began: (run) => changeRun(run, ({ training }) => ({ training: { ...training, state: 'training' } })),
    finished: (run, result) =>
      changeRun(run, ({ training }) => ({ result, training: { ...training, state: 'finished', secondsLeft: null } })),
    failed(run, failure) {
      const record = useStore.getState().runs.get(run);
      if (record) tell(`${methodOf(record.config).name}, which the run is read against, could not be trained: ${failure}`);
      changeRun(run, ({ training }) => ({ failure, training: { ...training, state: 'failed', secondsLeft: null } }));
    },
  });

  const shown = (): RunRecord => {
    const { runs, current } = useStore.getState();
    return runs.get(current)!;
  };

  /** The loaded numbers, where they are those of the run: while other data come in, the run that is shown is still of the last. */
  function dataOf({ data: { name, n, d } }: RunRecord): Dataset | null {
    const loaded = dataset();
    return loaded && loaded.name === name && loaded.n === n && loaded.d === d ? loaded : null;
  }

  function add({ id: run, config, scaling }: RunRecord, of: Dataset, exact = false): void {
    queue.add({ run, config, scaling, exact, data: () => engineData(of) });
  }

  /** The run of these settings on the same data, which is made where there is none. */
  function referenceRun(config: Config, { data, scaling }: RunRecord, of: Dataset): RunId {
    const key = JSON.stringify(config);
    for (const one of useStore.getState().runs.values())
      if (
        one.origin === 'reference' &&
        one.data.fingerprint === data.fingerprint &&
        one.scaling === scaling &&
        (one.result || queue.runs.includes(one.id)) &&
        JSON.stringify(one.config) === key
      )
        return one.id;
    const record: RunRecord = { ...emptyRun(newRunId(), config, data, 'reference'), scaling };
    addRun({ ...record, training: { ...record.training, state: 'waiting' } });
    add(record, of);
    return record.id;
  }

  function read(record: RunRecord, against: readonly ReadAgainst[]): void {
    changeRun(record.id, () => ({ against }));
  }

  function start(): void {
    resting = null;
    const record = shown();
    const of = dataOf(record);
    if (!of) return;
    if (record.against !== null) {
      keep();
      return;
    }
    const deep = isDeep(record.config);
    read(record, [
      { id: 'kmeans', name: deep ? 'k-means on the input' : 'k-means', run: referenceRun(kmeansFor(record.config), record, of) },
    ]);
    keep();
  }

  /** Ends the training of runs that no kept run is read against. */
  function keep(): void {
    const { runs, current } = useStore.getState();
    const wanted = [current, ...kept()].flatMap((id) => runs.get(id)?.against ?? []).map(({ run }) => run);
    queue.keepOnly(wanted);
    const busy = queue.runs;
    dropRuns(({ id, origin, result, failure }) => origin === 'reference' && !result && !failure && !busy.includes(id));
  }

  function startNow(): void {
    if (resting === null) return;
    clearTimeout(resting);
    start();
  }

  return {
    follow() {
      if (resting !== null) clearTimeout(resting);
      resting = setTimeout(start, restMs);
    },
    skip() {
      if (resting !== null) clearTimeout(resting);
      resting = null;
      read(shown(), []);
      keep();
    },
    async settled() {
      startNow();
      await queue.settled((shown().against ?? []).map(({ run }) => run));
    },
    async exactly() {
      const { runs } = useStore.getState();
      const run = (isDeep(shown().config) ? [] : (shown().against ?? [])).find(({ id }) => id === 'kmeans')?.run;
      const record = run === undefined ? null : runs.get(run);
      const of = record && dataOf(record);
      if (!of || !record.result || record.result.exact) return;
      add(record, of, true);
      await queue.settled([record.id]);
    },
    get busy() {
      return queue.runs;
    },
    async beside(work) {
      queue.foreground(true);
      try {
        return await work();
      } finally {
        queue.foreground(false);
      }
    },
  };
}

/** The same seed for every run: a new seed of the memories must not move the line. */
const besides = { restarts: 1, seed: 0, choose: 'loss', backend: 'cpu', preset: null } as const;

const kmeansFor = ({ k, scaling }: Config): Config => ({ ...defaultsOf('kmeans'), ...besides, init: 'best', k, scaling });
