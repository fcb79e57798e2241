import { bytesIn } from '../../core/work/arrays';
import type { Dataset } from '../../data/dataset';
import type { HistoryEntry, Snapshot } from '../../engine/protocol';
import type { RunId } from '../runs/record';
import { takeApart } from './apart';
import { put, remove, transact, under, type Database, type Writing } from './database';
import { writeDataset } from './datasets';
import { StoreError, storeError } from './errors';
import { projectVersion, type StoredPage, type StoredProject } from './shapes';
import { nextGeneration, putValue, type ValueKey } from './values';
import { changesOf, headOf, nothingWritten, type KeptRecord, type Written } from './written';

/** Writes a project while work goes on: what is new, in the order of its worth, in pieces that keep no frame of the page waiting. */

/** What of the page is to be kept. */
export interface Keepable {
  readonly name: string | null;
  readonly thumbnail: string | null;
  /** Null before the first data are loaded. */
  readonly page: StoredPage | null;
  /** In the order of the ledger. */
  readonly runs: readonly KeptRecord[];
  readonly current: RunId;
  /** True of a run that trains. */
  readonly training: boolean;
  dataset(fingerprint: string): { readonly dataset: Dataset; readonly knobs: object } | null;
}

export interface WriterOptions {
  readonly database: Database;
  readonly project: string;
  /** Names this tab. */
  readonly tab: string;
  readonly made: number;
  /** Runs that were read from the store. */
  readonly written?: ReadonlyMap<RunId, Written>;
  /** The state to write now. */
  state(): Keepable;
  /** A cycle has ended: everything is written, or what the error keeps from being written. */
  onWritten(failure: StoreError | null): void;
}

export interface Writer {
  /** Something has changed. */
  changed(): void;
  /** Writes what there is, and resolves when it is there, or cannot be. */
  flush(): Promise<void>;
  /** Writes nothing more. What is under way ends. */
  stop(): Promise<void>;
  /** True if something is not written yet. */
  readonly behind: boolean;
  /** The key of a run in the store. */
  keyOf(run: RunId): string | null;
}

/** Between the beginnings of two cycles. */
const cycleMs = 1000;
/** Checkpoints above these bytes are written less often than others, and always where training stands still. */
const largeCheckpoint = 2 * 2 ** 20;
const largeMs = 15_000;
/** What one transaction takes in: some milliseconds of the page. */
const bytesAtOnce = 2 ** 20;
const framesAtOnce = 40;
const entriesAtOnce = 250;

