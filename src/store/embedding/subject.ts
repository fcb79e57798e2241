import type { AssociativeMemory } from '../../core/memory/model';
import { applyScaling } from '../../core/algebra/scaling';
import type { Dataset } from '../../data/dataset';
import type { Latent, Snapshot, Space } from '../../engine/protocol';
import { handOver, type ProjectionClient } from '../../projection/client';
import type { LayoutRequest } from '../../projection/protocol';
import type { ProjectedSpace } from '../../projection/settings';
import type { RunState, Shown } from '../state';
import { lacksCodes } from '../shown/lacksCodes';
import { frameAt } from '../shown/frameAt';
import { partitionerOf } from '../../core/partition/kinds';
import { type Floats } from '../../core/algebra/floats';

/** The subject of a layout: the points of one epoch in one space, and the memories among them. */
export interface EmbeddingSubject {
  readonly run: number;
  readonly restart: number;
  readonly epoch: number;
  readonly of: ProjectedSpace;
  /** The same object as long as the points are the same: what they are known by. */
  readonly points: object;
  readonly n: number;
  readonly d: number;
  /** Set where the points slide before they are laid out. */
  readonly attract: AssociativeMemory | null;
  readonly memories: Float32Array;
  /** False where β, T or a memory was moved by hand. */
  readonly untouched: boolean;
}

type Source = Pick<RunState, 'dataset' | 'space' | 'shown' | 'frames'>;

/** Which spaces there are to lay out: codes of deep methods, and where points are taken if they are. */
export const spacesOf = ({ shown }: Pick<RunState, 'shown'>): readonly ProjectedSpace[] => [
  'input',
  ...(shown?.latent ? (['encoded'] as const) : []),
  ...(shown && !partitionerOf(shown.model).move ? [] : (['attracted'] as const)),
];

/** The subject of a pane: its pinned epoch, or the shown one; null where there is none yet. A space that does not exist is the input. */
export function embeddingSubjectOf(
  { dataset, space, shown, frames }: Source,
  asked: ProjectedSpace,
  pinned: number | null,
): EmbeddingSubject | null {
  const frame = pinned === null ? null : frameAt(frames, pinned);
  const epoch: Shown | Snapshot | null = frame ?? shown;
  if (!dataset || !space || !epoch || space.d !== dataset.d) return null;
  const { run, restart, latent } = epoch;
  const model = 'model' in epoch ? epoch.model : epoch.partition;
  const moved = asked === 'attracted' && !partitionerOf(model).move ? 'encoded' : asked;
  const of = moved === 'encoded' && !latent ? 'input' : moved;
  const codes = latent !== null && of !== 'input';
  if (latent && lacksCodes(latent)) return null;
  return {
    run,
    restart,
    epoch: epoch.epoch,
    of,
    points: codes ? latent.codes : space,
    n: dataset.n,
    d: codes ? latent.m : dataset.d,
    attract: of === 'attracted' && model.kind === 'memory' ? model : null,
    memories: memoriesIn(of, latent, partitionerOf(model).prototypes),
    untouched: !('altered' in epoch && epoch.altered),
  };
}

/** The memories in the space that is laid out; among the input those of a deep method are decoded. */
const memoriesIn = (of: ProjectedSpace, latent: Latent | null, memories: Floats): Float32Array =>
  Float32Array.from(latent && of === 'input' ? latent.decoded : memories);

/** Numbers scaled between two frames: some milliseconds. */
const scaledAtOnce = 2 ** 17;

/**
 * Gives the worker its copy of the points, a part a task.
 * @param stop says that they are not wanted any more; then it resolves to false.
 */
export async function loadPoints(
  client: ProjectionClient,
  key: number,
  { points, n, d }: EmbeddingSubject,
  dataset: Dataset,
  space: Space,
  stop: () => boolean,
): Promise<boolean> {
  const values = new Float32Array(n * d);
  if (points === space) {
    const rows = Math.max(1, Math.floor(scaledAtOnce / d));
    for (let from = 0; from < n; from += rows) {
      if (from > 0) await new Promise((resolve) => setTimeout(resolve));
      if (stop()) return false;
      const to = Math.min(n, from + rows);
      values.set(applyScaling(space.scaling, dataset.values.subarray(from * d, to * d), to - from), from * d);
    }
  } else values.set(points as Float32Array);
  await client.api.load(handOver({ key, values, n, d }, [values.buffer]));
  return true;
}

/** Multiplications spent on placing the memories of earlier epochs. */
const trailWork = 5e8;
export const mostTrail = 24;

/** Where the memories were in up to 24 earlier epochs of the same run, the oldest first. */
export function trailOf(subject: EmbeddingSubject, frames: readonly Snapshot[]): LayoutRequest['trail'] {
  const before = frames.filter(
    ({ run, restart, epoch, latent }) =>
      run === subject.run && restart === subject.restart && epoch < subject.epoch && (latent?.pretrained ?? true),
  );
  const each = subject.memories.length * subject.n;
  const count = Math.min(before.length, mostTrail, Math.floor(trailWork / each));
  // Evenly, the first among them.
  return Array.from({ length: count }, (_, i) => before[Math.floor((i * before.length) / count)]).map(({ epoch, latent, partition }) => ({
    epoch,
    memories: memoriesIn(subject.of, latent, partitionerOf(partition).prototypes),
  }));
}
