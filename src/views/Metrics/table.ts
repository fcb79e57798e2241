/** The table "Metrics" as plain data: what the view shows and what is exported. */
import { valueOf, type NumberOf, type NumberValues } from '../../core/metrics/numbers';
import { shownMethod } from '../../store/shown/shownMethod';
import type { KMeansBaseline, Reference } from '../../store/runs/readAgainst';
import { titleOf } from '../../store/runs/entries';
import type { RunRecord } from '../../store/runs/record';
import type { AppState, RunState, Shown } from '../../store/state';
import { baselineName, baselineOf } from '../baseline';
import { formatCount } from '../format';
import { textOf } from '../numbers';
import { partitionerOf } from '../../core/partition/kinds';
import type { Method } from '../../methods/method';
import { wordsOf } from '../words';
import { besideRuns, methodOfRun, runColumn } from './beside';
import { printedColumn, rowsWithPrinted } from './printed/columns';
import type { PrintedBeside } from './printed/state';
import { bestColumns, weighed, type Column } from './rows';

export type { Column } from './rows';

/** "k-means on the input" in two lines. */
function referenceColumn({ id, name, metrics }: Reference): Column {
  const at = name.indexOf(' on ');
  return { key: `reference ${id}`, name: at < 0 ? name : name.slice(0, at), detail: at < 0 ? '' : name.slice(at + 1), metrics };
}

export interface Judged {
  readonly method: Method;
  /** Null: nothing is judged yet. */
  readonly judged: Shown | null;
  readonly kmeans: KMeansBaseline | null;
  readonly references: readonly Reference[];
  /** The run itself, and others whose results stand beside it; absent: none do. */
  readonly own?: RunRecord;
  readonly beside?: readonly RunRecord[];
  /** What papers print of these data; null or absent: nothing. */
  readonly printed?: PrintedBeside | null;
}

/** The k-means on the codes of a deep result, where it stands beside the method; null else. */
export const onCodesOf = ({ method, judged }: Pick<Judged, 'method' | 'judged'>): NumberValues | null =>
  (method.numbers.kmeansOnCodes === 'beside' && judged?.metrics?.kmeansOnCodes) || null;

/** The partition itself, other runs, what papers print, its Voronoi cells where these are others, k-means, and other methods. */
export function columnsOf({ method, judged, kmeans, references, own, beside = [], printed }: Judged): Column[] {
  const words = wordsOf(judged?.model ?? null);
  const cells = !judged || partitionerOf(judged.model).nearest !== null;
  const inCodes = method.space === 'codes';
  const onCodes = onCodesOf({ method, judged });
  return [
    {
      key: 'own',
      ...(own && beside.length > 0 ? { name: titleOf(own), detail: method.name } : { name: method.name, detail: words.clusters }),
      metrics: judged?.metrics ?? null,
    },
    ...beside.map(runColumn),
    ...(printed?.chosen ?? []).map((column) => printedColumn(column, printed!.set)),
    ...(cells ? [{ key: 'voronoi', name: 'Voronoi', detail: `same ${words.prototypes}`, metrics: judged?.voronoi ?? null }] : []),
    {
      key: 'kmeans',
      name: baselineName(method),
      detail: inCodes ? 'on e(x)' : kmeans ? `best of ${formatCount(kmeans.starts)}` : '',
      metrics: kmeans?.metrics ?? null,
    },
    ...references.map(referenceColumn),
    ...(onCodes ? [{ key: 'on codes', name: 'k-means', detail: 'on its codes', metrics: onCodes }] : []),
  ];
}

/** One number of one partition. Null in a row: it does not apply. */
export interface TableCell {
  /** As it is shown. */
  readonly text: string;
  /** In full; of a pair as "1200–3". */
  readonly value: number | string;
  readonly best: boolean;
}

export interface NumbersTable {
  /** The first names the rows. */
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** It begins another group than the row above. */
    readonly begins: boolean;
    readonly cells: readonly (TableCell | null)[];
  }[];
}

/** "SC, scaled input space": outside the page a silhouette is read without what stands around it. */
const fullName = ({ name, detail, space, curve }: NumberOf): string =>
  space !== null && curve ? curve : [name, detail].filter(Boolean).join(' ');

/** Rows without those in which no column could have a number. */
export const knownRows = (numbers: readonly NumberOf[], columns: readonly Pick<Column, 'metrics'>[]): NumberOf[] =>
  numbers.filter(({ id, whereKnown }) => !whereKnown || columns.some(({ metrics }) => metrics && valueOf(id, metrics) !== null));

/** @param labelled whether there are labels to compare with. */
export function tableOf(numbers: readonly NumberOf[], columns: readonly Column[], labelled: boolean): NumbersTable {
  const values = columns.map(({ metrics }) => metrics);
  const known = knownRows(numbers, columns);
  const listed = [...known.filter(({ group }) => group !== 'labels'), ...known.filter(({ group }) => labelled && group === 'labels')];
  return {
    head: ['Metric', ...columns.map(({ name, detail }) => [name, detail].filter(Boolean).join(' '))],
    rows: listed.map((number, i) => {
      const best = bestColumns(number, columns.map(weighed));
      return {
        name: fullName(number),
        begins: number.group === 'labels' && listed[i - 1]?.group !== 'labels',
        cells: values.map((metrics, column) => {
          const value = metrics && valueOf(number.id, metrics);
          if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
          return { text: textOf(number, value), value: typeof value === 'number' ? value : value.join('–'), best: best[column]! };
        }),
      };
    }),
  };
}

/** The table of what is shown, with the runs and printed numbers that stand beside it; null while it is not judged yet. */
export function numbersTable(
  state: RunState,
  runs: Pick<AppState, 'runs' | 'current' | 'compared' | 'columns'>,
  printed: PrintedBeside | null = null,
): NumbersTable | null {
  const { shown: judged, references, dataset } = state;
  if (!judged?.metrics) return null;
  const method = shownMethod(state);
  const beside = besideRuns(runs);
  const columns = columnsOf({ method, judged, kmeans: baselineOf(state), references, own: runs.runs.get(runs.current), beside, printed });
  const rows = rowsWithPrinted([method, ...beside.map(methodOfRun)], references.length > 0, printed?.chosen ?? []);
  return tableOf(rows, columns, dataset?.labels != null);
}
