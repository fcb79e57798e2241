import type { Dataset } from '../../data/dataset';
import { createBackgroundEngine, restInBackground } from '../../engine/client';
import type { Space } from '../../engine/protocol';
import { methodOf } from '../../methods/config';
import { useStore } from '../state';
import { engineData } from './engineData';
import { comparisons, type Comparison } from './comparisons';
import { createQueue, type Queue } from './queue';
import { baselineId } from './readAgainst';
import { emptyRun, type RunId, type RunRecord } from './record';
import { addRun, changeRun, dropRuns, newRunId } from './records';

/** Runs of other methods that a run is read against: each is a run of its own, trained once for the same data and settings. */
export interface References {
  /** The run that is shown is another one, or was trained further: the runs that it is read against are trained, and others no longer. */
  follow(): void;
  /** The run that is shown is read against nothing. */
  skip(): void;
  /** Resolves when all runs that the shown one is read against are there, or have failed. */
  settled(): Promise<void>;
  /** Judges k-means in the run's own space on all points, where it was judged on a sample. */
  exactly(): Promise<void>;
  /** Runs that wait or are trained. */
  readonly busy: readonly RunId[];
  /** Work of a training in the foreground, beside which workers may have to rest. */
  beside<T>(work: () => Promise<T>): Promise<T>;
}

interface ReferencesOptions {
  dataset(): Dataset | null;
  /** Of the run that is shown: its space, and the network that it began with, null where it has none yet. */
  space(): Space | null;
  pretrained(): unknown;
  tell(sentence: string): void;
}

/** A run that follows another at once, as when a slider is dragged, needs no references. */
const restMs = 150;
/** Processors that are left to the page and to training. */
const leftFree = 2;

export function createReferences({ dataset, space, pretrained, tell }: ReferencesOptions): References {
  let resting: ReturnType<typeof setTimeout> | null = null;
  const cores = navigator.hardwareConcurrency || leftFree;
  const queue: Queue = createQueue({
    size: Math.max(1, cores - leftFree),
    rests: cores <= leftFree,
    spawn: createBackgroundEngine,
    rest: restInBackground,
    told(event) {
      if (event.type !== 'status') return;
      const { epoch, epochs, secondsLeft, within, restart, restarts } = event;
      changeRun(event.run, ({ training: { state } }) => ({ training: { state, epoch, epochs, secondsLeft, within }, restart, restarts }));
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

  function add({ id: run, config, scaling }: RunRecord, of: Dataset, network: unknown, exact = false): void {
    queue.add({ run, config, scaling, pretrained: network, exact, data: () => engineData(of) });
  }

  /** The run of these settings on the same data, which is made where there is none. One that failed is not tried again for the same run. */
  function referenceRun({ config, network }: Comparison, { data, scaling, against, pretraining }: RunRecord, of: Dataset): RunId {
    const key = JSON.stringify(config);
    for (const one of useStore.getState().runs.values())
      if (
        one.origin === 'reference' &&
        one.data.fingerprint === data.fingerprint &&
        one.scaling === scaling &&
        (one.result || queue.runs.includes(one.id) || against?.some(({ run }) => run === one.id)) &&
        JSON.stringify(one.config) === key &&
        (!network || one.pretraining?.rlPretrained === pretraining?.rlPretrained)
      )
        return one.id;
    const record: RunRecord = { ...emptyRun(newRunId(), config, data, 'reference'), scaling, pretraining: network ? pretraining : null };
    addRun({ ...record, training: { ...record.training, state: 'waiting' } });
    add(record, of, network);
    return record.id;
  }

  function start(): void {
    resting = null;
    const record = shown();
    const of = dataOf(record);
    const ofSpace = space();
    if (!of || !ofSpace) return;
    const { id, against: before } = record;
    if (before?.length !== 0) {
      const against = comparisons(record, ofSpace, pretrained()).map((one) => ({
        id: one.id,
        name: one.name,
        run: referenceRun(one, record, of),
      }));
      if (JSON.stringify(against) !== JSON.stringify(before)) changeRun(id, () => ({ against }));
    }
    keep();
  }

  /** Ends the training of runs that the shown one is not read against. */
  function keep(): void {
    queue.keepOnly((shown().against ?? []).map(({ run }) => run));
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
      changeRun(shown().id, () => ({ against: [] }));
      keep();
    },
    async settled() {
      startNow();
      await queue.settled((shown().against ?? []).map(({ run }) => run));
    },
    async exactly() {
      const { runs } = useStore.getState();
      const { config, against } = shown();
      const run = against?.find(({ id }) => id === baselineId(config))?.run;
      const record = run === undefined ? null : runs.get(run);
      const of = record && dataOf(record);
      if (!of || !record.result || record.result.exact) return;
      add(record, of, record.pretraining && pretrained(), true);
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
