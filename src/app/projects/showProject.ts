import { loadNamed } from '../../data/catalogue';
import { EngineError } from '../../engine/client';
import type { Checkpoint } from '../../engine/protocol';
import { epochsOf } from '../../methods/config';
import type { Database } from '../../store/project/database';
import { StoreError } from '../../store/project/errors';
import { partsOf, readData, readRun, type Parts, type SetOf } from '../../store/project/reader';
import type { StoredPage, StoredProject } from '../../store/project/shapes';
import type { KeptRecord, Written } from '../../store/project/written';
import { keepData } from '../../store/runs/dataOf';
import type { RunId } from '../../store/runs/record';
import { changeRun, dropRuns } from '../../store/runs/records';
import { session } from '../../store/session';
import { useStore } from '../../store/state';
import { act } from '../act';
import { useOpened } from '../opened';
import { inCatalogue } from '../../data/catalogue';
import { firstScreen } from '../url';
import { tell } from './messages';
import { putBack } from './pageState';

/** Shows a project that was read from the store or a file in place of what the page shows. */

export interface ProjectToShow {
  readonly page: StoredPage;
  readonly runs: readonly string[];
  readonly current: string | null;
}

export interface ShownProject {
  /** Of the runs that were read: what of them is in the store. */
  readonly written: ReadonlyMap<RunId, Written>;
}

export const showProject = (database: Database, project: StoredProject, first: boolean): Promise<ShownProject> =>
  show(partsOf(database, project), project, first);

/** @param first the engine is not there yet. */
export async function show(parts: Parts, { page, runs, current }: ProjectToShow, first: boolean): Promise<ShownProject> {
  const problems: string[] = [];
  const before = new Set(useStore.getState().runs.keys());
  // It starts while the project is read.
  const engine = first ? session.startEngine(page.config.backend) : null;
  engine?.catch(() => {}); // it is told below
  const sets = new Map<string, SetOf | null>();
  const setOf = async (fingerprint: string): Promise<SetOf | null> => {
    if (!sets.has(fingerprint)) sets.set(fingerprint, await readData(parts, fingerprint));
    return sets.get(fingerprint) ?? null;
  };
  const written = new Map<RunId, Written>();
  const order: RunId[] = [];
  const add = async (key: string): Promise<KeptRecord | null> => {
    const read = await readRun(parts, key, true);
    if (!read) {
      problems.push('A run could not be read, and was left out.');
      return null;
    }
    problems.push(...read.problems);
    const set = await setOf(read.record.data.fingerprint);
    if (!set) {
      problems.push(`The data of a run, “${read.record.data.name}”, could not be read: the run was left out.`);
      return null;
    }
    const id = await session.addRun(read.record, set);
    written.set(id, read.written);
    return read.record;
  };
  // What the page showed comes first, then the rest.
  const shown = current === null ? null : await add(current);
  await engine;
  const wasShown = shown !== null && (await showRun(shown, problems));
  if (!wasShown) await showSettings(page, await setOf(page.dataset), problems);
  dropRuns(({ id }) => before.has(id) && id !== useStore.getState().current);
  putBack(page);
  const files = [];
  for (const fingerprint of page.opened) {
    const set = await setOf(fingerprint);
    if (!set) problems.push('A file that was opened could not be read: open it again.');
    else if (!inCatalogue(set.dataset.id)) files.push(set);
  }
  for (const { dataset, knobs } of files) await keepData(dataset, knobs);
  if (files.length > 0)
    useOpened.setState(
      files.map(({ dataset }) => dataset),
      true,
    );
  for (const key of runs) {
    const record = key === current ? shown : await add(key);
    if (record) order.push(record.id);
  }
  inOrder(order);
  if (problems.length > 0) tell('warning', `${[...new Set(problems)].join(' ')} All else is as it was.`);
  else if (wasShown && shown) offerToGoOn(shown);
  return { written };
}

/** False where it cannot be shown: it was told. */
async function showRun(record: KeptRecord, problems: string[]): Promise<boolean> {
  try {
    await session.show(record.id);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof EngineError && error.code === 'too-large') {
      problems.push(error.message);
      return false;
    }
    if (record.kept.checkpoint === null) throw error;
  }
  // The engine refuses what it should go on from: the run is shown as it was left, and can be trained again.
  problems.push('The run could not be trained on from where it was left: Train begins it again, to the same numbers.');
  changeRun(record.id, ({ kept }) => ({ kept: kept && { ...kept, checkpoint: null } }));
  await session.show(record.id);
  return true;
}

async function showSettings({ config, plane }: StoredPage, set: SetOf | null, problems: string[]): Promise<void> {
  if (!set) problems.push('The data that were shown could not be read.');
  const { dataset, knobs } = set ?? { dataset: await loadNamed(firstScreen), knobs: {} };
  try {
    await session.load(inCatalogue(dataset.id) && Object.keys(knobs).length > 0 ? { name: dataset.id, ...knobs } : dataset, {
      config: set ? config : {},
      plane,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw new StoreError('store-broken', String(error));
    problems.push(`Its settings could not be used (${error.message}).`);
    await session.load(firstScreen);
  }
}

/** The ledger has the runs in the order in which they were made. */
function inOrder(order: readonly RunId[]): void {
  useStore.setState(({ runs }) => ({
    runs: new Map([...runs].toSorted(([a], [b]) => (order.indexOf(a) + 1 || Infinity) - (order.indexOf(b) + 1 || Infinity) || 0)),
  }));
}

/** "You left at epoch 84 of 200. Go on?", where there is something to go on with. */
function offerToGoOn({ id, kept, training, pretraining, result, config }: KeptRecord): void {
  const epochs = Math.max(training.epochs, epochsOf(kept.settings));
  const left = Math.max(training.epoch, kept.entries.at(-1)?.epoch ?? 0);
  if (training.state === 'finished' || (result && left >= epochs) || left >= epochs || config.method !== kept.settings.method) return;
  const at = kept.checkpoint?.epoch ?? 0;
  const again =
    kept.checkpoint === null
      ? ' Training begins again at the start, to the same numbers.'
      : at < left
        ? ` The networks are those of epoch ${at}: the epochs between are trained again, to the same numbers.`
        : '';
  const inPretraining = left === 0 && pretraining !== null && !pretraining.done;
  const where = inPretraining ? `in pretraining, at epoch ${pretraining.epoch} of ${pretraining.epochs}` : `at epoch ${left} of ${epochs}`;
  const behind = inPretraining && kept.checkpoint ? behindIn(kept.checkpoint, pretraining.epoch) : again;
  session.say('info', `You left ${where}.${behind} Go on?`, goingOn, { label: 'Go on', act: () => act(() => session.train()) });
  // It is over when the run goes on, from wherever, or another is shown.
  const stop = useStore.subscribe(({ current, runs }) => {
    if (current === id && runs.get(id)?.training.state !== 'training') return;
    stop();
    session.clear(goingOn);
  });
}
const goingOn = 'going-on';

/** Of pretraining whose networks were kept before the newest epoch that is known. */
function behindIn({ pretraining }: Checkpoint, newest: number): string {
  const at = (pretraining as { readonly losses?: readonly number[] } | null)?.losses?.length ?? 0;
  return at < newest ? ` The networks are those of epoch ${at}: the epochs between are trained again, to the same numbers.` : '';
}
