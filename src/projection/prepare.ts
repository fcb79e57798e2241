import type { AssociativeMemory } from '../core/memory/model';
import { Random } from '../core/algebra/random';
import { rowsOf } from '../core/algebra/rows';
import { attract } from './attract';
import type { ProjectedPoints } from './protocol';
import { normalised, reduce, type ReducedPoints } from './reduce';
import { mostProjected, type ProjectionSettings } from './settings';
import type { Work } from './work';

/** The points that are laid out, made ready for it. */
export interface PreparedPoints {
  readonly n: number;
  /** Rising rows of the set; null: all. */
  readonly rows: Uint32Array | null;
  /** n × d before any reduction; for cosine of length 1. What a layout is judged against. */
  readonly measured: Float32Array;
  readonly d: number;
  readonly reduced: ReducedPoints;
  readonly notes: readonly string[];
}

/** The rows of n that are laid out; null: all. The sample is that of the seed. */
export function sampledRows({ sample, seed }: Pick<ProjectionSettings, 'sample' | 'seed'>, n: number): Uint32Array | null {
  const count = Math.min(sample ?? n, mostProjected);
  return count < n ? new Random(seed, samples).distinct(count, n).sort() : null;
}

/** A stream of the seed of its own. */
const samples = 11;

/** Takes the sample, lets it slide where the attracted points are asked for, and reduces it. */
export function* preparePoints(
  { values, n, d }: ProjectedPoints,
  model: AssociativeMemory | null,
  settings: ProjectionSettings,
): Work<PreparedPoints> {
  const rows = sampledRows(settings, n);
  const count = rows?.length ?? n;
  let points = rows ? rowsOf(values, d, rows) : values;
  if (model) points = yield* attract(model, points, count);
  const reduced = yield* reduce(points, count, d, settings.metric, new Random(settings.seed, 12));
  const sample = rows
    ? [`A sample of ${count.toLocaleString('en')} of ${n.toLocaleString('en')} points, drawn with seed ${settings.seed}.`]
    : [];
  const measured = settings.metric === 'cosine' ? normalised(points, count, d) : points;
  return { n: count, rows, measured, d, reduced, notes: [...sample, ...reduced.notes] };
}
