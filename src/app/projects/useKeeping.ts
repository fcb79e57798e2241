import { create } from 'zustand';
import { isOwn, wasTrained } from '../../store/runs/record';
import { currentRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { storage } from '../storage';

/** How the project that the page shows is kept. The code that keeps it is loaded when there is something to keep. */

/**
 * `none`: nothing has been done yet that is worth keeping. `kept`: what is done is written as it is done. `full`: the browser gives no more
 * room, and what fits is written. `elsewhere`: another tab writes this project. `nothing`: this window cannot keep anything.
 */
export type KeepingState = 'none' | 'kept' | 'full' | 'elsewhere' | 'nothing';

export interface Keeping {
  readonly state: KeepingState;
  /** Of the project; null before there is one. */
  readonly id: string | null;
  /** Given by the user. */
  readonly name: string | null;
  /** Bytes that all projects take; null where that is not known. */
  readonly bytes: number | null;
  /** The dialog is open. */
  readonly choosing: boolean;
}

export const useKeeping = create<Keeping>()(() => ({ state: 'none', id: null, name: null, bytes: null, choosing: false }));

/** True if all that a close of the page would lose is written, but for the last second, which is written as it closes. */
export const isKept = ({ state }: Pick<Keeping, 'state'>): boolean => state === 'kept';

/** The state that the page began with: what differs from it is worth keeping. */
export interface Begun {
  readonly config: string;
  /** Id of the data. */
  readonly dataset: string | null;
  /** What was trained of each run. */
  readonly runs: string;
}

export const begunWith = (): Begun => {
  const { config, dataset } = currentRun.getState();
  const own = [...useStore.getState().runs.values()].filter((run) => isOwn(run) && wasTrained(run));
  return {
    config: JSON.stringify(config),
    dataset: dataset?.id ?? null,
    runs: JSON.stringify(own.map(({ id, name, training, result }) => [id, name, training.epoch, result !== null])),
  };
};

const key = 'basins.project';

export interface Last {
  readonly id: string;
  /** For people. */
  readonly name: string;
}

/** The project that was shown last in this browser, null where there was none, and when that was told. */
interface Told {
  readonly last: Last | null;
  /** Date.now(); 0: never. */
  readonly at: number;
}

export function lastTold(): Told {
  const text = (from: object, name: string): string | null => {
    const value = (from as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : null;
  };
  try {
    const found: unknown = JSON.parse(storage()?.getItem(key) ?? 'null');
    if (typeof found !== 'object' || found === null) return { last: null, at: 0 };
    const at = 'at' in found && typeof found.at === 'number' ? found.at : 0;
    const id = text(found, 'id');
    return { last: id === null ? null : { id, name: text(found, 'name') ?? 'project' }, at };
  } catch {
    return { last: null, at: 0 }; // whatever stands there, the page opens
  }
}

export const rememberLast = (last: Last | null): void => storage()?.setItem(key, JSON.stringify({ ...last, at: Date.now() }));

/** sessionStorage is the tab's own; null where the browser forbids it. */
function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

useKeeping.subscribe(({ id }, before) => {
  if (id === before.id) return;
  if (id === null) tabStorage()?.removeItem(key);
  else tabStorage()?.setItem(key, id);
});

/**
 * The project that this tab showed before it was loaded anew; null where it was not. Chromium may forget the state of an entry of the
 * history that is loaded anew as it is written.
 */
export function projectBeforeReload(): string | null {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload' ? (tabStorage()?.getItem(key) ?? null) : null;
}
