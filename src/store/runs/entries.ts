import type { Snapshot } from '../../engine/protocol';
import type { Config } from '../../methods/config';
import { isOwn, wasTrained, type RunData, type RunId, type RunRecord } from './record';

/** The runs of the ledger: those that a person, a script or a file began, and that were trained. */

export const isEntry = (record: RunRecord): boolean =>
  isOwn(record) && (wasTrained(record) || record.training.state === 'training' || record.result !== null);

/** The newest first. */
export const entriesOf = (runs: ReadonlyMap<RunId, RunRecord>): RunRecord[] =>
  [...runs.values()].filter(isEntry).toSorted((a, b) => b.number - a.number);

/** "Run 4", or as the user called it; "Next run" of one that is not trained yet. */
export const titleOf = ({ name, number }: Pick<RunRecord, 'name' | 'number'>): string =>
  name ?? (number > 0 ? `Run ${number}` : 'Next run');

/** The settings of the epoch that it is shown at, which may have been changed while it was trained. */
export const configOf = ({ result, frames, config }: RunRecord): Config => result?.config ?? frames.at(-1)?.config ?? config;

/** The epoch that a run is shown at: its result, or the newest there is. */
export const standingOf = ({ result, frames }: RunRecord): Snapshot | null => result?.best ?? frames.at(-1) ?? null;

/** What a run was made of. */
export interface Made {
  readonly config: Config;
  readonly data: RunData;
}

export const madeOf = (record: RunRecord): Made => ({ config: configOf(record), data: record.data });

/** The runs that could stand beside the current one: those on the same data that have a result, the newest first. */
export const besideable = ({ runs, current }: { readonly runs: ReadonlyMap<RunId, RunRecord>; readonly current: RunId }): RunRecord[] =>
  entriesOf(runs).filter(
    (run) => run.id !== current && run.result !== null && run.data.fingerprint === runs.get(current)!.data.fingerprint,
  );
