import { fingerprintOf } from '../../data/fingerprint';
import { CATALOGUE } from '../../data/catalogue';
import { defaultConfig, suggestedConfig } from '../../methods/config';
import { openDatabase, type Database } from '../../store/project/database';
import { StoreError, storeError } from '../../store/project/errors';
import { bytesKept, changeProject, findProject, listProjects, sweep } from '../../store/project/library';
import { lockProject, type Lock } from '../../store/project/lock';
import type { StoredProject } from '../../store/project/shapes';
import type { FileProject } from '../../store/project/unpack';
import { createWriter, newKey, type Keepable, type Writer } from '../../store/project/writer';
import type { Written } from '../../store/project/written';
import { datasetOf, keptData } from '../../store/runs/dataOf';
import type { RunId } from '../../store/runs/record';
import { dropRuns } from '../../store/runs/records';
import { currentRun } from '../../store/runStore';
import { session } from '../../store/session';
import { useStore } from '../../store/state';
import { act, sentenceOf } from '../act';
import { useOpened } from '../opened';
import { firstScreen } from '../url';
import { offerToDrop, tell } from './messages';
import { pageNow, runsNow } from './pageState';
import { show, showProject } from './showProject';
import { stagePicture } from './thumbnail';
import { begunWith, lastTold, rememberLast, useKeeping, type Begun, type Last } from './useKeeping';

/**
 * Keeps the project that the page shows: opens the store, holds the project's lock, and has what is new written. A page becomes a project
 * with its first change that is worth keeping.
 */

/** Names this tab. */
const tab = newKey();

let database: Promise<Database> | null = null;
let writer: Writer | null = null;
let lock: Lock | null = null;
let made = Date.now();
let thumbnail: string | null = null;
let picturedAt = -Infinity;
let measuredAt = -Infinity;
/** The state that the page began with: what differs from it is worth keeping. */
let begun: Begun | null = null;
/** Opening, making and leaving projects are done one after the other. */
let line: Promise<unknown> = Promise.resolve();

const pictureMs = 10_000;
const measureMs = 5000;

function inLine<T>(work: () => Promise<T>): Promise<T> {
  const done = line.then(work);
  line = done.catch(() => {}); // who asked for it is told
  return done;
}

/** The store, opened once. Rejects with StoreError. */
export function opened(): Promise<Database> {
  database ??= openDatabase(() => {
    // Closed by the browser, or by a newer page in another tab.
    database = null;
    if (writer) stopWriting(new StoreError('store-broken', 'This browser has closed the store of projects: reload the page.'));
  });
  database.catch(() => (database = null));
  return database;
}

