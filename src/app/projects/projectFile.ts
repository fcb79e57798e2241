import { fingerprintOf } from '../../data/fingerprint';
import type { Parts } from '../../store/project/reader';
import { unpackProject, type FileProject } from '../../store/project/unpack';
import { keptData } from '../../store/runs/dataOf';
import { currentRun } from '../../store/runStore';
import { session } from '../../store/session';
import { act } from '../act';
import { useOpened } from '../opened';
import { showFromFile } from './keeper';
import { tell } from './messages';

/** Opens a project out of a file: it becomes a project of its own beside those that are kept. */

/** Stops waiting for the data of a project that was opened before. */
let waiting: (() => void) | null = null;

/** Rejects with StoreError "bad-project"; the page is then as it was. */
export async function openProjectFile(file: File): Promise<void> {
  waiting?.();
  const project = await unpackProject(file, file.name);
  const missing = await missingOf(project);
  if (missing.length === 0) {
    await showFromFile(withKept(project), nameOf(project, file));
    return;
  }
  const names = missing.map(({ name, n, d }) => `“${name}” (${n} × ${d})`).join(' and ');
  session.say(
    'info',
    `“${file.name}” was saved without its data. Open ${names} here, with the same columns, and the project is shown.`,
    'files',
  );
  waitFor(project, file);
}

const nameOf = ({ name }: FileProject, file: File): string => name ?? file.name.replace(/\.[^.]*$/, '');

async function missingOf({ sets, page, runs }: FileProject): Promise<FileProject['sets']> {
  const absent = sets.filter(({ here, fingerprint }) => !here && keptData(fingerprint) === null);
  // Files that were merely opened, and have no runs, are not asked for.
  return runs.length > 0 ? absent.filter(({ fingerprint }) => !page.opened.includes(fingerprint) || fingerprint === page.dataset) : absent;
}

/** Shows it as soon as its data are opened. */
function waitFor(project: FileProject, file: File): void {
  const look = async () => {
    for (const dataset of useOpened.getState()) await fingerprintOf(dataset);
    if (!waiting || (await missingOf(project)).length > 0) return;
    waiting();
    await showFromFile(withKept(project), nameOf(project, file));
    tell('info', `“${file.name}” is shown with its data.`);
  };
  const stop = currentRun.subscribe(
    ({ dataset }) => dataset,
    () => act(look, 'files'),
  );
  waiting = () => {
    stop();
    waiting = null;
  };
}

/** Data that the file does not hold are those that the page has. */
function withKept(project: FileProject): FileProject {
  const parts: Parts = {
    ...project.parts,
    set: async (fingerprint) => {
      const kept = keptData(fingerprint);
      return kept ? { named: null, dataset: kept.dataset } : project.parts.set(fingerprint);
    },
  };
  return { ...project, parts };
}
