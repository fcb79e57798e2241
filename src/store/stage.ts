import type { AssociativeMemory } from '../core/model';
import { dataPlane, planeFromAxes, planeThroughMemories, project, type Plane } from '../core/plane';
import { partition } from '../core/partition';
import { applyScaling } from '../core/scaling';
import type { Assessment, AssessRequest, Dynamics, EngineApi, Notice, Snapshot } from '../engine/protocol';
import { stepSizeOf } from '../engine/protocol';
import { frameAt } from './history';
import { latest } from './latest';
import { useStore, type AppState, type Shown } from './state';

interface StageOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  engine(): Omit<EngineApi, 'start'>;
}

/** Keeps `shown`, `surface` and `points` true to the frames, the cursor, the config and the memories that were dragged. */
export interface StageKeeper {
  /** Call after anything that decides what is shown has changed. */
  refresh(): void;
  moveMemory(index: number, position: Float64Array): void;
  /** A new snapshot or a new run: dragged memories are part of it now. */
  forgetMoves(): void;
}

/** Up to this many multiplications labels are computed at once, on the page: a few milliseconds. */
const atOnce = 5e5;
/** How long a slider must rest before the worker judges what it shows: judging competes with the map for the same cores. */
const restMs = 100;

export function createStage({ say, engine }: StageOptions): StageKeeper {
  let moved: Float32Array | null = null;
  let resting: ReturnType<typeof setTimeout> | null = null;

  const report = (error: unknown) => {
    // A worker that died has been reported by its own message.
    if (error instanceof Error && 'code' in error && (error.code === 'worker-died' || error.code === 'terminated' || error.code === 'no-data')) return;
    say('error', error instanceof Error ? error.message : String(error));
  };

  const assess = latest(async (shown: Shown) => {
    const { model } = shown;
    const request: AssessRequest = { beta: model.beta, steps: model.steps, stepSize: model.stepSize, similarity: model.similarity, memories: Float32Array.from(model.memories), logWeights: model.logWeights ? Float32Array.from(model.logWeights) : null };
    const judged: Assessment = await engine().assess(request);
    const now = useStore.getState().shown;
    if (now && now.model === model) useStore.setState({ shown: { ...now, ...judged } });
  }, report);

  const reproject = latest(async (surface: Plane) => {
    const points = await engine().project(surface.origin, surface.e1, surface.e2);
    if (useStore.getState().surface === surface) useStore.setState({ points });
  }, report);

  const sendMemories = latest((memories: Float32Array) => engine().setMemories(memories), report);

  function refresh(): void {
    const state = useStore.getState();
    const frame = frameAt(state.frames, state.cursor);
    if (!frame) {
      if (state.shown) useStore.setState({ shown: null });
      return;
    }
    const dynamics = dynamicsFor(state, frame);
    const memories = state.cursor === null && moved ? moved : frame.memories;
    const altered = memories !== frame.memories || !sameDynamics(dynamics, frame);
    const before = state.shown;
    const unchanged =
      before && before.run === frame.run && before.restart === frame.restart && before.epoch === frame.epoch && before.model.memories === memories && sameDynamics(before.model, dynamics);
    if (unchanged) {
      lay(before.model);
      return;
    }
    const model: AssociativeMemory = { ...dynamics, memories, k: memories.length / state.dataset!.d, d: state.dataset!.d, logWeights: frame.logWeights };
    const identity = { run: frame.run, restart: frame.restart, epoch: frame.epoch, model, altered };
    if (!altered) {
      const { labels, voronoiLabels, metrics, voronoi } = frame;
      show({ ...identity, labels, voronoiLabels, metrics, voronoi });
      return;
    }
    const same = before && before.run === frame.run && before.epoch === frame.epoch && before.restart === frame.restart;
    const shown: Shown = { ...identity, ...labelsAtOnce(state, model, same ? before : null), metrics: null, voronoi: null };
    show(shown);
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => assess(shown), restMs);
  }

  function show(shown: Shown): void {
    useStore.setState({ shown });
    lay(shown.model);
  }

  /** Lays the chosen plane through the space, and the points onto it, where it is not there yet. */
  function lay(model: AssociativeMemory): void {
    const { plane, space, surface, dataset } = useStore.getState();
    if (!space) return;
    const next = surfaceFor(plane, space, model);
    if (surface && samePlane(surface, next)) return;
    if (dataset && dataset.d <= 2 && plane.kind === 'data') {
      const points = project(next, applyScaling(space.scaling, dataset.values, dataset.n), dataset.n);
      useStore.setState({ surface: next, points });
      return;
    }
    useStore.setState({ surface: next });
    reproject(next);
  }

  return {
    refresh,
    moveMemory(index, position) {
      const { shown } = useStore.getState();
      if (!shown) return;
      moved = Float32Array.from(shown.model.memories);
      moved.set(position, index * shown.model.d);
      useStore.setState({ cursor: null });
      refresh();
      sendMemories(moved.slice());
    },
    forgetMoves() {
      moved = null;
    },
  };
}

/** The β and T on the sliders hold for whatever is shown; only while training goes on is each epoch shown with those it was trained with. */
function dynamicsFor({ config, training }: AppState, frame: Snapshot): Dynamics {
  const { beta, steps, similarity } = config;
  if (training.state !== 'training' && similarity === frame.similarity) return { beta, steps, stepSize: stepSizeOf(config), similarity };
  return { beta: frame.beta, steps: frame.steps, stepSize: frame.stepSize, similarity: frame.similarity };
}

function sameDynamics(a: Dynamics, b: Dynamics): boolean {
  return a.beta === b.beta && a.steps === b.steps && a.stepSize === b.stepSize && a.similarity === b.similarity;
}

/** Small sets get their labels with the same frame that moves the map; larger ones keep the old until the worker has the new. */
function labelsAtOnce({ dataset, space }: AppState, model: AssociativeMemory, before: Shown | null): Pick<Shown, 'labels' | 'voronoiLabels'> {
  if (dataset && space && dataset.n * model.k * model.d * model.steps <= atOnce) {
    const points = applyScaling(space.scaling, dataset.values, dataset.n);
    const { labels, nearest } = partition(model, points, dataset.n);
    return { labels, voronoiLabels: nearest };
  }
  return { labels: before?.labels ?? null, voronoiLabels: before?.voronoiLabels ?? null };
}

function surfaceFor(choice: AppState['plane'], space: NonNullable<AppState['space']>, model: AssociativeMemory): Plane {
  if (choice.kind === 'memories' && Math.max(...choice.memories) < model.k) return planeThroughMemories(model.memories, model.k, model.d, choice.memories);
  if (space.d <= 2 && choice.kind !== 'pca') return dataPlane(space.d);
  const { mean, axes } = space.pca;
  return planeFromAxes(mean, axes.subarray(0, space.d), axes.subarray(space.d, 2 * space.d));
}

function samePlane(a: Plane, b: Plane): boolean {
  const same = (x: Float64Array, y: Float64Array) => x.length === y.length && x.every((value, i) => value === y[i]);
  return same(a.origin, b.origin) && same(a.e1, b.e1) && same(a.e2, b.e2);
}
