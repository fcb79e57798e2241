import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useStore, type AppState, type PageState, type RunPatch, type RunState, type Shown } from './state';
import { readAgainst } from './runs/readAgainst';
import { isOfTraining, trainingOf, type RunId, type RunRecord } from './runs/record';
import { clusterDrawnAs, lookedAtBeside, matchedBeside, planeBeside, scaledBeside } from './compared/besideShown';
import { sameScaling } from './compared/comparable';
import { configOf } from './runs/entries';
import { scaledPoints } from './shown/scaled';
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
      const state = getState();
      const { run, ...changes } = asDrawn(typeof patch === 'function' ? patch(state) : patch, state.shown?.looks);
      useStore.setState((now) => withPatch(run === undefined ? now : { ...now, current: run }, run ?? of(now), changes));
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

/** A cluster that is met or chosen in a run beside the current one is, for the page, the one that it is drawn as. */
function asDrawn(patch: RunPatch, looks: Uint16Array | undefined): RunPatch {
  if (!looks) return patch;
  const clusters = (['selectedMemory', 'hoveredMemory'] as const).filter((key) => typeof patch[key] === 'number');
  return { ...patch, ...Object.fromEntries(clusters.map((key) => [key, looks[patch[key]!]])) };
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
  const result = shownResult(record.result);
  const still = { cursor: null, playing: false, coming: null };
  if (page.compared?.run === id && result) return { ...page, ...training, ...still, ...besideOf(state, record, result), run: record.id };
  const here = record.data.fingerprint === runs.get(current)!.data.fingerprint;
  // A plane through codes is of one run's codes.
  const { surface, points } = here && !result?.latent && !page.shown?.latent ? page : { surface: null, points: null };
  return { ...page, ...training, ...still, surface, points, run: record.id, config: record.config, shown: result };
}

/** The page as a run sees it that is compared with the current one. */
function besideOf(state: AppState, record: RunRecord, result: Shown): Partial<PageState> {
  const { dataset, plane, compared, shown: own, runs, current } = state;
  const same = sameScaling(runs.get(current)!, record);
  const otherwise = same || !dataset ? null : scaledBeside(dataset, configOf(record).scaling, record.scaling);
  const space = otherwise?.space ?? state.space;
  const points = result.latent?.codes ?? otherwise?.points ?? (dataset && space && scaledPoints(dataset, space));
  const looked = lookedAtBeside(result, compared!.together ? state.config : null, compared!.judged, points, record.data.n);
  const shown = matchedBeside(looked, shownResult(runs.get(current)!.result) ?? own, result);
  const shared = same && !result.latent && !own?.latent;
  const { surface, points: places } = shared ? state : planeBeside(plane, space, points, record.data.n, shown.model, result.latent);
  return {
    shown,
    config: shown.config,
    space,
    surface,
    points: places,
    selectedMemory: clusterDrawnAs(shown.looks, state.selectedMemory),
    hoveredMemory: clusterDrawnAs(shown.looks, state.hoveredMemory),
  };
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
