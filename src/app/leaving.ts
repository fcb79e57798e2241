import { create } from 'zustand';
import { inCatalogue } from '../data/catalogue';
import type { TrainingResult } from '../engine/protocol';
import { currentRun } from '../store/runStore';
import { type RunState } from '../store/state';
import { isKept, useKeeping } from './projects/useKeeping';

/** The result that was exported last, in whatever form. */
const useExported = create<{ result: TrainingResult | null }>()(() => ({ result: null }));

/** A result, or its model, labels or memories, has been written to a file. */
export const rememberExport = (result: TrainingResult | null): void => useExported.setState({ result });

/**
 * True if closing the page would lose something that its address does not bring back: own data, a training under way, or one that was not
 * exported, also where only Undo or “Back to the run” leads back to it.
 */
export function wouldLose(
  { dataset, training, result, former, messages }: Pick<RunState, 'dataset' | 'training' | 'result' | 'former' | 'messages'>,
  exported: TrainingResult | null,
): boolean {
  return (
    (dataset !== null && !inCatalogue(dataset.id)) ||
    training.state === 'training' ||
    former !== null ||
    (result !== null && result !== exported) ||
    messages.some(({ about }) => about === 'undo')
  );
}

/**
 * Lets the browser ask before the page is closed or loaded anew, while something would be lost by it: where the project cannot be kept.
 * Returns how to stop.
 */
export function askBeforeLeaving(): () => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let asking = false;
  // A page that listens all the time is not kept for Back by some browsers.
  const follow = () => {
    const lose = !isKept(useKeeping.getState()) && wouldLose(currentRun.getState(), useExported.getState().result);
    if (lose === asking) return;
    asking = lose;
    if (lose) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  };
  const stops = [currentRun.subscribe(follow), useExported.subscribe(follow), useKeeping.subscribe(follow)];
  follow();
  return () => {
    for (const stop of stops) stop();
    removeEventListener('beforeunload', ask);
  };
}
