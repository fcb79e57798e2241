import { messageOf } from '../../core/work/messageOf';
import { project, type Plane } from '../../core/map/plane';
import type { Floats } from '../../core/algebra/floats';
import type { Assessment, AssessRequest, EngineApi, Latent, Notice, Snapshot } from '../../engine/protocol';
import { afterEvent } from './frameScheduler';
import { labelsAtOnce, named } from './labelsAtOnce';
import { latest } from './latest';
import type { DisplayCommits } from './displayCommit';
import { scaledPoints } from './scaled';
import type { RunState, Shown } from '../state';
import { samePlane, surfaceFor } from './shownPlane';
import { frameAt } from './frameAt';
import { lacksCodes, noEpoch } from './lacksCodes';
import { shownFrame } from './shownFrame';
import { partitionUnder, withPartitionOf, type Config } from '../../methods/config';
import { lookedAt } from './trained';
import { partitionerOf, withPrototypes, withSets } from '../../core/partition/kinds';
import { type PartitionModel } from '../../core/partition/model';

interface StageOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  engine(): Omit<EngineApi, 'start'>;
  commits: DisplayCommits;
}

/** Keeps `shown`, `surface` and `points` true to the frames, the cursor, the config and the prototypes that were dragged. */
export interface StageKeeper {
  /** Makes a change to what decides what is shown, and shows both in one moment. Resolves when they are. */
  refresh(patch?: Partial<RunState>): Promise<void>;
  moveMemory(index: number, position: Float64Array): void;
  /** Moves it on from where it was last put, which may not be shown yet. */
  nudgeMemory(index: number, by: Float64Array): void;
  /** Where prototypes were dragged to; null where none were. */
  moves(): Moves | null;
  /** Prototypes are again where they were at that time; null: where the epoch that is shown has them. */
  putBack(moves: Moves | null): void;
  /** A new run: dragged memories were the last one's. */
  forgetMoves(): void;
}

/** The prototypes of an epoch, some of them dragged: k × d. */
export interface Moves {
  readonly run: number;
  readonly restart: number;
  readonly epoch: number;
  readonly prototypes: Float32Array;
}

/** How long a slider must rest before the worker judges what it shows: the exact map, which needs the same cores, comes first. */
const restMs = 300;

