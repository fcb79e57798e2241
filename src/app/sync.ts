import { CATALOGUE } from '../data/catalogue';
import { suggestedConfig, type Config } from '../engine/protocol';
import { openingPlane } from '../store/plane';
import { useStore, type AppState } from '../store/state';
import { inCatalogue } from './opened';
import { encodeUrl, firstScreen } from './url';

/** Keeps the address true to the state, so that a reload or a bookmark comes back to it. */

/** Long enough for a slider to come to rest: browsers limit how often the address may change. */
const wait = 400;

function queryOf({ dataset, knobs: asked, config, stage, layout, plane, embeddings }: AppState): string {
  const data = dataset && inCatalogue(dataset.id) ? dataset.id : null;
  const knobs = { noise: asked.noise, seed: asked.seed, n: dataset?.n };
  return encodeUrl({ data, knobs, config, stage, layout, plane, embedding: embeddings[0]?.settings ?? {}, suggested: suggestionFor(data ? dataset : null, config.method), usualPlane: openingPlane(null, config, dataset?.d ?? 2) });
}

/** A link without a set opens the first screen's. */
const suggestionFor = (dataset: AppState['dataset'], method: Config['method']) => suggestedConfig(dataset ?? { ...CATALOGUE.find(({ id }) => id === firstScreen)!, image: null }, method);

export const currentLink = (): string => `${location.origin}${location.pathname}${queryOf(useStore.getState())}`;

/** Starts writing; returns how to stop. */
export function keepAddress(): () => void {
  let timer = 0;
  const write = () => {
    const query = queryOf(useStore.getState());
    if (query !== location.search) history.replaceState(history.state, '', `${location.pathname}${query}${location.hash}`);
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(write, wait);
  };
  const stop = useStore.subscribe(({ dataset, config, stage, layout, plane, embeddings }) => ({ dataset, config, stage, layout, plane, embedding: embeddings[0]?.settings }), later, {
    equalityFn: (a, b) => a.dataset === b.dataset && a.config === b.config && a.stage === b.stage && a.layout === b.layout && a.plane === b.plane && a.embedding === b.embedding,
  });
  later();
  return () => {
    window.clearTimeout(timer);
    stop();
  };
}
