import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useStore, type AppState, type RunPatch, type RunState } from './state';
import { readAgainst } from './runs/readAgainst';
import { isOfTraining, trainingOf, type RunId, type RunRecord } from './runs/record';
import { shownResult } from './shown/shownFrame';

/** The page's state as one run has it. A view is given a run by context and reads this, so that it can be shown twice for two runs. */
export interface RunStore {
  getState(): RunState;
  /** True if it is the run that the page shows: commands are about that one. */
  isCurrent(): boolean;
  /** Keys of the run's training change its record, all others the page. */
  setState(patch: RunPatch | ((state: RunState) => RunPatch)): void;
  /** Calls back after each change. Returns how to stop. */
  subscribe(listener: (state: RunState, before: RunState) => void): () => void;
  /** Calls back when what is selected changes. */
  subscribe<T>(
    select: (state: RunState) => T,
    listener: (selected: T, before: T) => void,
    options?: { equalityFn?: (a: T, b: T) => boolean; fireImmediately?: boolean },
  ): () => void;
}

/** Of a run, or of whichever is the current one. */
function createRunStore(of: (state: AppState) => RunId): RunStore {
  const getState = (): RunState => runStateOf(useStore.getState(), of(useStore.getState()));
  return {
    getState,
    isCurrent: () => of(useStore.getState()) === useStore.getState().current,
    setState(patch) {
      const { run, ...changes } = typeof patch === 'function' ? patch(getState()) : patch;
      useStore.setState((state) => withPatch(run === undefined ? state : { ...state, current: run }, run ?? of(state), changes));
    },
    subscribe<T>(
      select: ((state: RunState) => T) | ((state: RunState, before: RunState) => void),
      listener?: (selected: T, before: T) => void,
      options?: { equalityFn?: (a: T, b: T) => boolean; fireImmediately?: boolean },
    ): () => void {
      if (listener)
        return useStore.subscribe((state) => (select as (state: RunState) => T)(runStateOf(state, of(state))), listener, options);
      const changed = select as (state: RunState, before: RunState) => void;
      return useStore.subscribe((state, before) => changed(runStateOf(state, of(state)), runStateOf(before, of(before))));
    },
  };
}

/** The state after a patch for run `id`. Unknown keys of runs that are gone change nothing. */
export function withPatch(state: AppState, id: RunId, patch: Omit<RunPatch, 'run'>): AppState {
  const entries = Object.entries(patch);
  const page = Object.fromEntries(entries.filter(([key]) => !isOfTraining(key)));
  const training = entries.filter(([key]) => isOfTraining(key));
  const record = state.runs.get(id);
  if (training.length === 0 || !record) return { ...state, ...page };
  return { ...state, ...page, runs: new Map(state.runs).set(id, { ...record, ...Object.fromEntries(training) } as RunRecord) };
}

/** One object for each state and run, so that selectors give equal things for equal states. */
const known = new WeakMap<AppState, Map<RunId, RunState>>();

export function runStateOf(state: AppState, id: RunId): RunState {
  let ofState = known.get(state);
  if (!ofState) known.set(state, (ofState = new Map()));
  let one = ofState.get(id);
  if (!one) ofState.set(id, (one = joined(state, id)));
  return one;
}

function joined(state: AppState, id: RunId): RunState {
  const { runs, current, ...page } = state;
  const record = runs.get(id) ?? runs.get(current)!;
  const training = { ...trainingOf(record), ...readAgainst(record, runs) };
  if (record.id === current) return { ...page, ...training, run: record.id };
  const shown = shownResult(record.result);
  const here = record.data.fingerprint === runs.get(current)!.data.fingerprint;
  // A plane through codes is of one run's codes.
  const { surface, points } = here && !shown?.latent && !page.shown?.latent ? page : { surface: null, points: null };
  const still = { cursor: null, playing: false, coming: null, surface, points };
  return { ...page, ...training, ...still, run: record.id, config: record.config, shown };
}

/** Of the current run, whichever that is. */
export const currentRun: RunStore = createRunStore(({ current }) => current);

export const runStore = (id: RunId): RunStore => createRunStore(() => id);

/** The run that views inside it show. */
export const RunContext = createContext<RunStore>(currentRun);

/** The store of the view's run: for what is read outside of React. */
export const useRunStore = (): RunStore => useContext(RunContext);

/** True if the view's run is the current one. */
export function useIsCurrent(): boolean {
  const { subscribe, isCurrent } = useRunStore();
  return useSyncExternalStore(subscribe, isCurrent);
}

/** Reads from the page and the view's run. The selector gives the same thing for the same state. */
export function useRun<T>(select: (state: RunState) => T): T {
  const store = useRunStore();
  return useSyncExternalStore(
    store.subscribe,
    useCallback(() => select(store.getState()), [store, select]),
  );
}
