import { changeInFrame } from './frameScheduler';
import { currentRun, runStateOf, runStore } from '../runStore';
import { useStore, type AppState, type RunState, type Shown } from '../state';

/**
 * Lets all views change at once. What is to be shown next waits until the map of it has been drawn, and with it all else that belongs to
 * the same moment: curves, film, status. So no two views ever show different epochs, and the dashed borders never run ahead of the ground.
 */
export interface DisplayCommits {
  /** The state as it will be once all that waits has come. Whoever decides what comes next reads this. */
  next(): RunState;
  /** Changes at once what answers the hand (a slider, the cursor); nothing that waits takes it back. */
  now(patch: Partial<RunState>): void;
  /**
   * Shows a change in the next frame, or where it brings another model and a map takes part, in that of its map. Resolves when it is shown.
   */
  show(patch: Partial<RunState>): Promise<void>;
  /** The map of this model is there: it and what came before it are shown. */
  drawn(model: Shown['model']): void;
  /** A map takes part from now on; returns how it leaves. */
  attach(): () => void;
  /** Another run has begun: what waits is never shown. */
  clear(): void;
}

/** A map that takes longer than this many milliseconds keeps nobody else waiting. */
const patience = 400;

interface Waiting {
  readonly patch: Partial<RunState>;
  readonly model: Shown['model'] | null;
  readonly done: () => void;
}

export function createMoments(): DisplayCommits {
  /** In the order they are to be shown. The first `ready` wait for nothing but the frame. */
  let waiting: Waiting[] = [];
  let ready = 0;
  let maps = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const merged = (list: readonly Waiting[]): Partial<RunState> => Object.assign({}, ...list.map(({ patch }) => patch));

  /** The run that is current once all that waits has come. */
  const nextRun = ({ current, coming }: AppState) => coming?.run ?? current;

  const next = (): RunState => {
    const state = useStore.getState();
    const id = nextRun(state);
    const last = runStateOf(id === state.current ? state : { ...state, current: id }, id);
    return state.coming ? { ...last, ...state.coming } : last;
  };

  /** Says whether the same epoch is drawn anew: the networks of epoch 0 are others when pretraining ends. */
  function come(): boolean {
    if (ready === 0) return false;
    const coming = waiting.slice(0, ready);
    waiting = waiting.slice(ready);
    ready = 0;
    const { shown: before } = useStore.getState();
    currentRun.setState({ ...merged(coming), coming: waiting.length > 0 ? merged(waiting) : null });
    for (const { done } of coming) done();
    const { shown } = useStore.getState();
    return before?.latent?.pretrained === false && shown?.latent?.pretrained === true;
  }

  /** The first `count` may be shown. */
  function release(count: number): void {
    if (count <= ready) return;
    if (ready === 0) changeInFrame(come);
    ready = count;
    if (timer !== null) clearTimeout(timer);
    timer = waiting.length > ready ? setTimeout(releaseAll, patience) : null;
  }

  const releaseAll = () => release(waiting.length);

  return {
    next,
    now(patch) {
      if (waiting.length === 0) {
        currentRun.setState(patch);
        return;
      }
      const kept = (one: Partial<RunState>) => Object.fromEntries(Object.entries(one).filter(([key]) => !(key in patch)));
      waiting = waiting.map((one) => ({ ...one, patch: kept(one.patch) }));
      runStore(nextRun(useStore.getState())).setState({ ...patch, coming: merged(waiting) });
    },
    show(patch) {
      const model = patch.shown?.model ?? null;
      const needsMap = maps > 0 && model !== null && model !== next().shown?.model;
      return new Promise((done) => {
        const inLine = waiting.length > ready;
        waiting.push({ patch, model: model ?? waiting.at(-1)?.model ?? null, done });
        if (needsMap || inLine) timer ??= setTimeout(releaseAll, patience);
        else releaseAll();
        useStore.setState({ coming: merged(waiting) });
      });
    },
    drawn(model) {
      release(waiting.findLastIndex((one) => one.model === model) + 1);
    },
    attach() {
      maps++;
      return () => {
        maps--;
        if (maps === 0) releaseAll();
      };
    },
    clear() {
      const dropped = waiting;
      waiting = [];
      ready = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (useStore.getState().coming) useStore.setState({ coming: null });
      for (const { done } of dropped) done();
    },
  };
}
