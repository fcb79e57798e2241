import { count, quantity } from '../text';
import type { Column } from './column';
import { kindsOf, type ColumnKind } from './kind';
import { isOtherLabel } from './names';
import type { Problem, Table } from './table';
import type { TableChoice } from './types';

/** Sentences on what was made of a table: no column and no entry is lost without a word. */

/** So many columns are named one by one; the others are counted. */
const NAMED = 20;

/** "a", "b" and 3 more */
function listed(parts: readonly string[]): string {
  const shown = parts.slice(0, NAMED);
  return parts.length > NAMED ? `${shown.join(', ')} and ${count(parts.length - NAMED)} more` : shown.join(', ');
}

const quoted = (columns: readonly Column[]): string => listed(columns.map(({ name }) => `"${name}"`));

/** Notes on numbers that are not written plainly: with a unit, in parentheses, with an ambiguous sign, or too small. */
export function readingNotes(columns: readonly Column[]): Problem[] {
  const found: Problem[] = [];
  const note = (code: string, sentence: string, column: string | null = null): void => void found.push({ code, column, sentence });
  const numbers = columns.filter(({ mostlyNumbers }) => mostlyNumbers);
  const units = new Map<string, Column[]>();
  for (const column of numbers) {
    if (column.withUnit === 0) continue;
    const alike = units.get(column.unit);
    if (alike) alike.push(column);
    else units.set(column.unit, [column]);
  }
  if (units.size > 0)
    note('units', `Numbers are read without their unit: ${[...units].map(([unit, of]) => `"${unit}" in ${quoted(of)}`).join('; ')}.`);
  const partly = numbers.filter(({ withUnit, numeric }) => withUnit > 0 && withUnit < numeric);
  const lackingIn = ({ name, withUnit, numeric, unit }: Column) =>
    `${count(numeric - withUnit)} of ${count(numeric)} in "${name}" lack "${unit}"`;
  const lacking = partly.map(lackingIn);
  if (lacking.length > 0)
    note('some-units', `Some numbers have no unit where others of their column have one, and are read alike: ${listed(lacking)}.`);
  const negated = numbers.filter(({ firstNegated }) => firstNegated !== null);
  const [{ firstNegated: negative } = { firstNegated: null }] = negated;
  if (negative)
    note(
      'negative-parentheses',
      `Numbers in parentheses, or with a minus behind them, are negative, as accountants write them, such as "${negative.text}" in row ` +
        `${count(negative.row)}: ${quoted(negated)}.`,
    );
  for (const { name, firstGuess } of numbers.filter((column) => column.firstGuess !== null).slice(0, NAMED))
    if (firstGuess)
      note(
        'ambiguous-number',
        `In column "${name}", numbers such as "${firstGuess.text}" (in row ${count(firstGuess.row)}) were read as ${firstGuess.value}: ` +
          `if that is wrong, write them with a decimal point and without thousands separators.`,
        name,
      );
  const nones = columns.filter((column) => !column.mostlyNumbers && column.nones > 0);
  if (nones.length > 0) note('none-is-word', `Beside words, "none" is a word like the others: ${quoted(nones)}.`);
  const small = numbers.filter(({ tooSmall }) => tooSmall > 0);
  if (small.length > 0)
    note(
      'too-small-value',
      `Numbers nearer to 0 than 1.2e-38 are kept coarsely or as 0, which is all that single precision holds (multiply them by a ` +
        `constant first): ${listed(small.map(({ name, tooSmall }) => `${count(tooSmall)} in "${name}"`))}.`,
    );
  return found;
}

/** Where entries are missing: how many in which column, and of those that hold something the first. */
export function lostNote(columns: readonly { column: Column; lost: number }[]): string {
  return listed(
    columns
      .filter(({ lost }) => lost > 0)
      .map(({ column, lost }) => {
        const why = column.mostlyNumbers ? whyLost(column) : '';
        return `${count(lost)} in "${column.name}"${why && ` (${why})`}`;
      }),
  );
}

function whyLost({ text, firstText, tooLarge, firstTooLarge }: Column): string {
  const parts: string[] = [];
  if (firstText)
    parts.push(`${quantity(text, 'is no number', 'are no numbers')}, such as "${firstText.text}" in row ${count(firstText.row)}`);
  if (firstTooLarge)
    parts.push(`${quantity(tooLarge, 'is', 'are')} beyond ±3.4e38, such as "${firstTooLarge.text}" in row ${count(firstTooLarge.row)}`);
  return parts.join('; ');
}

/** The columns that are neither features nor labels, each with the reason. */
export function leftOutNotes(table: Table, choice: TableChoice): string[] {
  const taken = new Set([...choice.use, ...choice.oneHot]);
  const kinds = kindsOf(table);
  const out = new Map<string, Column[]>();
  for (const column of table.columns) {
    const { name } = column;
    if (taken.has(name) || name === choice.label) continue;
    const kind = kinds.get(name);
    const stated = table.roles.get(name) === 'left-out';
    const isOther = !stated && kind === 'numeric' && isOtherLabel(name, choice.label);
    const reason = name === choice.names ? 'names the rows' : isOther ? `classes like "${choice.label}"` : reasonOf(column, kind, stated);
    const alike = out.get(reason);
    if (alike) alike.push(column);
    else out.set(reason, [column]);
  }
  if (out.size === 0) return [];
  const groups = [...out].map(([reason, columns]) => `${quoted(columns)} (${reason}${exampleOf(columns[0], reason)})`);
  return [`Not used as features: ${groups.join('; ')}.`];
}

const WORDS = 'not numbers';

const exampleOf = ({ firstText }: Column, reason: string): string => (reason === WORDS && firstText ? `, such as "${firstText.text}"` : '');

/** The reason that a column is no feature. @param stated whether the file says that it is none. */
export function reasonOf(column: Column, kind: ColumnKind | undefined, stated: boolean): string {
  const { numeric, text, length, tooLarge, firstText, mixedUnits } = column;
  if (stated) return 'marked as no feature in the file';
  if (numeric + text === 0) return tooLarge > 0 ? 'all values beyond ±3.4e38' : 'no values';
  if (column.mostlyNumbers) return kind === 'id' ? 'an id' : kind === 'index' ? 'counts the rows' : 'left out by choice';
  if (mixedUnits.length > 0)
    return `numbers with different units, ${mixedUnits
      .slice(0, 4)
      .map((unit) => `"${unit}"`)
      .join(', ')}`;
  if (numeric > 0 && firstText)
    return `${count(text)} of ${count(length)} entries are no numbers, such as "${firstText.text}" in row ${count(firstText.row)}`;
  if (kind === 'index' && !/^\P{L}*\d/u.test(firstText?.text ?? '')) return 'a different word in every row';
  return kind === 'constant' ? 'the same in every row' : WORDS;
}
