import type { AssociativeMemory } from '../core/model';
import { dataPlane, planeFromAxes, planeThroughMemories, project, type Plane } from '../core/plane';
import { partition } from '../core/partition';
import type { Assessment, AssessRequest, Dynamics, EngineApi, Notice, Snapshot } from '../engine/protocol';
import { stepSizeOf } from '../engine/protocol';
import { soon } from './frames';
import { frameAt } from './history';
import { latest } from './latest';
import type { Moments } from './moment';
import { possiblePlane } from './plane';
import { scaledPoints } from './scaled';
import type { AppState, Shown } from './state';

interface StageOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  engine(): Omit<EngineApi, 'start'>;
  moments: Moments;
}

/** Keeps `shown`, `surface` and `points` true to the frames, the cursor, the config and the memories that were dragged. */
export interface StageKeeper {
  /** Makes a change to what decides what is shown, and shows both in one moment. Resolves when they are. */
  refresh(patch?: Partial<AppState>): Promise<void>;
  moveMemory(index: number, position: Float64Array): void;
  /** A new run: dragged memories were the last one's. */
  forgetMoves(): void;
}

/** Up to this many multiplications labels are computed at once, on the page: a few milliseconds. */
const atOnce = 5e5;
/** How long a slider must rest before the worker judges what it shows: the exact map, which needs the same cores, comes first. */
const restMs = 300;

export function createStage({ say, engine, moments }: StageOptions): StageKeeper {
  /** Memories that were dragged, the epoch that they are of, and whether that was the newest: training goes on from there. */
  let moved: { of: Snapshot; memories: Float32Array; newest: boolean } | null = null;
  /** What follows from the last move has not been done yet. */
  let following = false;
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
    const now = moments.next().shown;
    if (now && now.model === model) void moments.show({ shown: { ...now, ...judged } });
  }, report);

  const reproject = latest(async (surface: Plane) => {
    const points = await engine().project(surface.origin, surface.e1, surface.e2);
    if (moments.next().surface === surface) void moments.show({ points });
  }, report);

  const followMove = () => {
    following = false;
    void refresh();
    if (moved?.newest) sendMemories(moved.memories.slice());
  };

  const sendMemories = latest((memories: Float32Array) => engine().setMemories(memories), report);

  function refresh(patch: Partial<AppState> = {}): Promise<void> {
    const state = { ...moments.next(), ...patch };
    const frame = frameAt(state.frames, state.cursor);
    if (!frame) return moments.show(state.shown ? { ...patch, shown: null } : patch);
    const dynamics = dynamicsFor(state, frame);
    const memories = moved?.of === frame ? moved.memories : frame.memories;
    const altered = memories !== frame.memories || !sameDynamics(dynamics, frame);
    const before = state.shown;
    const unchanged =
      before && before.run === frame.run && before.restart === frame.restart && before.epoch === frame.epoch && before.model.memories === memories && sameDynamics(before.model, dynamics);
    if (unchanged) return moments.show({ ...patch, ...laid(state, before.model) });
    const model: AssociativeMemory = { ...dynamics, memories, k: memories.length / state.dataset!.d, d: state.dataset!.d, logWeights: frame.logWeights };
    const identity = { run: frame.run, restart: frame.restart, epoch: frame.epoch, model, altered };
    if (!altered) {
      const { labels, voronoiLabels, metrics, voronoi } = frame;
      return moments.show({ ...patch, shown: { ...identity, labels, voronoiLabels, metrics, voronoi }, ...laid(state, model) });
    }
    const same = before && before.run === frame.run && before.epoch === frame.epoch && before.restart === frame.restart;
    const shown: Shown = { ...identity, ...labelsAtOnce(state, model, same ? before : null), metrics: null, voronoi: null };
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => assess(shown), restMs);
    return moments.show({ ...patch, shown, ...laid(state, model) });
  }

  /** Lays the chosen plane through the space, and the points onto it, where it is not there yet. What takes long the engine does, and it comes later. */
  function laid({ plane, space, surface, dataset }: AppState, model: AssociativeMemory): Partial<AppState> {
    if (!space || !dataset) return {};
    const next = surfaceFor(plane, space, model);
    if (surface && samePlane(surface, next)) return {};
    const points = scaledPoints(dataset, space);
    if (points) return { surface: next, points: project(next, points, dataset.n) };
    reproject(next);
    return { surface: next };
  }

  return {
    refresh,
    moveMemory(index, position) {
      const { shown, frames, cursor } = moments.next();
      const frame = frameAt(frames, cursor);
      if (!shown || !frame) return;
      if (!following || moved?.of !== frame) moved = { of: frame, memories: Float32Array.from(shown.model.memories), newest: frame === frames.at(-1) };
      moved.memories.set(position, index * shown.model.d);
      following = true;
      soon(followMove);
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
  const points = dataset && space && dataset.n * model.k * model.d * model.steps <= atOnce ? scaledPoints(dataset, space) : null;
  if (dataset && points) {
    const { labels, nearest } = partition(model, points, dataset.n);
    return { labels, voronoiLabels: nearest };
  }
  return { labels: before?.labels ?? null, voronoiLabels: before?.voronoiLabels ?? null };
}

function surfaceFor(choice: AppState['plane'], space: NonNullable<AppState['space']>, model: AssociativeMemory): Plane {
  const plane = possiblePlane(choice, model.d, model.k);
  if (plane.kind === 'memories') return planeThroughMemories(model.memories, model.k, model.d, plane.memories);
  if (plane.kind === 'data') return dataPlane(space.d);
  const { mean, axes } = space.pca;
  return planeFromAxes(mean, axes.subarray(0, space.d), axes.subarray(space.d, 2 * space.d));
}

function samePlane(a: Plane, b: Plane): boolean {
  const same = (x: Float64Array, y: Float64Array) => x.length === y.length && x.every((value, i) => value === y[i]);
  return same(a.origin, b.origin) && same(a.e1, b.e1) && same(a.e2, b.e2);
}
