import { create } from 'zustand';
import { inCatalogue } from '../data/catalogue';
import type { Dataset } from '../data/dataset';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';

/** Sets that came from files or scripts, newest first, so that the combobox can go back to them. */
export const useOpened = create<readonly Dataset[]>()(() => []);

/** As many as the memory of a modest machine takes. */
const kept = 4;

/** Starts keeping what is loaded from now on. */
export function rememberOpened(): () => void {
  return currentRun.subscribe(
    (state) => state.dataset,
    (dataset) => {
      // This choice settles the problems of an earlier one.
      for (const about of ['dataset', 'files']) session.clear(about);
      if (dataset && !inCatalogue(dataset.id))
        useOpened.setState((opened) => [dataset, ...opened.filter(({ id }) => id !== dataset.id)].slice(0, kept), true);
    },
    { fireImmediately: true },
  );
}
