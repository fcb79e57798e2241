import { readProject } from './checks';
import { put, remove, transact, under, type Database, type StoreName, type Writing } from './database';
import type { ProjectEntry, StoredProject } from './shapes';
import { newKey } from './writer';

/** The projects as a list: which there are, and what is done with a whole one. */

/** The newest first. Records that cannot be read are left out, and stay where they are. */
export async function listProjects(database: Database): Promise<{ projects: readonly StoredProject[]; damaged: number }> {
  const found: readonly unknown[] = await database.getAll('projects');
  const projects = found.flatMap((value) => readProject(value) ?? []);
  return { projects: projects.toSorted((a, b) => b.changed - a.changed), damaged: found.length - projects.length };
}

export const entryOf = ({ id, version, name, made, changed, thumbnail, data, trained, deleted }: StoredProject): ProjectEntry => ({
  id,
  version,
  name,
  made,
  changed,
  thumbnail,
  data,
  trained,
  deleted,
});

/** Null where there is none, or it is damaged. */
export async function findProject(database: Database, id: string): Promise<StoredProject | null> {
  return readProject(await database.get('projects', id));
}

/** Changes what the list tells of a project. */
export async function changeProject(
  database: Database,
  id: string,
  change: Partial<Pick<StoredProject, 'name' | 'deleted' | 'owner'>>,
): Promise<void> {
  await transact(database, null, async (writing) => {
    const project = await writing.objectStore('projects').get(id);
    if (project) put(writing, 'projects', { ...project, ...change });
  });
}

/** Records that are copied in one transaction. */
const copiedAtOnce = 20;

const copying = 'basins copying';

/** Work that puts parts of a project before its record: they are not swept away meanwhile. */
export const whileCopying = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request(copying, { mode: 'shared' }, work) : work();

/** A copy under a name of its own. Resolves with its id. It is in the list when all of it is there. */
export const duplicateProject = (database: Database, project: StoredProject, name: string): Promise<string> =>
  whileCopying(() => duplicate(database, project, name));

async function duplicate(database: Database, project: StoredProject, name: string): Promise<string> {
  const id = newKey();
  const of = project.id;
  for (const store of ['runs', 'frames', 'entries'] as const) await copyRange(database, store, under(of), ([, ...rest]) => [id, ...rest]);
  for (const run of project.runs)
    for (const kind of ['result', 'checkpoint'] as const)
      for (const store of ['pieces', 'values'] as const)
        await copyRange(
          database,
          store,
          store === 'values' ? IDBKeyRange.only([kind, of, run]) : under(kind, of, run),
          ([first, , ...rest]) => [first, id, ...rest],
        );
  const now = Date.now();
  await transact(database, null, (writing) => put(writing, 'projects', { ...project, id, name, made: now, changed: now, owner: '' }));
  return id;
}

async function copyRange(
  database: Database,
  store: StoreName,
  whole: IDBKeyRange,
  renamed: (key: IDBValidKey[]) => IDBValidKey[],
): Promise<void> {
  for (let range = whole; ;) {
    const keys = (await database.getAllKeys(store, range, copiedAtOnce)) as IDBValidKey[][];
    const values: unknown[] = await database.getAll(store, range, copiedAtOnce);
    const last = keys.at(-1);
    if (!last) return;
    await transact(database, null, (writing) => {
      values.forEach((value, i) => put(writing, store, value as never, renamed(keys[i]) as never));
    });
    if (keys.length < copiedAtOnce) return;
    range = IDBKeyRange.bound(last, whole.upper, true, whole.upperOpen);
  }
}

/** Removes a project and the data that no other one has. */
export async function removeProject(database: Database, id: string): Promise<void> {
  await transact(database, null, async (writing) => {
    await removeFrom(writing, id);
    const others = (await writing.objectStore('projects').getAll()).filter((one) => one.id !== id);
    const needed = new Set(others.flatMap((one) => (Array.isArray(one.datasets) ? one.datasets : [])));
    // A record that cannot be read may be of any data.
    if (others.some((one) => !readProject(one))) return;
    for (const [, fingerprint] of await writing.objectStore('values').getAllKeys(under('dataset')))
      if (!needed.has(fingerprint)) {
        remove(writing, 'values', ['dataset', fingerprint, '']);
        remove(writing, 'pieces', under('dataset', fingerprint));
      }
  });
}

async function removeFrom(writing: Writing, id: string): Promise<void> {
  remove(writing, 'projects', id);
  for (const store of ['runs', 'frames', 'entries'] as const) remove(writing, store, under(id));
  for (const kind of ['result', 'checkpoint'] as const)
    for (const store of ['values', 'pieces'] as const) remove(writing, store, under(kind, id));
}

/** Everything that is kept. */
export async function removeAll(database: Database): Promise<void> {
  await transact(database, null, (writing) => {
    for (const store of ['projects', 'runs', 'frames', 'entries', 'values', 'pieces'] as const) void writing.objectStore(store).clear();
  });
}

/** Removes what was deleted before, and what was begun and never became a project; not while another tab copies one. */
export const sweep = (database: Database): Promise<void> =>
  navigator.locks
    ? navigator.locks.request(copying, { ifAvailable: true }, (lock) => (lock ? sweepNow(database) : undefined))
    : Promise.resolve();

/** In another tab a project that was deleted may still be brought back for so long. */
const undoMs = 10 * 60_000;

async function sweepNow(database: Database): Promise<void> {
  const found = await database.getAll('projects');
  for (const { id, deleted } of found) if (typeof deleted === 'number' && Date.now() - deleted > undoMs) await removeProject(database, id);
  const projects = new Set(found.map(({ id }) => id));
  const left = new Set<string>();
  for (const [project] of await database.getAllKeys('runs')) if (!projects.has(project)) left.add(project);
  for (const [kind, project] of await database.getAllKeys('values')) if (kind !== 'dataset' && !projects.has(project)) left.add(project);
  for (const project of left) await removeProject(database, project);
}

/** Bytes that the browser says this site takes; null where it does not say. */
export async function bytesKept(): Promise<number | null> {
  const estimate: (StorageEstimate & { usageDetails?: { indexedDB?: number } }) | undefined = await navigator.storage?.estimate?.();
  return estimate?.usageDetails?.indexedDB ?? estimate?.usage ?? null;
}
