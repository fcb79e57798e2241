import type { Config } from '../../methods/config';
import type { ProjectionSettings } from '../../projection/settings';
import type { RunState } from '../state';

/** What stands in the store of projects, and in a file of one. */

/** Of the store, and of files. A later version is never written over. */
export const projectVersion = 1;

/** A project in the list. */
export interface ProjectEntry {
  readonly id: string;
  readonly version: number;
  /** Given by the user; null: it goes by its data. */
  readonly name: string | null;
  /** Date.now() */
  readonly made: number;
  readonly changed: number;
  /** Of the map, as a data URL; null before there is one. */
  readonly thumbnail: string | null;
  /** The name of the data that it shows. */
  readonly data: string;
  /** Trained runs that are kept. */
  readonly trained: number;
  /** When it was deleted: it goes with the next opening of the store. Null otherwise. */
  readonly deleted: number | null;
}

/** The whole record of a project: what the page showed, and which runs and data are its own. */
export interface StoredProject extends ProjectEntry {
  /** Names the tab that writes it. A tab that finds another name here stops writing. */
  readonly owner: string;
  readonly page: StoredPage;
  /** Keys of its runs, in the order of the ledger. */
  readonly runs: readonly string[];
  /** Of the run that is shown. */
  readonly current: string | null;
  /** Fingerprints of the data of the page and of the runs. */
  readonly datasets: readonly string[];
}

/** The magnification, and what is in the middle. */
interface StoredCamera {
  readonly k: number;
  readonly middle: readonly [number, number];
}

/** What is looked at, and the settings of what is trained next. */
export interface StoredPage extends Pick<RunState, 'stage' | 'layout' | 'plane' | 'layers' | 'drawnBy' | 'cursor' | 'knobs'> {
  readonly config: Config;
  /** Fingerprint of the data. */
  readonly dataset: string;
  /** Of data that were opened in this project and can be chosen again. */
  readonly opened: readonly string[];
  readonly embeddings: readonly ProjectionSettings[];
  readonly selection: Pick<RunState, 'selectedPoint' | 'selectedMemory' | 'selectedPoints' | 'probe'>;
  readonly moments: RunState['moments'];
  /** The parts of the map and of the layout that are in view; null where that is the whole. */
  readonly cameras: {
    readonly map: (StoredCamera & { readonly domain: { s0: number; t0: number; s1: number; t1: number } }) | null;
    readonly embedding: StoredCamera | null;
  };
}
