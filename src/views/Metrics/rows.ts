import { valueOf, type NumberOf, type NumberValues } from '../../core/metrics/numbers';
import { textOf } from '../numbers';

/** A partition that is judged: a run, or what it is read against. */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  readonly metrics: NumberValues | null;
  /** A paper printed it, of a run of its own: it is not weighed against what is seen here. */
  readonly printed?: true;
}

/** The numbers of a column that are weighed against those of others. */
export const weighed = ({ metrics, printed }: Column): NumberValues | null => (printed ? null : metrics);

/**
 * Which columns hold the best value of a row: those that read the same as the best, and none where the columns do not differ or only one
 * has a number.
 */
export function bestColumns(row: NumberOf, columns: readonly (NumberValues | null)[]): boolean[] {
  const none = columns.map(() => false);
  if (!row.better) return none;
  const values = columns.map((metrics) => metrics && valueOf(row.id, metrics));
  const known = values.filter((value) => typeof value === 'number');
  if (known.length < 2) return none;
  const text = textOf(row, row.better === 'higher' ? Math.max(...known) : Math.min(...known));
  const best = values.map((value) => value !== null && textOf(row, value) === text);
  return best.filter(Boolean).length === known.length ? none : best;
}
