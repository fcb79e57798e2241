import type { Dataset } from '../../data/dataset';
import { loadNamed } from '../../data/catalogue';
import { fingerprintOf } from '../../data/fingerprint';
import type { Checkpoint, HistoryEntry, Snapshot } from '../../engine/protocol';
import type { GeneratorOptions } from '../../data/synthetic';
import { PageHistory } from '../runs/history';
import { titleOf } from '../runs/entries';
import { newRunId } from '../runs/records';
import type { RunId } from '../runs/record';
import { readEntries, readHead, readResult, readSetOf, readSnapshot } from './checks';
import { under, type Database } from './database';
import { readSet } from './datasets';
import type { StoredProject } from './shapes';
import { getValue } from './values';
import { writtenAs, type KeptRecord, type RunHead, type Written } from './written';

/** Reads a project back. What is damaged is left out, and told; the rest is there. */

export interface SetOf {
  readonly dataset: Dataset;
  readonly knobs: Partial<GeneratorOptions>;
}

/** Where the parts of a project come from: the database, or a file. Each may be of any shape, and reading one may throw. */
export interface Parts {
  set(fingerprint: string): Promise<unknown>;
  head(run: string): Promise<unknown>;
  frames(run: string): AsyncIterable<unknown>;
  entries(run: string, generation: number): Promise<readonly unknown[]>;
  result(run: string): Promise<unknown>;
  checkpoint(run: string): Promise<unknown>;
}

export interface ReadRun {
  readonly record: KeptRecord;
  readonly written: Written;
  /** Sentences on what of it is lost. */
  readonly problems: readonly string[];
}

/** A data set; null where it is damaged or gone, or is no more what it was. */
export async function readData(parts: Parts, fingerprint: string): Promise<SetOf | null> {
  try {
    const stored = readSetOf(await parts.set(fingerprint));
    if (!stored) return null;
    if (stored.dataset) return { dataset: stored.dataset, knobs: {} };
    if (!stored.named) return null;
    const { id, knobs } = stored.named;
    const given = Object.fromEntries(Object.entries(knobs).filter(([, value]) => value !== undefined));
    const dataset = await loadNamed(id, given);
    // Without hashes each set has a fingerprint of its own in each page.
    const same = (await fingerprintOf(dataset)) === fingerprint || fingerprint.startsWith('unhashed');
    return same ? { dataset, knobs: given } : null;
  } catch {
    return null; // what is missing is told by the caller, with the name
  }
}

/** A run of these points; null where its head is damaged. */
export async function readRun(parts: Parts, key: string, film: boolean): Promise<ReadRun | null> {
  const head = await attempt(async () => readHead(await parts.head(key)));
  if (!head) return null;
  const { version: _, kept, generation, filmBytes: _bytes, ...rest } = head;
  const id = newRunId();
  const problems: string[] = [];
  const name = titleOf(head);
  const lost = (what: string) => void problems.push(`${what} of ${name} could not be read.`);
  const entries = await readHistory(parts, key, generation, lost);
  const stored = await attempt(() => parts.result(key));
  const result = stored === undefined || stored === null ? null : readResult(stored, head.data);
  if (stored === null || (stored !== undefined && !result)) lost('The result');
  const frames = film ? await readFilm(parts, key, id, head, lost) : [];
  const saved = await attempt(() => parts.checkpoint(key));
  const checkpoint = saved === undefined || saved === null ? null : asCheckpoint(saved);
  if (saved === null || (saved !== undefined && !checkpoint)) lost('What it needs to be trained on');
  const own = result && { ...result, run: id, best: { ...result.best, run: id } };
  const whole = { ...kept, entries, checkpoint };
  const history = PageHistory.of({ frames, kept: whole, result: own, restart: head.restart });
  const record: KeptRecord = {
    ...rest,
    id,
    // What trained when it was left stands still.
    training: standing(head.training),
    frames: history.snapshots(),
    curves: history.points(),
    result: own,
    exact: null,
    resultEmbedding: null,
    against: null,
    kept: whole,
  };
  return { record, written: writtenAs(key, record, generation), problems };
}

const standing = (training: RunHead['training']): RunHead['training'] => ({
  ...training,
  state: training.state === 'training' || training.state === 'waiting' ? 'paused' : training.state,
  secondsLeft: null,
});

async function readHistory(parts: Parts, key: string, generation: number, lost: (what: string) => void): Promise<HistoryEntry[]> {
  const chunks = (await attempt(() => parts.entries(key, generation))) ?? [];
  const read: HistoryEntry[] = [];
  for (const chunk of chunks) {
    const entries = readEntries(chunk);
    if (!entries) {
      lost('Some points of the curves');
      continue;
    }
    for (const entry of entries) if (entry.epoch > (read.at(-1)?.epoch ?? -1)) read.push(entry);
  }
  return read;
}

async function readFilm(
  parts: Parts,
  key: string,
  run: RunId,
  { data, restart }: RunHead,
  lost: (what: string) => void,
): Promise<Snapshot[]> {
  const frames: Snapshot[] = [];
  let damaged = 0;
  try {
    for await (const value of parts.frames(key)) {
      const frame = readSnapshot(value, data);
      if (!frame) damaged++;
      // Those of another restart are left over.
      else if (frame.restart === restart && frame.epoch > (frames.at(-1)?.epoch ?? -1)) frames.push({ ...frame, run });
    }
  } catch {
    damaged++;
  }
  if (damaged > 0) lost(damaged === 1 ? 'A picture of the film' : `${damaged} pictures of the film`);
  return frames;
}

/** Its contents are the engine's, which refuses what it cannot go on from. */
function asCheckpoint(value: unknown): Checkpoint | null {
  if (typeof value !== 'object' || value === null || !('epoch' in value) || !('trainer' in value) || !('restarts' in value)) return null;
  const inPretraining = 'pretraining' in value && typeof value.pretraining === 'object' && value.pretraining !== null;
  return typeof value.epoch === 'number' && (Array.isArray(value.restarts) || inPretraining) ? (value as Checkpoint) : null;
}

/** Null where it fails. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null; // told by the caller, with the name of what is missing
  }
}

/** Frames that are read at once. */
const framesAtOnce = 40;

export function partsOf(database: Database, { id: project }: Pick<StoredProject, 'id'>): Parts {
  return {
    set: (fingerprint) => readSet(database, fingerprint),
    head: (run) => database.get('runs', [project, run]),
    async *frames(run) {
      let range = under(project, run);
      for (;;) {
        const keys = await database.getAllKeys('frames', range, framesAtOnce);
        const frames = await database.getAll('frames', range, framesAtOnce);
        yield* frames;
        const last = keys.at(-1);
        if (keys.length < framesAtOnce || !last) return;
        range = IDBKeyRange.bound(last, [project, run, []], true);
      }
    },
    entries: (run, generation) => database.getAll('entries', under(project, run, generation)),
    result: (run) => getValue(database, ['result', project, run]),
    checkpoint: (run) => getValue(database, ['checkpoint', project, run]),
  };
}
