/** Keeps the colours of a plot true to what is shown; those that have to be computed come when they are ready. */
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { remembered } from '../../core/work/remembered';
import { inTurns } from '../Memories/nearest';
import { belongs } from '../units';
import { byAgreement, byCluster, byLabel, byValue, plain, type Colouring, type Shades } from './colours/colouring';
import { refusal, type ColourMode } from './colours/modes';
import type { ColourSubject } from './colours/subject';
import { entropyOf, lossOf, type ValueMode } from './colours/values';

/** Milliseconds a turn. */
const budget = 6;

export interface Tinted {
  readonly colouring: Colouring;
  /** Values are being computed; the colours are those of before. */
  readonly pending: boolean;
}

export interface Tinter {
  of(
    mode: ColourMode,
    dataset: Dataset,
    space: Space | null,
    subject: ColourSubject | null,
    rows: Uint32Array | null,
    count: number,
    shades: Shades,
  ): Tinted;
  stop(): void;
}

const allRows = remembered((count: number) => Uint32Array.from({ length: count }, (_, i) => i));

/** @param changed values have come. */
export function createTinter(changed: () => void): Tinter {
  let values: { of: readonly unknown[]; values: Float32Array } | null = null;
  let computing: { of: readonly unknown[]; stop: () => void } | null = null;
  let last: { count: number; rows: Uint32Array | null; colouring: Colouring } | null = null;
  const clusters = remembered(byCluster);
  const labelled = remembered(byLabel);
  const agreement = remembered(byAgreement);
  const valued = remembered((mode: ValueMode, numbers: Float32Array, k: number, shades: Shades) => byValue(mode, numbers, k, shades));
  const neutral = remembered(plain);
  const same = (a: readonly unknown[], b: readonly unknown[]) => a.length === b.length && a.every((part, i) => part === b[i]);

  /** The values, or null while they are being computed. */
  const valuesOf = (
    mode: ValueMode,
    dataset: Dataset,
    space: Space,
    subject: ColourSubject,
    rows: Uint32Array | null,
    count: number,
  ): Float32Array | null => {
    const of = [mode, dataset, space, subject.model, subject.latent, rows, count];
    if (values && same(values.of, of)) return values.values;
    // An unfinished computation is not abandoned at each epoch of a training, or none would ever finish.
    if (computing && (same(computing.of, of) || same([computing.of[0], computing.of[1], computing.of[5]], [mode, dataset, rows])))
      return null;
    computing?.stop();
    const work = (mode === 'entropy' ? entropyOf : lossOf)(dataset, space, subject, rows ?? allRows(count));
    const stop = inTurns(
      work,
      (result) => {
        computing = null;
        values = { of, values: result };
        changed();
      },
      budget,
    );
    computing = { of, stop };
    return null;
  };

  const colour = (
    mode: ColourMode,
    dataset: Dataset,
    space: Space | null,
    subject: ColourSubject | null,
    rows: Uint32Array | null,
    count: number,
    shades: Shades,
  ): Colouring | null => {
    if (mode === 'none' || refusal(mode, dataset, subject) !== null) return neutral(count, shades);
    if (mode === 'label') return labelled(dataset, rows, count);
    if (!subject || !belongs(subject, dataset)) return null;
    if (mode === 'cluster') return subject.labels?.length === dataset.n ? clusters(subject, subject.labels, rows, count) : null;
    if (mode === 'agreement')
      return subject.labels?.length === dataset.n && subject.voronoiLabels?.length === dataset.n
        ? agreement(subject, rows, count, shades)
        : null;
    if (!space) return null;
    const now = valuesOf(mode, dataset, space, subject, rows, count);
    // Those of a moment ago, of the same kind, are nearer to the truth than none.
    const numbers =
      now ??
      (values && values.of[0] === mode && values.of[1] === dataset && values.values.length === count && values.of[5] === rows
        ? values.values
        : null);
    return numbers && valued(mode, numbers, subject.model.k, shades);
  };

  return {
    of(mode, dataset, space, subject, rows, count, shades) {
      if (mode !== 'entropy' && mode !== 'loss') {
        computing?.stop();
        computing = null;
      }
      const colouring = colour(mode, dataset, space, subject, rows, count, shades);
      const pending = colouring === null || computing !== null;
      const kept = last && last.count === count && last.rows === rows ? last.colouring : null;
      const shown = colouring ?? kept ?? neutral(count, shades);
      if (colouring) last = { count, rows, colouring };
      return { colouring: shown, pending };
    },
    stop: () => computing?.stop(),
  };
}
