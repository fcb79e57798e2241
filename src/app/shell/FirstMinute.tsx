import { useEffect } from 'react';
import { currentRun, useRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { partitionerOf } from '../../core/partition/kinds';
import { inCatalogue } from '../../data/catalogue';
import { wordsOf } from '../../views/words';
import { formatCount } from '../../views/format';
import { Term } from '../../views/Term';
import { useTour } from '../tour/useTour';
import { useArrangement } from './arrangement';

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const selectModel = ({ shown }: RunState) => shown?.model ?? null;

/** One sentence on what one sees, and three things to try, which go away when they are done. */
export function FirstMinute() {
  const tried = useArrangement((state) => state.tried);
  const tour = useTour(({ go }) => go);
  const hide = useArrangement(({ hideTries }) => hideTries);
  const model = useRun(selectModel);
  useEffect(watchTries, []);
  const { prototypes } = wordsOf(model);
  const moves = model !== null && partitionerOf(model).move !== null;
  const tries: readonly (readonly [string, string])[] = [
    ['beta', moves ? 'Drag β: watch borders bend.' : 'Drag k: watch borders move.'],
    ['train', `Press Train: ${prototypes} find the clusters.`],
    ['data', 'Drop your own table or pictures here.'],
  ];
  const left = tries.filter(([what]) => tried && !tried.includes(what));
  return (
    <section className="first-minute" aria-label="What one sees">
      <Opening />
      {left.length > 0 && (
        <>
          <ol>
            {tries.map(
              ([what, sentence], i) =>
                !tried?.includes(what) && (
                  <li key={what}>
                    <span aria-hidden="true">{i + 1}</span>
                    {sentence}
                  </li>
                ),
            )}
          </ol>
          <div className="first-buttons">
            <button type="button" className="quiet" onClick={() => tour(0)}>
              Take the tour
            </button>
            <button type="button" className="quiet" onClick={hide}>
              Hide
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** What the map shows, in one sentence. */
export function Opening() {
  const model = useRun(selectModel);
  const { move, emergent } = model ? partitionerOf(model) : { move: null, emergent: null };
  const { prototype, prototypes, cluster } = wordsOf(model);
  const count = words[model?.k ?? 0] ?? formatCount(model?.k ?? 0);
  return (
    <p className="opening">
      {emergent ? (
        <>
          A point on the map comes to rest at one of {count} <Term of="memory">{prototypes}</Term>, in the middle of several, or nowhere.
          The land of such a place is its <Term of="basin">{cluster}</Term>.
        </>
      ) : move ? (
        <>
          A point on the map runs downhill to one of {count} <Term of="memory">{prototypes}</Term>. The land that drains to a {prototype} is
          its <Term of="basin">{cluster}</Term>.
        </>
      ) : (
        `A point belongs to one of ${count} ${prototypes}. The land that goes to a ${prototype} is its ${cluster}.`
      )}
    </p>
  );
}

/** A thing is done when its effect is there, whichever way it was brought about. */
function watchTries(): () => void {
  const { triedOne } = useArrangement.getState();
  let { config } = currentRun.getState();
  return currentRun.subscribe((state) => {
    // What is shown for a while is not of the user's doing.
    if (state.aside) return;
    const { method, k } = state.config;
    const changed = 'beta' in state.config && 'beta' in config ? state.config.beta !== config.beta : k !== config.k;
    if (changed && method === config.method) triedOne('beta');
    if (state.training.state === 'training') triedOne('train');
    if (state.dataset && !inCatalogue(state.dataset.id)) triedOne('data');
    ({ config } = state);
  });
}
