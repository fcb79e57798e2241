import { count, quantity } from '../text';
import type { Column } from './column';
import { proposeLabel } from './label';
import type { Problem, Role, Table } from './table';

/**
 * numeric: numbers, for the most part (entries that are none count as missing). categorical: words that repeat. constant: one value, or none.
 * text: words too many to be categories. index: 0, 1, 2 …, 1, 2, 3 … or words of which no two are alike: names of the rows.
 */
export type ColumnKind = 'numeric' | 'categorical' | 'constant' | 'text' | 'index';

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether the column can be used as numbers (also true of a constant or an index that is a number). */
  readonly usable: boolean;
  /** Whether every number in it is whole. */
  readonly integers: boolean;
  /** Rows without a value; in a column used as numbers also those whose entry is no number. */
  readonly missing: number;
  /** Different values; null: too many to have been counted. */
  readonly distinct: number | null;
  /** Up to five different values as they stand in the file, cut to 80 characters. Plain text, never markup. */
  readonly examples: readonly string[];
  /** Of the numbers; null where there are none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

/** What a file holds, for a person to choose from. */
export interface TableSummary {
  readonly name: string;
  readonly bytes: number;
  /** Rows of data, the header not counted. */
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  readonly proposedLabel: string | null;
  /** Columns that the file itself says are no features. */
  readonly leftOut: readonly string[];
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Rows of units or types below the header, which were left out. */
  readonly underHeader: number;
  readonly problems: readonly Problem[];
}

export function kindOf(column: Column): ColumnKind {
  const present = column.numeric + column.text;
  if (present === 0) return 'constant';
  if (column.mostlyNumbers) {
    if (column.text === 0 && column.distinct === 1) return 'constant';
    return column.countsRows ? 'index' : 'numeric';
  }
  const { distinct } = column;
  if (distinct === null) return 'text';
  if (distinct === 1) return 'constant';
  if (distinct === column.length) return 'index';
  return distinct < present && distinct <= Math.max(20, Math.min(1000, present / 5)) ? 'categorical' : 'text';
}

function summariseColumn(column: Column): ColumnSummary {
  const kind = kindOf(column);
  const usable = column.mostlyNumbers;
  const some = column.numeric > 0;
  return {
    name: column.name,
    kind,
    usable,
    integers: some && column.integers,
    missing: usable ? column.length - column.numeric : column.missing,
    distinct: column.distinct,
    examples: column.examples,
    min: some ? column.min : null,
    max: some ? column.max : null,
    mean: some ? column.mean : null,
  };
}

export function summarise(table: Table): TableSummary {
  const columns = table.columns.map(summariseColumn);
  const named = (wanted: Role): string[] => [...table.roles].filter(([, role]) => role === wanted).map(([name]) => name);
  return {
    name: table.name,
    bytes: table.bytes,
    rows: table.rows,
    columns,
    proposedLabel: named('label')[0] ?? proposeLabel(columns, table.rows),
    leftOut: [...named('label').slice(1), ...named('left-out')],
    delimiter: table.delimiter,
    hasHeader: table.hasHeader,
    underHeader: table.underHeader,
    problems: [...table.problems, ...table.columns.flatMap((column, j) => problemsOf(column, columns[j]))],
  };
}

function problemsOf(column: Column, { kind, usable }: ColumnSummary): Problem[] {
  const found: Problem[] = [];
  const note = (code: string, sentence: string): void => void found.push({ code, column: column.name, sentence });
  const { firstText, firstTooLarge, firstGuess } = column;
  if (firstTooLarge)
    note(
      'too-large-value',
      `Column "${column.name}" has ${quantity(column.tooLarge, 'value')} beyond ±3.4e38 (the first, "${firstTooLarge.text}", in row ${count(firstTooLarge.row)}); they count as missing.`,
    );
  if (usable && firstText)
    note(
      'not-a-number',
      `Column "${column.name}" has ${column.text === 1 ? '1 entry that is not a number' : `${count(column.text)} entries that are not numbers`} (the first, "${firstText.text}", in row ${count(firstText.row)}); they count as missing.`,
    );
  if (usable && firstGuess)
    note(
      'ambiguous-number',
      `In column "${column.name}", numbers such as "${firstGuess.text}" (in row ${count(firstGuess.row)}) were read as ${firstGuess.value}: if that is wrong, write them with a decimal point and without thousands separators.`,
    );
  if (column.numeric + column.text === 0) note('empty-column', `Column "${column.name}" has no values.`);
  else if (kind === 'constant') note('constant-column', `Column "${column.name}" is the same in every row: it carries no information.`);
  else if (kind === 'index')
    note('index-column', usable ? `Column "${column.name}" only counts the rows, so it is left out unless you choose it.` : `Column "${column.name}" is different in every row, so it is taken for the rows' names.`);
  return found;
}