export function createStage({ say, engine, commits }: StageOptions): StageKeeper {
  /** Prototypes that were dragged, the epoch that they are of, and whether that was the newest: training goes on from there. */
  let moved: { of: Snapshot; prototypes: Float32Array; newest: boolean } | null = null;
  /** What is shown of a snapshot where that is not its own partition, the same object as long as nothing changes. */
  let derived: { of: PartitionModel; prototypes: Floats | null; settings: string; model: PartitionModel } | null = null;
  /** True while the consequences of the last move are not computed yet. */
  let following = false;
  let resting: ReturnType<typeof setTimeout> | null = null;

  const report = (error: unknown) => say('error', messageOf(error));

  const assess = latest(async (shown: Shown) => {
    const { model, run, restart, epoch, latent } = shown;
    if (latent && lacksCodes(latent)) return;
    // The decoder of an epoch that never was measures nothing.
    const decoder = latent?.withoutNetworks ? noEpoch : epoch;
    const request: AssessRequest = { run, restart, epoch: decoder, codes: latent?.codes ?? null, partition: model };
    const { sets, ...judged }: Assessment = await engine().assess(request);
    const now = commits.next().shown;
    if (now?.model !== model) return;
    const named = withSets(model, sets);
    if (derived?.model === model) derived = { ...derived, model: named };
    void commits.show({ shown: { ...now, ...judged, model: named } });
  }, report);

  const reproject = latest(async ({ run, surface }: { run: number; surface: Plane }) => {
    const points = await engine().project(run, surface.origin, surface.e1, surface.e2);
    if (commits.next().surface === surface) void commits.show({ points });
  }, report);

  const followMove = () => {
    following = false;
    void refresh();
    if (moved?.newest) sendPrototypes({ run: moved.of.run, prototypes: moved.prototypes.slice() });
  };

  const sendPrototypes = latest(
    ({ run, prototypes }: { run: number; prototypes: Float32Array }) => engine().setPrototypes(run, prototypes),
    report,
  );

  /** The partition of a snapshot as it is shown: with the prototypes that were dragged, under the settings that hold now. */
  function modelOf(state: RunState, frame: Snapshot): PartitionModel {
    const { partition: of } = frame;
    const prototypes = moved?.of === frame ? moved.prototypes : null;
    const config = shownConfig(state, frame);
    const settings = JSON.stringify(config);
    if (derived?.of === of && derived.prototypes === prototypes && derived.settings === settings) return derived.model;
    const own = prototypes ? withPrototypes(of, prototypes) : of;
    const under = partitionUnder(config, own);
    // An epoch's own partition has its names.
    const model = under === of ? of : named(under, pointsOf(state, frame), frame.labels.length, derived?.model ?? of);
    derived = { of, prototypes, settings, model };
    return model;
  }

  function refresh(patch: Partial<RunState> = {}): Promise<void> {
    const state = { ...commits.next(), ...patch };
    const frame = frameAt(state.frames, state.cursor);
    if (!frame) return commits.show(state.shown ? { ...patch, shown: null } : patch);
    const model = modelOf(state, frame);
    const altered = model !== frame.partition;
    const before = state.shown;
    const unchanged =
      before &&
      before.run === frame.run &&
      before.restart === frame.restart &&
      before.epoch === frame.epoch &&
      before.latent === frame.latent &&
      before.model === model;
    if (unchanged) return commits.show({ ...patch, ...withPoints(state, before.model, frame) });
    if (!altered) return commits.show({ ...patch, shown: shownFrame(frame), ...withPoints(state, model, frame) });
    const same = before && before.run === frame.run && before.epoch === frame.epoch && before.restart === frame.restart;
    const shown: Shown = {
      ...shownFrame(frame),
      config: shownConfig(state, frame),
      model,
      altered,
      ...labelsAtOnce(pointsOf(state, frame), frame.labels.length, model, same ? before : null),
      elsewhere: undefined,
      metrics: null,
      voronoi: null,
    };
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => assess(shown), restMs);
    return commits.show({ ...patch, shown, ...withPoints(state, model, frame) });
  }

  /** Which codes the points in the plane are of; null for the scaled input. */
  let laidOf: Latent | null = null;

  /**
   * Lays the chosen plane through the space, and the points onto it, where it is not there yet. What takes long the engine does, and it
   * comes later.
   */
  function withPoints(state: RunState, model: PartitionModel, frame: Snapshot): Partial<RunState> {
    const { plane, space, surface, dataset } = state;
    if (!space || !dataset) return {};
    const next = surfaceFor(plane, space, model, frame.latent);
    if (surface && samePlane(surface, next) && laidOf === frame.latent) return {};
    laidOf = frame.latent;
    if (frame.latent && lacksCodes(frame.latent)) return { surface: next, points: new Float32Array(0) };
    const points = pointsOf(state, frame);
    if (points) return { surface: next, points: project(next, points, dataset.n) };
    reproject({ run: frame.run, surface: next });
    return { surface: next };
  }

  /** Puts a memory where `to` says, given where it was last put: d numbers each. */
  function move(index: number, to: (from: Float32Array) => ArrayLike<number>): void {
    const { shown, frames, cursor } = commits.next();
    const frame = frameAt(frames, cursor);
    if (!shown || !frame) return;
    if (!following || moved?.of !== frame)
      moved = {
        of: frame,
        prototypes: Float32Array.from(partitionerOf(shown.model).prototypes),
        newest: frame === frames.at(-1) && !frame.latent?.withoutNetworks,
      };
    const { d } = shown.model;
    moved.prototypes.set(to(moved.prototypes.slice(index * d, (index + 1) * d)), index * d);
    following = true;
    afterEvent(followMove);
  }

  return {
    refresh,
    moveMemory: (index, position) => move(index, () => position),
    nudgeMemory: (index, by) => move(index, (from) => from.map((x, j) => x + by[j])),
    moves() {
      if (!moved) return null;
      const { of, prototypes } = moved;
      return { run: of.run, restart: of.restart, epoch: of.epoch, prototypes: prototypes.slice() };
    },
    putBack(moves) {
      const { frames, cursor } = commits.next();
      const frame = frameAt(frames, cursor);
      if (!frame || !(moves ?? moved)) return;
      if (moves && (moves.run !== frame.run || moves.restart !== frame.restart || moves.epoch !== frame.epoch)) return;
      const newest = frame === frames.at(-1);
      const prototypes = moves?.prototypes.slice() ?? Float32Array.from(partitionerOf(frame.partition).prototypes);
      moved = moves && { of: frame, prototypes, newest };
      void refresh();
      if (newest) sendPrototypes({ run: frame.run, prototypes: prototypes.slice() });
    },
    forgetMoves() {
      moved = null;
    },
  };
}

/**
 * The settings that an epoch is shown under: its own, which it was trained with. Once training stands still, the sliders can be moved away
 * from what was trained last, and then hold for whatever is shown.
 */
export const shownConfig = (state: RunState, frame: Snapshot): Config =>
  state.config.method === frame.config.method ? withPartitionOf(state.config, lookedAt(state) ? state.config : frame.config) : frame.config;

/** Where the points are that the model partitions; null where there are too many to work on between two frames. */
function pointsOf({ dataset, space }: RunState, { latent }: Snapshot): Float32Array | null {
  if (latent) return lacksCodes(latent) ? null : latent.codes;
  return dataset && space && scaledPoints(dataset, space);
}
