import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { storeError, StoreError } from './errors';
import { projectVersion, type StoredProject } from './shapes';

/**
 * The database of projects. Frames and points of curves are records of their own, so that a write costs what is new; a large value is a
 * header and pieces of it.
 */

export type RunKey = readonly [project: string, run: string];

/** Header of a large value. Its pieces are there before it, and belong to one generation. */
export interface ValueHeader {
  readonly generation: number;
  readonly tree: unknown;
  /** "list", or the type of an array. */
  readonly parts: readonly { readonly type: string; readonly pieces: number }[];
}

export interface ProjectSchema extends DBSchema {
  projects: { key: string; value: StoredProject };
  /** [project, run] */
  runs: { key: [string, string]; value: unknown };
  /** [project, run, epoch] */
  frames: { key: [string, string, number]; value: unknown };
  /** [project, run, generation, first epoch]: some entries of its history */
  entries: { key: [string, string, number, number]; value: unknown };
  /** ["result" | "checkpoint", project, run] or ["dataset", fingerprint, ""] */
  values: { key: [string, string, string]; value: ValueHeader };
  /** The key of the value, then generation, part and piece. */
  pieces: { key: [string, string, string, number, number, number]; value: Uint8Array | unknown[] };
}

export type Database = IDBPDatabase<ProjectSchema>;
export type StoreName = StoreNames<ProjectSchema>;
export type Writing = IDBPTransaction<ProjectSchema, StoreName[], 'readwrite'>;

export const databaseName = 'basins';

/**
 * Opens the database, and makes it where there is none. Throws StoreError "store-forbidden", "store-newer" or "store-broken".
 * @param onLost called when the browser, or a newer page in another tab, has closed it.
 */
export async function openDatabase(onLost: () => void): Promise<Database> {
  if (!('indexedDB' in globalThis) || !indexedDB)
    throw new StoreError('store-forbidden', 'This window keeps nothing. Save the project before you close it.');
  try {
    return await openDB<ProjectSchema>(databaseName, projectVersion, {
      upgrade(database) {
        database.createObjectStore('projects', { keyPath: 'id' });
        for (const name of ['runs', 'frames', 'entries', 'values', 'pieces'] as const) database.createObjectStore(name);
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    });
  } catch (error) {
    throw storeError(error);
  }
}

/**
 * One transaction. What `work` puts is there when the promise resolves, all of it or nothing. Throws StoreError: "store-taken" where
 * another tab writes the project by now, "store-full" where the browser gives no more room.
 * @param owner the project, and the tab that must still be its owner; null for what is of no project.
 */
export async function transact(
  database: Database,
  owner: { readonly project: string; readonly tab: string } | null,
  work: (writing: Writing) => void | Promise<void>,
): Promise<void> {
  let writing: Writing | null = null;
  try {
    writing = database.transaction([...database.objectStoreNames], 'readwrite', { durability: 'relaxed' });
    // What fails is told once, by the transaction as a whole.
    writing.done.catch(() => {});
    if (owner) {
      const project = await writing.objectStore('projects').get(owner.project);
      if (project && project.owner !== owner.tab)
        throw new StoreError('store-taken', 'This project is open in another tab. Here it can be looked at.');
    }
    await work(writing);
    writing.commit();
    await writing.done;
  } catch (error) {
    try {
      writing?.abort();
    } catch {
      // It has ended already.
    }
    throw storeError(error);
  }
}

/** Puts a record without waiting: the transaction tells whether it is there. */
export function put<S extends StoreName>(
  writing: Writing,
  store: S,
  value: ProjectSchema[S]['value'],
  key?: ProjectSchema[S]['key'],
): void {
  writing
    .objectStore(store)
    .put(value as never, key as never)
    .catch(() => {});
}

export function remove<S extends StoreName>(writing: Writing, store: S, key: ProjectSchema[S]['key'] | IDBKeyRange): void {
  writing
    .objectStore(store)
    .delete(key as never)
    .catch(() => {});
}

/** All keys that begin so. */
export const under = (...start: readonly IDBValidKey[]): IDBKeyRange => IDBKeyRange.bound([...start], [...start, []]);
