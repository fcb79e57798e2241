import { ConfigError, methodOf, type ConfigPatch } from '../methods/config';
import { session, type DataSource } from '../store/session';
import { currentRun } from '../store/runStore';
import { sentenceOf } from './act';
import { readEntry } from './entries';
import { askBeforeLeaving } from './leaving';
import { rememberOpened } from './opened';
import { keepAddress } from './sync';
import { decodeUrl, firstScreen, sourceOf } from './url';

/**
 * Opens what the address asks for. What of it cannot be used is told, and the first screen is never left empty for it. The moment behind
 * the query is taken out of the address as it is shown: from then on the page is what people make of it, and the address its settings.
 */
export async function startPage({ search, hash }: Pick<Location, 'search' | 'hash'>): Promise<void> {
  rememberOpened();
  const moment = hash.startsWith('#m=') ? import('./moment') : null;
  if (moment) history.replaceState(history.state, '', location.pathname + search);
  const { url, problems } = decodeUrl(search);
  currentRun.setState({ stage: url.stage, layout: url.layout });
  if (Object.keys(url.embedding).length > 0) session.embedding.set(0, url.embedding);
  if (problems.length > 0) session.say('warning', problems.join('\n'), 'link');
  const source = sourceOf(url);
  const entry = readEntry(history.state);
  const started = session.start({ source, config: url.config, plane: url.plane });
  try {
    await started.catch((error: unknown) => settle(error, source, url.config));
    if (moment) await (await moment).openMoment(hash, url);
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
