import type { RunState } from '../../store/state';
import { remembered } from '../../core/work/remembered';
import { fits } from '../units';
import { moveTo, type Motion } from './geometry/motion';
import { placeLayout } from './geometry/place';

/** The layout that is drawn, and the places that its points come from. */
export interface Travel {
  /** Null where there is no layout of what is loaded. */
  readonly now: Motion | null;
  follow(state: RunState): Motion | null;
}

/**
 * @param which pane of the store.
 * @param still points are in their places at once.
 * @param onElsewhere what is laid out now has nothing in common with what was.
 */
export function createTravel(which: number, still: () => boolean, onElsewhere: () => void): Travel {
  const place = remembered(placeLayout);
  let now: Motion | null = null;
  let country: readonly unknown[] = [];

  function follow({ embeddings, dataset, space }: RunState): Motion | null {
    const layout = embeddings[which]?.layout ?? null;
    // A layout of another set than is loaded is that of the last one.
    if (
      !layout ||
      !dataset ||
      !fits(dataset, space) ||
      (layout.rows ? (layout.rows.at(-1) ?? 0) >= dataset.n : layout.coordinates.length !== 2 * dataset.n)
    )
      return null;
    const placed = place(layout);
    if (now?.to === placed) return now;
    const here = [dataset, layout.method, layout.of];
    const elsewhere = here.some((part, i) => part !== country[i]);
    const sameSet = here[0] === country[0];
    country = here;
    if (elsewhere && now) onElsewhere();
    return moveTo(sameSet ? now : null, placed, performance.now(), still());
  }

  return {
    get now() {
      return now;
    },
    follow: (state) => (now = follow(state)),
  };
}
