import { currentRun } from '../../store/runStore';
import { bytesKept, changeProject, duplicateProject, listProjects, removeAll, removeProject } from '../../store/project/library';
import type { StoredProject } from '../../store/project/shapes';
import { download } from '../export/download';
import { keepable, nameOf, newProject, opened, rename, written } from './keeper';
import { tell } from './messages';
import { lastTold, rememberLast, useKeeping } from './useKeeping';

/** What a person does with projects: names, lists, copies, deletes and saves them. Each rejects with StoreError where the store cannot be read. */

export async function renameProject(id: string, name: string | null): Promise<void> {
  if (id === useKeeping.getState().id) {
    await rename(name);
  } else await changeProject(await opened(), id, { name });
}

/** The newest first. What was deleted is in it until the store is opened anew. */
export async function projects(): Promise<readonly StoredProject[]> {
  await written();
  const { projects: found, damaged } = await listProjects(await opened());
  if (damaged > 0)
    tell(
      'warning',
      `${damaged === 1 ? 'The record of a project is' : `The records of ${damaged} projects are`} damaged and cannot be shown. They are left as they are.`,
    );
  return found;
}

/** It can be brought back until `forgetDeleted`. The shown one gives way to an empty page. */
export async function deleteProject(id: string): Promise<void> {
  if (id === useKeeping.getState().id) await newProject();
  await changeProject(await opened(), id, { deleted: Date.now() });
}

/** What was deleted cannot be brought back any more. */
export async function forgetDeleted(): Promise<void> {
  const base = await opened();
  const { projects: found } = await listProjects(base);
  for (const { id, deleted } of found) if (deleted !== null) await removeProject(base, id);
}

export async function bringBackProject(id: string): Promise<void> {
  await changeProject(await opened(), id, { deleted: null });
}

export async function copyProject(project: StoredProject): Promise<void> {
  if (project.id === useKeeping.getState().id) await written();
  await duplicateProject(await opened(), project, `${nameOf(project)} (copy)`);
  // The copy is newer than what is shown.
  rememberLast(lastTold().last);
}

/** Every project of this browser goes, for good. */
export async function deleteEverything(): Promise<void> {
  await newProject();
  await removeAll(await opened());
  useKeeping.setState({ bytes: await bytesKept() });
}

/** What the page shows as a file is saved. */
export async function saveProject(withData: boolean): Promise<void> {
  const { name, file } = await projectAsFile(withData);
  download(name, file);
}

/** What the page shows, and under which name it is saved. */
export async function projectAsFile(withData: boolean): Promise<{ name: string; file: Blob }> {
  const { fileNameOf, packProject } = await import('../../store/project/pack');
  const name = useKeeping.getState().name ?? currentRun.getState().dataset?.name ?? 'project';
  return { name: fileNameOf(name), file: await packProject(keepable(), withData) };
}