export const newKey = (): string =>
  [...globalThis.crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export function createWriter({ database, project, tab, made, written: known, state, onWritten }: WriterOptions): Writer {
  const owner = { project, tab };
  const written = new Map<RunId, Written>(known);
  const datasets = new Set<string>();
  let page = '';
  let dirty = false;
  let stopped = false;
  let began = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let line: Promise<void> = Promise.resolve();
  let underWay = 0;

  const writtenOf = (run: RunId): Written => {
    const one = written.get(run) ?? nothingWritten(newKey());
    written.set(run, one);
    return one;
  };
  const note = (run: RunId, change: Partial<Written>) => void written.set(run, { ...writtenOf(run), ...change });

  /** True of a run beside the shown one that has not changed since all of it was written. */
  const isWhole = (run: RunId, { runs }: Keepable): boolean => written.get(run)?.whole === runs.find(({ id }) => id === run);

  /** The record of the project, where it is another than the one that is written. */
  function projectOf(now: Keepable, stored: StoredPage): StoredProject | null {
    const body: Omit<StoredProject, 'changed'> = {
      id: project,
      version: projectVersion,
      name: now.name,
      made,
      thumbnail: now.thumbnail,
      data: now.dataset(stored.dataset)?.dataset.name ?? '',
      trained: now.runs.length,
      deleted: null,
      owner: tab,
      page: stored,
      runs: now.runs.map(({ id }) => writtenOf(id).key),
      current: now.runs.some(({ id }) => id === now.current) ? writtenOf(now.current).key : null,
      datasets: datasetsOf(now, stored),
    };
    const text = JSON.stringify(body, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Uint32Array)] : value));
    if (text === page) return null;
    page = text;
    return { ...body, changed: Date.now() };
  }

  /** One step after the other; where there is no room for one, the next may still fit. */
  async function cycle(): Promise<void> {
    const now = state();
    if (!now.page) return;
    const stored = now.page;
    let failure: StoreError | null = null;
    const attempt = async (work: () => Promise<unknown>) => {
      if (stopped || (failure && failure.code !== 'store-full')) return;
      try {
        await work();
      } catch (error) {
        failure = storeError(error);
        if (failure.code !== 'store-full') dirty = true;
      }
    };
    for (const { fingerprint, one } of needed(now, stored))
      await attempt(async () => {
        await writeDataset(database, fingerprint, one.dataset, one.knobs);
        datasets.add(fingerprint);
      });
    // The newest picture, numbers and settings first.
    await attempt(() => core(now, stored));
    for (const run of now.runs.filter(({ id }) => !isWhole(id, now))) {
      await attempt(() => rest(run));
      await attempt(() => result(run));
      await attempt(() => checkpoint(run, now));
      if (!failure && run.id !== now.current) note(run.id, { whole: run });
    }
    for (const run of written.keys()) if (!now.runs.some(({ id }) => id === run)) await attempt(() => gone(run));
    if (failure) page = '';
    onWritten(failure);
  }

  function* needed(now: Keepable, stored: StoredPage) {
    for (const fingerprint of datasetsOf(now, stored)) {
      const one = datasets.has(fingerprint) ? null : now.dataset(fingerprint);
      if (one) yield { fingerprint, one };
    }
  }

  function core(now: Keepable, stored: StoredPage): Promise<void> {
    const pageBefore = page;
    const record = projectOf(now, stored);
    const changed = now.runs.flatMap((run) => {
      if (isWhole(run.id, now)) return [];
      const was = writtenOf(run.id);
      const { head, frames, entries, anew } = changesOf(run, was);
      const some = anew || entries.length > entriesAtOnce ? [] : entries;
      return head || frames.length + some.length > 0 ? { run, was, frames: frames.slice(0, 1), entries: some } : [];
    });
    if (!record && changed.length === 0) return Promise.resolve();
    return transact(database, owner, (writing) => {
      if (record) put(writing, 'projects', record);
      for (const { run, was, frames, entries } of changed) {
        putFrames(writing, was, frames);
        putEntries(writing, was.key, was.entries.generation, entries);
        put(writing, 'runs', headOf(run, projectVersion, was.entries.generation, filmOf(run)), [project, was.key]);
      }
    }).then(
      () => {
        for (const { run, was, frames, entries } of changed)
          note(run.id, {
            head: run,
            frames: new Map([...was.frames, ...frames.map((frame) => [frame.epoch, frame] as const)]),
            entries: after(was.entries, run, entries),
          });
      },
      (error: unknown) => {
        page = pageBefore;
        throw error;
      },
    );
  }

  const after = (entries: Written['entries'], run: KeptRecord, added: readonly HistoryEntry[]): Written['entries'] => ({
    ...entries,
    first: entries.first ?? run.kept.entries[0] ?? null,
    newest: added.at(-1)?.epoch ?? entries.newest,
    count: entries.count + added.length,
  });

  /** The rest of the film and of the numbers. */
  async function rest(run: KeptRecord): Promise<void> {
    if (changesOf(run, writtenOf(run.id)).anew) await renewEntries(run);
    for (;;) {
      const was = writtenOf(run.id);
      const { entries, frames, framesGone } = changesOf(run, was);
      const some = entries.slice(0, entriesAtOnce);
      const shown: Snapshot[] = [];
      for (let i = 0, bytes = 0; i < frames.length && shown.length < framesAtOnce && bytes < bytesAtOnce; bytes += bytesIn(frames[i++]))
        shown.push(frames[i]);
      if (some.length + shown.length + framesGone.length === 0 || stopped) return;
      await transact(database, owner, (writing) => {
        putEntries(writing, was.key, was.entries.generation, some);
        putFrames(writing, was, shown);
        for (const epoch of framesGone) remove(writing, 'frames', [project, was.key, epoch]);
      });
      const kept = new Map(was.frames);
      for (const epoch of framesGone) kept.delete(epoch);
      for (const frame of shown) kept.set(frame.epoch, frame);
      note(run.id, { frames: kept, entries: after(was.entries, run, some) });
    }
  }

  /** The entries that were there count until all of the new ones are. */
  async function renewEntries(run: KeptRecord): Promise<void> {
    const { key, entries: before } = writtenOf(run.id);
    const generation = before.generation + 1;
    const entries = run.kept.entries.slice();
    for (let from = 0; from < entries.length; from += entriesAtOnce)
      await transact(database, owner, (writing) => putEntries(writing, key, generation, entries.slice(from, from + entriesAtOnce)));
    await transact(database, owner, (writing) => {
      put(writing, 'runs', headOf(run, projectVersion, generation, filmOf(run)), [project, key]);
      remove(writing, 'entries', IDBKeyRange.bound([project, key], [project, key, generation], false, true));
    });
    note(run.id, { entries: after({ generation, first: null, newest: -1, count: 0 }, run, entries) });
  }

  function putFrames(writing: Writing, { key }: Written, frames: readonly Snapshot[]): void {
    for (const frame of frames) put(writing, 'frames', takeApart(frame, whole).tree, [project, key, frame.epoch]);
  }

  function putEntries(writing: Writing, key: string, generation: number, entries: readonly HistoryEntry[]): void {
    if (entries.length > 0) put(writing, 'entries', [...entries], [project, key, generation, entries[0].epoch]);
  }

  async function result(run: KeptRecord): Promise<void> {
    const was = writtenOf(run.id);
    if (was.result === run.result) return;
    const key: ValueKey = ['result', project, was.key];
    if (run.result === null) await transact(database, owner, (writing) => removeValue(writing, key));
    else await putValue(database, owner, key, run.result, await nextGeneration(database, key), () => !stopped);
    note(run.id, { result: run.result });
  }

  async function checkpoint(run: KeptRecord, now: Keepable): Promise<void> {
    const was = writtenOf(run.id);
    const made = run.kept.checkpoint;
    if (was.checkpoint === made || made === null) return;
    const trains = now.training && run.id === now.current;
    const checkpointAt = performance.now();
    if (trains && bytesIn(made) > largeCheckpoint && checkpointAt - was.checkpointAt < largeMs) {
      dirty = true;
      return;
    }
    const key: ValueKey = ['checkpoint', project, was.key];
    note(run.id, { checkpointAt });
    if (await putValue(database, owner, key, made, await nextGeneration(database, key), () => !stopped)) note(run.id, { checkpoint: made });
  }

  async function gone(run: RunId): Promise<void> {
    const { key } = writtenOf(run);
    await transact(database, owner, (writing) => removeRun(writing, project, key));
    written.delete(run);
  }

  function start(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (stopped) return;
    dirty = false;
    began = performance.now();
    underWay++;
    line = line
      .then(cycle)
      .catch((error: unknown) => onWritten(storeError(error)))
      .finally(() => {
        underWay--;
        if (dirty) schedule();
      });
  }

  function schedule(): void {
    if (stopped || underWay > 0 || timer !== null) return;
    const wait = began + cycleMs - performance.now();
    if (wait <= 0) start();
    else timer = setTimeout(start, wait);
  }

  return {
    changed() {
      dirty = true;
      // Timers of a hidden page may rest for a minute.
      if (timer !== null && began + cycleMs <= performance.now()) start();
      else schedule();
    },
    async flush() {
      start();
      await line;
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await line;
    },
    get behind() {
      return dirty || underWay > 0;
    },
    keyOf: (run) => written.get(run)?.key ?? null,
  };
}

/** Fingerprints of all data of a project, each once. */
export const datasetsOf = ({ runs }: Pick<Keepable, 'runs'>, { dataset, opened }: StoredPage): readonly string[] => [
  ...new Set([dataset, ...opened, ...runs.map(({ data }) => data.fingerprint)]),
];

/** Frames stay whole: their arrays are compacted only. */
const whole = { arraysFrom: Infinity, listsFrom: Infinity };

const filmOf = ({ frames }: KeptRecord): number => frames.reduce((sum, frame) => sum + bytesIn(frame), 0);

export function removeValue(writing: Writing, key: ValueKey): void {
  remove(writing, 'values', key);
  remove(writing, 'pieces', under(...key));
}

/** All that is kept of a run. */
export function removeRun(writing: Writing, project: string, run: string): void {
  remove(writing, 'runs', [project, run]);
  remove(writing, 'frames', under(project, run));
  remove(writing, 'entries', under(project, run));
  for (const kind of ['result', 'checkpoint'] as const) removeValue(writing, [kind, project, run]);
}