/** Keeps the page from its first change on. @param from the state that it began with. */
export function begin(from: Begun): void {
  begun = from;
  listen();
  void considerMaking();
  // What was deleted before goes when there is time.
  void opened()
    .then(sweep)
    .catch(() => {}); // it is told when there is something to keep
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  useStore.subscribe(
    ({ runs, current, config, dataset, stage, layout, plane, layers, drawnBy, cursor, embeddings, ...rest }) => {
      const { selectedPoint, selectedMemory, selectedPoints, probe, moments } = rest;
      const looks = [stage, layout, plane, layers, drawnBy, cursor, embeddings, selectedPoint, selectedMemory, selectedPoints, probe];
      return [runs, current, config, dataset, moments, ...looks];
    },
    () => {
      if (writer) writer.changed();
      else void considerMaking();
    },
    { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
  );
  useOpened.subscribe(() => writer?.changed());
  const flush = () => void writer?.flush();
  addEventListener('visibilitychange', () => document.hidden && flush());
  addEventListener('pagehide', flush);
  addEventListener('beforeunload', flush);
}

/** True from the first change on that a person would miss. */
function worthKeeping(): boolean {
  if (!begun) return false;
  const { dataset, config, runs } = begunWith();
  return dataset !== begun.dataset || config !== begun.config || runs !== begun.runs;
}

let making = false;

async function considerMaking(): Promise<void> {
  const { state } = useKeeping.getState();
  if (currentRun.getState().aside || making || writer || state === 'elsewhere' || state === 'nothing' || !worthKeeping()) return;
  making = true;
  try {
    // Another project may have been opened, or begun, before its turn comes.
    await inLine(async () => {
      if (!writer && worthKeeping()) await make(null);
    });
  } catch (error) {
    stopWriting(storeError(error));
  } finally {
    making = false;
  }
}

/** The page becomes a project. */
async function make(name: string | null): Promise<void> {
  const base = await opened();
  const id = newKey();
  lock = await lockProject(options(id), false);
  made = Date.now();
  useKeeping.setState({ state: 'kept', id, name });
  write(base, id, new Map());
  // Whether the browser may clear the store by itself when room is short.
  void navigator.storage?.persist?.().catch(() => false);
}

const options = (project: string) => ({ project, onTaken: () => taken(), onAsked: () => giveUp() });

function write(base: Database, project: string, written: ReadonlyMap<RunId, Written>): void {
  writer = createWriter({ database: base, project, tab, made, written, state: keepable, onWritten });
  writer.changed();
}

const knownPrints = new WeakMap<object, string>();

/** Fingerprints of the files that were opened, as far as they are known. */
function openedPrints(): string[] {
  return useOpened.getState().flatMap((dataset) => {
    const known = knownPrints.get(dataset);
    if (!known) void fingerprintOf(dataset).then((print) => (knownPrints.set(dataset, print), writer?.changed()));
    return known && datasetOf(known) ? known : [];
  });
}

export function keepable(): Keepable {
  // What is shown for a while is not kept.
  const { aside, training } = currentRun.getState();
  if (!aside && performance.now() - picturedAt > pictureMs) {
    picturedAt = performance.now();
    void stagePicture()
      .then((picture) => (thumbnail = picture ?? thumbnail))
      .catch(() => {}); // the list shows the project without a picture
  }
  return {
    name: useKeeping.getState().name,
    thumbnail,
    page: aside ? null : pageNow(openedPrints()),
    runs: runsNow(),
    current: useStore.getState().current,
    training: training.state === 'training',
    dataset: keptData,
  };
}

function onWritten(failure: StoreError | null): void {
  const { state, id, name } = useKeeping.getState();
  if (failure?.code === 'store-full') {
    if (state !== 'full') useKeeping.setState({ state: 'full' });
    offerToDrop(failure);
  } else if (failure) {
    stopWriting(failure);
    return;
  } else if (state === 'full') {
    useKeeping.setState({ state: 'kept' });
    session.clear('project');
  }
  if (id) rememberLast({ id, name: name ?? currentRun.getState().dataset?.name ?? '' });
  if (performance.now() - measuredAt > measureMs) {
    measuredAt = performance.now();
    void bytesKept().then((bytes) => useKeeping.setState({ bytes }));
  }
}

/** Nothing is written any more; the page says why. */
function stopWriting(failure: StoreError): void {
  void writer?.stop();
  writer = null;
  lock?.release();
  lock = null;
  if (failure.code === 'store-taken') {
    useKeeping.setState({ state: 'elsewhere' });
    tellElsewhere();
  } else {
    useKeeping.setState({ state: 'nothing' });
    tell('warning', failure.message);
  }
}

function taken(): void {
  if (writer) stopWriting(new StoreError('store-taken', ''));
}

/** Another tab asks for the project: everything is written, and training stands still. */
async function giveUp(): Promise<void> {
  if (currentRun.getState().training.state === 'training') await session.pause();
  await writer?.flush();
}

function tellElsewhere(): void {
  tell('info', 'This project is open in another tab. Here it can be looked at.', {
    label: 'Work here',
    act: () => act(workHere),
  });
}

/** This tab writes the project from now on. What was done here meanwhile becomes a project beside it. */
export async function workHere(): Promise<void> {
  const { id, name } = useKeeping.getState();
  session.clear('project');
  if (id === null) return;
  if (worthKeeping()) {
    const copy = `${name ?? currentRun.getState().dataset?.name ?? 'project'} (this tab)`;
    await inLine(() => make(copy));
    tell('info', `What was done in this tab is kept as a project of its own, “${copy}”.`);
  } else await openProject(id, { take: true });
}

/**
 * The id of the project that a page opens which asks for none: the one that was shown last; null for none. A browser that is killed may
 * have kept what it was told last for itself, while the store has it: what was written since comes first.
 */
export async function projectToOpen(): Promise<string | null> {
  const { last, at } = lastTold();
  const { projects } = await listProjects(await opened());
  const newest = projects.find(({ deleted }) => deleted === null);
  return newest && newest.changed > at ? newest.id : (last?.id ?? null);
}

export interface OpenOptions {
  /** From the tab that writes it. */
  readonly take?: boolean;
  /** The engine is not there yet. */
  readonly first?: boolean;
}

/** Shows a project of the store in place of the one that is shown. False where there is none of this id. Rejects with StoreError. */
export const openProject = (id: string, how: OpenOptions = {}): Promise<boolean> => inLine(() => open(id, how));

async function open(id: string, { take = false, first = false }: OpenOptions): Promise<boolean> {
  const base = await opened();
  const project = await findProject(base, id);
  if (!project || project.deleted !== null) {
    if ((await base.getKey('projects', id)) === undefined || project) return false;
    throw new StoreError(
      'store-broken',
      'The record of the project is damaged: it was left as it is, and what can be read of others is in the list of projects.',
    );
  }
  await leave();
  useKeeping.setState({ state: 'none', id: null, name: null });
  const held = await lockProject(options(id), take);
  // Another tab may have written it until a moment ago.
  const newest = (await findProject(base, id)) ?? project;
  const shown = await showProject(base, newest, first).catch((error: unknown) => {
    held?.release();
    begun = begunWith();
    throw error;
  });
  session.forgetUndo();
  lock = held;
  made = newest.made;
  thumbnail = newest.thumbnail;
  begun = begunWith();
  rememberLast({ id, name: nameOf(newest) });
  useKeeping.setState({ state: held ? 'kept' : 'elsewhere', id, name: newest.name });
  if (held) {
    // The other tab, if it still lives, finds another owner and stops.
    await changeProject(base, id, { owner: tab });
    write(base, id, shown.written);
  } else tellElsewhere();
  listen();
  void sweep(base).catch(() => {}); // what is left over is swept another time
  return true;
}

/** A link never takes the place of a project: it is shown beside it. */
export function tellBeside({ id, name }: Last): void {
  tell('info', `This link is shown beside your project “${name}”, which is kept as it is.`, {
    label: `Back to “${name}”`,
    act: () => act(() => openProject(id)),
  });
}

export function tellUnreadable(error: unknown): void {
  tell('warning', sentenceOf(error));
}

export const nameOf = ({ name, data }: Pick<StoredProject, 'name' | 'data'>): string => name ?? (data || 'Project');

/** The project that is shown is written and left. */
async function leave(): Promise<void> {
  if (currentRun.getState().training.state === 'training') await session.pause();
  await writer?.flush();
  await writer?.stop();
  writer = null;
  lock?.release();
  lock = null;
  session.clear('project');
}

/** An empty page, which becomes a project with its first change. */
export function newProject(): Promise<void> {
  return inLine(async () => {
    await leave();
    useKeeping.setState({ state: 'none', id: null, name: null });
    thumbnail = null;
    const usual = suggestedConfig({ ...CATALOGUE.find(({ id }) => id === firstScreen)!, image: null });
    await session.load(firstScreen, { config: { ...defaultConfig, ...usual } });
    dropRuns(({ id }) => id !== useStore.getState().current);
    currentRun.setState({ stage: 'basins', layout: [], moments: [] });
    session.forgetUndo();
    useOpened.setState([], true);
    begun = begunWith();
    rememberLast(null);
  });
}

/** What a file holds is shown, and becomes a project of its own where this window keeps any. */
export function showFromFile(project: FileProject, name: string): Promise<void> {
  return inLine(async () => {
    await leave();
    const { state } = useKeeping.getState();
    useKeeping.setState({ state: state === 'nothing' ? state : 'none', id: null, name });
    thumbnail = null;
    await show(project.parts, project, false);
    session.forgetUndo();
    begun = begunWith();
    if (state === 'nothing') return;
    try {
      await make(name);
    } catch (error) {
      stopWriting(storeError(error));
    }
  });
}

/** The name of the project that is shown. */
export function rename(name: string | null): Promise<void> {
  useKeeping.setState({ name });
  writer?.changed();
  return written();
}

/** What is on its way has been written. */
export const written = async (): Promise<void> => writer?.flush();

/** Writes what there is, after what is under way. */
export async function flush(): Promise<void> {
  await line;
  await written();
}
