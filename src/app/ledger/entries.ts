import { valueOf, type NumberOf } from '../../core/metrics/numbers';
import type { Snapshot } from '../../engine/protocol';
import { methodOf, type Config } from '../../methods/config';
import { configOf, isEntry, madeOf, standingOf, titleOf } from '../../store/runs/entries';
import type { RunId, RunRecord } from '../../store/runs/record';
import { filmBytesOf } from '../../store/runs/records';
import type { AppState } from '../../store/state';
import { formatCount, formatMegabytes } from '../../views/format';
import { textOf, toldName } from '../../views/numbers';
import { beginnings, changeText, differences, type Change } from './difference';

/** The trainings of the ledger, as lines of text. */

export interface Entry {
  readonly id: RunId;
  readonly title: string;
  readonly method: string;
  /** The silhouette, written, and its name with its space; null before there is one. */
  readonly score: { readonly name: string; readonly text: string } | null;
  /** "NMI 0.982", "RL 0.0123": those that there are. */
  readonly numbers: readonly string[];
  readonly changes: readonly Change[];
  /** "k 4 → 5, seed 3 → 0"; "first: β 0.1, k 5" of the first. */
  readonly differs: string;
  /** "118/120": the epoch that it is shown at, of all. */
  readonly epochs: string;
  readonly training: boolean;
  /** "2 MB"; null while it is trained. */
  readonly film: string | null;
  readonly dropped: boolean;
  /** The name of its data where these are not the loaded ones. */
  readonly elsewhere: string | null;
  readonly pinned: boolean;
}

/** @param before the run before it, null of the first. @param fingerprint of the loaded data. */
export function entryOf(record: RunRecord, before: RunRecord | null, fingerprint: string): Entry {
  const { id, data, frames, pinned, training } = record;
  const config = configOf(record);
  const method = methodOf(config);
  const metrics = standingOf(record)?.metrics ?? null;
  const written = (kind: NumberOf) => {
    const value = metrics && valueOf(kind.id, metrics);
    return value === null ? null : textOf(kind, value);
  };
  const { silhouette } = method.numbers;
  const score = written(silhouette);
  const changes = before ? differences(madeOf(before), madeOf(record)) : [];
  const busy = training.state === 'training';
  return {
    id,
    title: titleOf(record),
    method: method.name,
    score: score === null ? null : { name: silhouette.name, text: score },
    numbers: method.numbers.all
      .filter((kind) => kind.id === 'rl' || kind.id === 'nmi')
      .flatMap((kind) => {
        const text = written(kind);
        return text === null ? [] : [`${toldName(kind)} ${text}`];
      }),
    changes,
    differs: before ? changes.map(changeText).join(', ') || 'the same settings again' : `first: ${beginnings(madeOf(record)).join(', ')}`,
    epochs: training.epochs > 0 ? `${formatCount(record.result?.best.epoch ?? training.epoch)}/${formatCount(training.epochs)}` : '',
    training: busy,
    film: busy ? null : frames.length > 0 ? formatMegabytes(filmBytes(record)) : 'film dropped, trains again',
    dropped: !busy && frames.length === 0,
    elsewhere: data.fingerprint === fingerprint ? null : data.name,
    pinned,
  };
}

/** "Run 4, CLAM, SC 0.668, k 4 → 5". */
export const entryName = ({ title, method, score, differs }: Entry): string =>
  [title, method, score && `${score.name} ${score.text}`, differs].filter(Boolean).join(', ');

const sizes = new WeakMap<readonly Snapshot[], number>();

function filmBytes(record: RunRecord): number {
  const { frames } = record;
  const known = sizes.get(frames) ?? filmBytesOf(record);
  sizes.set(frames, known);
  return known;
}

/** What the settings of the next run differ in from a run; empty where they are that run's. */
export const draftChanges = (config: Config, of: RunRecord): Change[] => differences(madeOf(of), { config, data: of.data });

/** The run that the settings are read against: the current one where it was trained, else the newest of the ledger. */
export function draftBase({ runs, current }: Pick<AppState, 'runs' | 'current'>): RunRecord | null {
  const own = runs.get(current);
  if (own && isEntry(own)) return own;
  return [...runs.values()].filter(isEntry).reduce<RunRecord | null>((last, run) => (last && last.number > run.number ? last : run), null);
}
