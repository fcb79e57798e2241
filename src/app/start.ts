import { ConfigError, methodOf, type ConfigPatch } from '../methods/config';
import { session, type DataSource } from '../store/session';
import { currentRun } from '../store/runStore';
import { act, sentenceOf } from './act';
import { readEntry } from './entries';
import { askBeforeLeaving } from './leaving';
import { rememberOpened } from './opened';
import { begunWith, lastTold, projectBeforeReload, useKeeping } from './projects/useKeeping';
import { keepAddress } from './sync';
import { decodeUrl, firstScreen, sourceOf } from './url';

/**
 * Shows the project that this browser has kept where the address is that of a project, or names nothing; else what the address asks for. What
 * of it cannot be used is told, and the first screen is never left empty for it.
 */
export async function startPage({ search, hash }: Pick<Location, 'search' | 'hash'>): Promise<void> {
  rememberOpened();
  const { last } = lastTold();
  const isLink = hash.startsWith('#m=');
  const project = isLink
    ? null
    : (readEntry(history.state)?.project ?? projectBeforeReload() ?? (search === '' ? await projectKept() : null));
  if (project !== null && (await showKept(project))) {
    keepAddress();
    askBeforeLeaving();
    addEventListener('hashchange', showPasted);
    return;
  }
  await openLink(search, isLink ? hash : null);
  addEventListener('hashchange', showPasted);
  keepFrom(begunWith(), search !== '' || isLink ? last : null);
}

/** A link that differs from the address by its moment alone loads no page. */
function showPasted(): void {
  const { search, hash, pathname } = location;
  if (!hash.startsWith('#m=')) return;
  history.replaceState(history.state, '', pathname + search);
  act(async () => (await import('./moment')).showMoment(search + hash), 'moment');
}

/** What is done from now on is kept. The code for it comes after what is seen. @param beside the project that a link is shown beside. */
function keepFrom(begun: ReturnType<typeof begunWith>, beside: ReturnType<typeof lastTold>['last']): void {
  import('./projects/keeper').then(
    ({ begin, tellBeside }) => {
      begin(begun);
      if (beside) tellBeside(beside);
    },
    () => {
      useKeeping.setState({ state: 'nothing' });
      session.say(
        'warning',
        'The part of the page that keeps what you do could not be loaded: export what you need, or reload the page.',
        'project',
      );
    },
  );
}

/** The project that this browser has kept last; null where it has none, which a browser that knows its databases says at once. */
async function projectKept(): Promise<string | null> {
  if (lastTold().at === 0 && (await hasNoStore())) return null;
  const { projectToOpen, tellUnreadable } = await import('./projects/keeper');
  try {
    return await projectToOpen();
  } catch (error) {
    tellUnreadable(error);
    return null;
  }
}

async function hasNoStore(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).length === 0;
  } catch {
    return true; // it lists none, or forbids its store: what is to be kept asks for it again
  }
}

/** False where the project is gone, or cannot be read: that is told. */
async function showKept(id: string): Promise<boolean> {
  const { openProject, tellUnreadable } = await import('./projects/keeper');
  try {
    return await openProject(id, { first: true });
  } catch (error) {
    tellUnreadable(error);
    return false;
  }
}

/**
 * The moment behind the query is taken out of the address as it is shown: from then on the page is what people make of it, and the address
 * its settings.
 */
async function openLink(search: string, hash: string | null): Promise<void> {
  const moment = hash === null ? null : import('./moment');
  if (moment) history.replaceState(null, '', location.pathname + search);
  const { url, problems } = decodeUrl(search);
  currentRun.setState({ stage: url.stage, layout: url.layout });
  if (Object.keys(url.embedding).length > 0) session.embedding.set(0, url.embedding);
  if (problems.length > 0) session.say('warning', problems.join('\n'), 'link');
  const source = sourceOf(url);
  const entry = readEntry(history.state);
  const started = session.start({ source, config: url.config, plane: url.plane });
  try {
    await started.catch((error: unknown) => settle(error, source, url.config));
    if (moment && hash !== null) await (await moment).openMoment(hash, url);
    else if (url.trained) tellTrained(url.trained);
    if (entry?.own)
      session.say(
        'info',
        `Before this page was loaded anew it showed your file “${entry.own}”. Pages do not keep files: drop it here again to go on with it.`,
        'files',
      );
  } finally {
    keepAddress();
    askBeforeLeaving();
  }
}

/** What a link shows may have been trained with other settings than it was looked at under: those of the link are the latter. */
function tellTrained(trained: ConfigPatch): void {
  const { fields } = methodOf(currentRun.getState().config);
  const told = Object.entries(trained).map(([key, value]) => `${fields[key]?.controls[0]?.label ?? key} = ${value ?? 'tied'}`);
  session.say('info', `The link looks at a model that was trained with ${told.join(', ')}.`, 'trained', {
    label: 'Set these',
    act: () => session.configureLive(trained),
  });
}

/**
 * Tries again without what was refused: first the config key at fault, then the set. Throws when even the first screen's own set cannot be
 * shown.
 */
async function settle(error: unknown, source: DataSource, config: ConfigPatch): Promise<void> {
  const key = error instanceof ConfigError ? error.key : null;
  const keyAtFault = key !== null && key in config;
  if (!keyAtFault && source === firstScreen && Object.keys(config).length === 0) throw error;
  session.say('error', sentenceOf(error), key);
  const rest = keyAtFault ? Object.fromEntries(Object.entries(config).filter(([name]) => name !== key)) : {};
  const next = keyAtFault ? source : firstScreen;
  try {
    await session.load(next, { config: rest });
  } catch (again) {
    await settle(again, next, rest);
  }
}
