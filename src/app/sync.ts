import { CATALOGUE, inCatalogue } from '../data/catalogue';
import { defaultConfig, resolveConfig, suggestedConfig, type Config, type ConfigPatch } from '../methods/config';
import { openingPlane } from '../store/shown/planeChoice';
import { trainedSettings } from '../store/shown/trained';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import { type RunState } from '../store/state';
import { act } from './act';
import { goneSentence, readEntry, entryOf, writing } from './entries';
import { useOpened } from './opened';
import { useKeeping } from './projects/useKeeping';
import { decodeUrl, encodeUrl, firstScreen, sourceOf } from './url';

/**
 * Keeps the address true to the state, so that a reload or a bookmark comes back to it, and goes back to the data set of an earlier
 * address.
 */

/** Long enough for a slider to come to rest: browsers limit how often the address may change. */
const wait = 400;

/** @param trained the settings that what is shown was trained with, where it is looked at under others. */
export function queryOf(state: RunState, trained: ConfigPatch = trainedSettings(state)): string {
  const { dataset, knobs: asked, config, stage, layout, plane, embeddings } = state;
  const data = dataset && inCatalogue(dataset.id) ? dataset.id : null;
  const knobs = { noise: asked.noise, seed: asked.seed, n: dataset?.n };
  return encodeUrl({
    data,
    knobs,
    config,
    trained,
    stage,
    layout,
    plane,
    embedding: embeddings[0]?.settings ?? {},
    suggested: suggestionFor(data ? dataset : null, config.method),
    usualPlane: openingPlane(null, config, dataset?.d ?? 2),
  });
}

/** A link without a set opens the first screen's. */
export const suggestionFor = (dataset: RunState['dataset'], method: Config['method']) =>
  suggestedConfig(dataset ?? { ...CATALOGUE.find(({ id }) => id === firstScreen)!, image: null }, method);

/** The query of the address. A reload cannot bring the user's own data back, and settings that were made for them suit no other set. */
function addressOf(state: RunState): string {
  if (!state.dataset || inCatalogue(state.dataset.id)) return queryOf(state);
  const usual = resolveConfig(suggestionFor(null, defaultConfig.method), defaultConfig);
  const config = { ...usual, backend: state.config.backend };
  return queryOf({ ...state, config, plane: openingPlane(null, config, state.dataset.d) });
}

/** Starts writing, and listening to Back and Forward; returns how to stop. */
export function keepAddress(): () => void {
  let timer = 0;
  let pushed = 0;
  /** Loads that Back or Forward asked for: the address is theirs already. */
  let arriving = 0;
  const put = (how: ReturnType<typeof writing>) => {
    const state = currentRun.getState();
    // What is shown for a while has no address.
    if (!state.dataset || state.aside || how === 'keep') return;
    const address = `${location.pathname}${addressOf(state)}${location.hash}`;
    const project = useKeeping.getState().id;
    const entry = { ...entryOf(state.dataset), ...(project !== null && { project }) };
    if (how === 'push') {
      history.pushState(entry, '', address);
      pushed = performance.now();
    } else history.replaceState(entry, '', address);
  };
  const write = () => {
    const state = currentRun.getState();
    if (arriving === 0 && state.dataset)
      put(writing(readEntry(history.state), entryOf(state.dataset), addressOf(state) === location.search));
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(write, wait);
  };
  /** Another set has its entry at once, unless a script loads one after the other. */
  const follow = ({ dataset }: Pick<RunState, 'dataset'>, before: Pick<RunState, 'dataset'>) => {
    later();
    if (dataset?.id !== before.dataset?.id && performance.now() - pushed > wait) write();
  };

  async function arrive(state: unknown): Promise<void> {
    const entry = readEntry(state);
    const { dataset } = currentRun.getState();
    if (entry?.project !== undefined && entry.project !== useKeeping.getState().id) {
      const { openProject } = await import('./projects/keeper');
      if (await openProject(entry.project)) return;
    }
    // A jump within the page ("Skip to the stage") is of the same set.
    if (!entry || entry.data === dataset?.id) return;
    const { url } = decodeUrl(location.search);
    const opened = useOpened.getState().find(({ id }) => id === entry.data);
    if (entry.own !== null && !opened) {
      session.say('info', goneSentence(entry, dataset?.name ?? ''), 'files');
      return;
    }
    currentRun.setState({ stage: url.stage, layout: url.layout });
    await session.load(opened ?? sourceOf(url), { config: opened ? {} : url.config, plane: url.plane });
  }
  const travel = ({ state }: PopStateEvent) => {
    arriving++;
    act(
      () =>
        arrive(state).finally(() => {
          arriving--;
          // An entry that could not be shown is replaced by the shown state.
          if (arriving === 0) put('replace');
        }),
      'dataset',
    );
  };

  const stop = currentRun.subscribe(
    ({ dataset, config, stage, layout, plane, embeddings }) => ({
      dataset,
      config,
      stage,
      layout,
      plane,
      embedding: embeddings[0]?.settings,
    }),
    follow,
    {
      equalityFn: (a, b) =>
        a.dataset === b.dataset &&
        a.config === b.config &&
        a.stage === b.stage &&
        a.layout === b.layout &&
        a.plane === b.plane &&
        a.embedding === b.embedding,
    },
  );
  // A reload finds the project by its entry.
  const stopProject = useKeeping.subscribe(({ id }, before) => {
    if (id !== before.id && arriving === 0) put('replace');
  });
  addEventListener('popstate', travel);
  put('replace');
  return () => {
    window.clearTimeout(timer);
    stopProject();
    removeEventListener('popstate', travel);
    stop();
  };
}
