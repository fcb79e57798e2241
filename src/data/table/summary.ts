import { count, quantity } from '../text';
import { MAX_WORDS, type Column } from './column';
import { kindsOf, proposeNames, type ColumnKind } from './kind';
import { otherLabels, proposeLabel } from './label';
import { labelRank } from './names';
import { readingNotes, reasonOf } from './notes';
import type { Problem, Role, Table } from './table';
import type { ColumnSummary, TableSummary } from './types';

function summariseColumn(column: Column, kind: ColumnKind): ColumnSummary {
  const usable = column.mostlyNumbers;
  const some = column.numeric > 0;
  return {
    name: column.name,
    kind,
    usable,
    integers: some && column.integers,
    missing: usable ? column.length - column.numeric : column.missing,
    distinct: column.distinct,
    classes: labelRank(column.name) === null ? column.distinct : column.countDistinct(MAX_WORDS),
    unit: column.unit,
    examples: column.examples,
    min: some ? column.min : null,
    max: some ? column.max : null,
    mean: some ? column.mean : null,
  };
}

const summaries = new WeakMap<Table, TableSummary>();

/** The contents of a table, and a proposal for their use. */
export function summarise(table: Table): TableSummary {
  let summary = summaries.get(table);
  if (!summary) summaries.set(table, (summary = summariseAll(table)));
  return summary;
}

function summariseAll(table: Table): TableSummary {
  const kinds = kindsOf(table);
  const columns = table.columns.map((column) => summariseColumn(column, kinds.get(column.name) ?? 'text'));
  const named = (wanted: Role): string[] => [...table.roles].filter(([, role]) => role === wanted).map(([name]) => name);
  const stated = named('label');
  const open = columns.filter(({ name }) => !table.roles.has(name));
  const { label, maybe } = stated.length > 0 ? { label: stated[0], maybe: null } : proposeLabel(open, table.rows, table.hasHeader);
  const names = proposeNames(table, label);
  const ofColumns = table.columns.flatMap((column, j) => (column.name === label ? [] : problemsOf(column, columns[j], names)));
  const problems = [...table.problems, ...ofColumns];
  if (maybe !== null) problems.push({ code: 'maybe-label', column: maybe, sentence: maybeLabel(maybe) });
  problems.push(...readingNotes(table.columns));
  return {
    name: table.name,
    bytes: table.bytes,
    rows: table.rows,
    columns,
    proposedLabel: label,
    proposedNames: names,
    leftOut: [...stated.slice(1), ...named('left-out'), ...otherLabels(columns, label, table.rows)],
    delimiter: table.delimiter,
    hasHeader: table.hasHeader,
    underHeader: table.underHeader,
    problems,
  };
}

export const maybeLabel = (name: string): string =>
  `Column "${name}" holds few whole numbers that repeat: if they are classes, choose it as the label.`;

function problemsOf(column: Column, { kind, usable }: ColumnSummary, names: string | null): Problem[] {
  const found: Problem[] = [];
  const note = (code: string, sentence: string): void => void found.push({ code, column: column.name, sentence });
  const { firstText, firstTooLarge } = column;
  if (firstTooLarge)
    note(
      'too-large-value',
      `Column "${column.name}" has ${quantity(column.tooLarge, 'value')} beyond ±3.4e38 (the first, "${firstTooLarge.text}", in row ` +
        `${count(firstTooLarge.row)}); they count as missing.`,
    );
  if (usable && firstText && kind !== 'id')
    note(
      'not-a-number',
      `Column "${column.name}" has ` +
        `${column.text === 1 ? '1 entry that is not a number' : `${count(column.text)} entries that are not numbers`} (the first, ` +
        `"${firstText.text}", in row ${count(firstText.row)}); they count as missing.`,
    );
  if (column.numeric + column.text === 0)
    note('empty-column', `Column "${column.name}" has no values${column.tooLarge > 0 ? ' that single precision holds' : ''}.`);
  else if (kind === 'constant') note('constant-column', `Column "${column.name}" is the same in every row: it carries no information.`);
  else if (column.name === names) note('row-names', `Column "${column.name}" names the rows and is no feature.`);
  else if (kind === 'index')
    note(
      'index-column',
      `Column "${column.name}" ` +
        `${usable ? 'only counts the rows, so it is left out unless you choose it' : 'is different in every row, so it is left out'}.`,
    );
  else if (kind === 'id')
    note(
      'id-column',
      `Column "${column.name}" holds ids, which tell rows apart and say nothing of them, so it is left out unless you choose it.`,
    );
  else if (!usable && (column.numeric > 0 || column.mixedUnits.length > 0))
    note('not-numbers', `Column "${column.name}" is left out: ${reasonOf(column, kind, false)}.`);
  return found;
}
