import type { Scaling } from '../../core/algebra/scaling';
import type {
  Checkpoint,
  ExactProgress,
  HistoryEntry,
  PretrainingStatus,
  RestartSummary,
  Snapshot,
  TrainingResult,
  TrainingState,
} from '../../engine/protocol';
import { epochsOf, type Config } from '../../methods/config';
import type { ResultEmbedding } from '../embedding/resultEmbedding';
import type { PlaneChoice } from '../../core/map/plane';
import type { CurvePoint } from './curvePoint';
import { pick } from './pick';

/** A run as a value: its settings, its data, and all that its training has given so far. The store holds one record a run. */

export type RunId = number;

/**
 * Who began a run: a person or a script, the page as a reference for another run, or a model file. "aside": it is shown for a while, and
 * goes when the page is back where it was.
 */
export type RunOrigin = 'hand' | 'reference' | 'file' | 'aside';

/** The data that a run is trained on. Runs of equal fingerprints are trained on the same numbers. */
export interface RunData {
  readonly name: string;
  /** See data/fingerprint.ts. */
  readonly fingerprint: string;
  readonly n: number;
  readonly d: number;
}

/** The part of a record that training changes. */
export interface RunTraining {
  readonly training: {
    readonly state: TrainingState | 'waiting' | 'failed';
    readonly epoch: number;
    readonly epochs: number;
    readonly secondsLeft: number | null;
    /** How much of the epoch under way is done, 0 … 1. Absent: 0. */
    readonly within?: number;
  };
  readonly restarts: readonly RestartSummary[];
  /** The restart that is shown. */
  readonly restart: number;
  /** Snapshots of the shown restart, by epoch, thinned evenly: its film. Of runs beside the current one it may have been dropped. */
  readonly frames: readonly Snapshot[];
  readonly curves: readonly CurvePoint[];
  /** Of deep methods; null before pretraining and for others. */
  readonly pretraining: (PretrainingStatus & { readonly active: boolean; readonly secondsLeft: number | null }) | null;
  readonly result: TrainingResult | null;
  /** While the result is judged on all points; else null. */
  readonly exact: ExactProgress | null;
  /** Of a result whose config asks for one. */
  readonly resultEmbedding: ResultEmbedding | null;
}

/** What is needed to show a run again as it was left, and to train it on. */
export interface Kept {
  readonly plane: PlaneChoice;
  /** The epoch that was looked at; null: the newest. */
  readonly cursor: number | null;
  /** Null where it was dropped, or never there: the run is trained again, to the same numbers. */
  readonly checkpoint: Checkpoint | null;
  /** Of the shown restart. */
  readonly entries: readonly HistoryEntry[];
  /** The settings that it was left with: it may be looked at under others than it was trained with. */
  readonly settings: Config;
}

/** Immutable: each event of its training makes another one. All of it can be cloned by the browser's structured clone. */
export interface RunRecord extends RunTraining {
  readonly id: RunId;
  /** The settings it was begun with. An epoch carries its own. */
  readonly config: Config;
  readonly data: RunData;
  readonly origin: RunOrigin;
  /** When, in milliseconds since 1970. */
  readonly began: number;
  /** Of trained runs, 1, 2, … in the order of their training; 0 before. */
  readonly number: number;
  /** As the user called it; null: it has its number alone. */
  readonly name: string | null;
  /** Its film is kept before those of others. */
  readonly pinned: boolean;
  /** Null while it is the current run, and of runs that were not trained. */
  readonly kept: Kept | null;
  /** Of a model file that was made for other data; null where it is fitted to the data. */
  readonly scaling: Scaling | null;
  /** Runs that it is read against, more of them as it is trained; null before they are known, empty where none are wanted. */
  readonly against: readonly ReadAgainst[] | null;
  /** Why it could not be trained. */
  readonly failure: string | null;
}

export interface ReadAgainst {
  readonly id: 'kmeans' | 'ae-kmeans' | 'clam';
  /** As it is shown. */
  readonly name: string;
  readonly run: RunId;
}

export const noData: RunData = { name: '', fingerprint: '', n: 0, d: 0 };

/** A run before its first epoch. */
export const emptyRun = (id: RunId, config: Config, data: RunData, origin: RunOrigin): RunRecord => ({
  id,
  config,
  data,
  origin,
  began: Date.now(),
  number: 0,
  name: null,
  pinned: false,
  kept: null,
  scaling: null,
  against: null,
  failure: null,
  ...untrained(epochsOf(config)),
});

const untrained = (epochs: number): RunTraining => ({
  training: { state: 'idle', epoch: 0, epochs, secondsLeft: null },
  restarts: [],
  restart: 0,
  frames: [],
  curves: [],
  pretraining: null,
  result: null,
  exact: null,
  resultEmbedding: null,
});

/** True if there is something of a run to keep: an epoch, or a network. */
export const wasTrained = ({ training, pretraining }: RunTraining): boolean =>
  training.epoch > 0 || (pretraining !== null && (pretraining.done || pretraining.epoch > 0));

/** True of the runs that a person trained or opened; the others are what these are read against. */
export const isOwn = ({ origin }: RunRecord): boolean => origin !== 'reference' && origin !== 'aside';

const trainingKeys = Object.keys(untrained(0)) as (keyof RunTraining)[];

export const isOfTraining = (key: string): key is keyof RunTraining => (trainingKeys as readonly string[]).includes(key);

/** The part of a record that training changes, in an object of its own. */
export const trainingOf = (record: RunTraining): RunTraining => pick(record, trainingKeys);
