/** The numbers that the papers print, by data set. Loaded when a table of numbers is first shown. */
import type { NumberValues, SilhouetteId } from '../../core/metrics/numbers';
import { papers, protocols, type PaperId } from './papers';
import aeCm from './printed/ae-cm.json';
import clam from './printed/clam.json';
import dclam from './printed/dclam.json';
import dkm from './printed/dkm.json';
import kFriendly from './printed/k-friendly.json';
import { printNotes } from './printNotes';
import { familyOf, type PaperSet } from './sets';
import { tableWords } from './tableWords';

export { papers, type PaperId } from './papers';
export { recognise, type Recognition } from './recognise';
export { paperSet, paperSets, type PaperSet, type PaperSetId } from './sets';

/** Where silhouettes are taken. "own": among the codes of encoders that are not of this program. */
type PrintedSpace = 'input' | 'codes' | 'attracted' | 'own';

/** One column of a table of a paper: a method on one data set. Scores are of the order of 1, RRL in percent. */
export interface Printed {
  /** The same for the same column of the same table on the same set. */
  readonly key: string;
  readonly paper: PaperId;
  readonly paperName: string;
  /** Where its numbers stand, rising: 1 and 9. */
  readonly tables: readonly number[];
  /** The table whose column it is, in words and short: "tables 1, 9", "T1". */
  readonly table: string;
  readonly short: string;
  readonly set: PaperSet;
  /** As the paper calls the method, and which variant of it: "DCLAM", "CAE". */
  readonly name: string;
  readonly detail: string;
  /** Our id of that method; null where it is not built here. */
  readonly of: string | null;
  /** The network, where the paper names one that is built here. */
  readonly network: string | null;
  readonly numbers: NumberValues;
  /** What was chosen by what, and the space of its silhouettes, in one line. */
  readonly protocol: string;
  /** Where print contradicts itself about it. */
  readonly notes: readonly string[];
}

interface ColumnInFile {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly of: string | null;
  readonly space: string;
  readonly network?: string;
}
/** Numbers of one method on one set. `sc` is the silhouette of the column’s space; `also`: other tables that print the same. */
type CellInFile = Omit<NumberValues, SilhouetteId> & { readonly sc?: number; readonly also?: readonly number[] };
interface TableInFile {
  readonly id: string;
  /** Its number; of tables that print one result together, theirs. */
  readonly tables: readonly number[];
  readonly columns: readonly ColumnInFile[];
  /** By set, in the order of the columns; null where the paper prints none, or an earlier table has the same. */
  readonly sets: Readonly<Record<string, readonly (CellInFile | null)[]>>;
}
interface PaperFile {
  readonly paper: string;
  readonly tables: readonly TableInFile[];
}
// TypeScript gives each set of a file a type of its own.
const files = [clam, dclam, dkm, kFriendly, aeCm] as unknown as readonly PaperFile[];

const silhouettes = { input: 'silhouette', codes: 'scEncoded', attracted: 'scAttracted', own: 'scEncoded' } as const;

/** All printed columns of a set, then those of its family: papers in order, tables in order. */
export function printedOf(set: PaperSet): readonly Printed[] {
  return familyOf(set).flatMap((one) =>
    files.flatMap(({ paper, tables }) =>
      tables.flatMap((table) =>
        (table.sets[one.id] ?? []).flatMap((given, i) => (given ? [columnOf(paper as PaperId, table, table.columns[i], one, given)] : [])),
      ),
    ),
  );
}

function columnOf(paper: PaperId, { id, tables }: TableInFile, column: ColumnInFile, set: PaperSet, given: CellInFile): Printed {
  const { sc, also = [], ...others } = given;
  return {
    key: [paper, id, column.id, set.id].join(' '),
    paper,
    paperName: papers[paper].name,
    tables: [...tables, ...also].toSorted((a, b) => a - b),
    table: tableWords(tables),
    short: `T${tables[0]}`,
    set,
    name: column.name,
    detail: column.detail,
    of: column.of,
    network: column.network ?? null,
    numbers: sc === undefined ? others : { [silhouettes[column.space as PrintedSpace]]: sc, ...others },
    protocol: protocols[`${paper} ${id}`],
    notes: printNotes
      .filter((note) => note.paper === paper && (note.table ?? id) === id && (note.set ?? set.id) === set.id)
      .filter(({ columns, number }) => (columns?.includes(column.id) ?? true) && (number === undefined || number in given))
      .map(({ sentence }) => sentence),
  };
}

/**
 * The columns that stand beside a method at first: those of the paper that it is from, of its first table, with its network or without
 * variants where there are such; else the first that print it; at most three.
 */
export function firstColumns(columns: readonly Printed[], set: PaperSet, method: string, network: string | null): readonly Printed[] {
  const own = columns.filter((column) => column.set === set && column.of === method);
  const ofPaper = own.filter(({ paper }) => papers[paper].own.includes(method));
  const from = ofPaper.length > 0 ? ofPaper : own;
  const table = from.filter(({ paper, short }) => paper === from[0].paper && short === from[0].short);
  const fitting = table.filter((column) => (network !== null && column.network === network) || column.detail === '');
  return (fitting.length > 0 ? fitting : table).slice(0, mostAtFirst);
}
const mostAtFirst = 3;
