/** Other runs as columns of the table "Metrics", and the rows that runs of several methods have. */
import { inTableOrder, type NumberOf } from '../../core/metrics/numbers';
import { methodOf } from '../../methods/config';
import type { Method } from '../../methods/method';
import { sameScaling } from '../../store/compared/comparable';
import { besideable, configOf, titleOf } from '../../store/runs/entries';
import type { RunRecord } from '../../store/runs/record';
import type { AppState } from '../../store/state';
import { rowsOf } from '../numbers';
import type { Column } from './rows';

type Runs = Pick<AppState, 'runs' | 'current' | 'compared' | 'columns'>;

/** The runs that stand beside the current one: the chosen ones, else the one that is compared and those that are pinned. */
export function besideRuns(state: Runs): RunRecord[] {
  const { columns, compared } = state;
  return besideable(state).filter(({ id, pinned }) => (columns ? columns.includes(id) : pinned || id === compared?.run));
}

export const methodOfRun = (record: RunRecord): Method => methodOf(configOf(record));

/** Characters of a name that a column has room for. */
const longestName = 24;
const shortened = (name: string) => (name.length > longestName ? `${name.slice(0, longestName - 1).trimEnd()}…` : name);

/** The numbers of its result. */
export const runColumn = (record: RunRecord): Column => ({
  key: `run ${record.id}`,
  name: shortened(titleOf(record)),
  detail: methodOfRun(record).name,
  metrics: record.result?.best.metrics ?? null,
});

/**
 * The rows of several methods together. The words are those of the first method that has the number, but for the silhouette of the input
 * space: beside silhouettes of codes it says which it is.
 * @param beside whether partitions that were found in the input space stand beside them.
 */
export function rowsOfAll(methods: readonly Method[], beside: boolean): NumberOf[] {
  const codes = methods.find(({ space }) => space === 'codes');
  const mixed = codes !== undefined && methods.some(({ space }) => space === 'input');
  const rows = new Map<string, NumberOf>();
  for (const method of mixed ? [codes, ...methods] : methods)
    for (const row of rowsOf(method, beside || mixed)) if (!rows.has(row.id)) rows.set(row.id, row);
  return inTableOrder([...rows.values()]);
}

/** Why silhouettes of two runs are not of one space, although their rows are; null where they are. */
export function otherScaling(own: RunRecord, others: readonly RunRecord[]): string | null {
  const of = others.filter((other) => !sameScaling(own, other));
  if (of.length === 0) return null;
  const titles = of.map(titleOf).join(', ');
  return `${titles}: the points are scaled otherwise than in ${titleOf(own)}, so that silhouettes and losses are of other spaces.`;
}
