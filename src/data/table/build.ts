import { DataError, UNLABELLED_K, type Dataset } from '../dataset';
import { count, naturally, quantity, stem } from '../text';
import type { Column } from './column';
import { buildLabels } from './labels';
import { kindsOf } from './kind';
import { leftOutNotes, lostNote, readingNotes } from './notes';
import { maybeLabel, summarise } from './summary';
import { MAX_CELLS, type Table } from './table';
import type { TableChoice } from './types';

/** Names of more rows would hold the page up while they come. */
const MOST_NAMED = 300_000;

/** One feature: a column as numbers, or one category of a column of words. */
interface Feature {
  name: string;
  column: Column;
  category: string | null;
}

/**
 * A Dataset of the chosen columns, in the order of the table. Throws DataError: "no-numeric-column", "unknown-column",
 * "not-numeric", "too-many-categories", "too-many-labels", "too-many-cells", "too-few-rows", "wrong-image-size".
 */
export function build(table: Table, choice: TableChoice): Dataset {
  const features = [
    ...choice.use.map((name) => numericFeature(table, name)),
    ...choice.oneHot.flatMap((name) => oneHotFeatures(table, name)),
  ];
  if (features.length === 0) throw nothingToUse(table, choice);
  const used = [...new Set([...features.map(({ column }) => column), ...(choice.label === null ? [] : [find(table, choice.label)])])];
  // How the file was read comes first: what was left out of it shows in no column.
  const notes = [...table.problems, ...readingNotes(used)].map(({ sentence }) => sentence);
  const rows = keptRows(table, features, choice, notes);
  const n = rows.length;
  const d = features.length;
  if (n * d > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${count(n)} rows of ${count(d)} features are more than ${count(MAX_CELLS)} cells: choose fewer columns.`,
    );
  const values = fill(features, rows, notes);
  const labels = choice.label === null ? null : buildLabels(find(table, choice.label), rows, notes);
  notes.push(...leftOutNotes(table, choice));
  const maybe = summarise(table).problems.find(({ code, column }) => code === 'maybe-label' && column !== choice.label)?.column;
  if (maybe) notes.push(maybeLabel(maybe));
  const names = choice.names == null ? null : find(table, choice.names);
  if (names && n > MOST_NAMED) notes.push(`The names of more than ${count(MOST_NAMED)} rows, in column "${names.name}", are not kept.`);
  const file = stem(table.name);
  return {
    id: `file:${table.name}`,
    name: file,
    n,
    d,
    values,
    features: features.map(({ name }) => name),
    labels: labels?.labels ?? null,
    labelNames: labels?.names ?? [],
    image: picture(table, choice, values, d),
    k: Math.min(n, labels?.k ?? UNLABELLED_K),
    source: null,
    notes,
    rows: n < table.rows ? rows : null,
    itemNames: names && n <= MOST_NAMED ? Array.from(rows, (row) => names.category(row) ?? '') : null,
    ...otherColumns(table, choice, rows),
  };
}

/** The columns that are no features, label or names, as text; of tables with more such cells than names would be kept, none. */
function otherColumns(table: Table, choice: TableChoice, rows: Uint32Array): Pick<Dataset, 'otherColumns'> {
  const taken = new Set([...choice.use, choice.label, choice.names]);
  const others = table.columns.filter(({ name }) => !taken.has(name));
  if (others.length === 0 || others.length * rows.length > MOST_NAMED) return {};
  return { otherColumns: others.map((column) => ({ name: column.name, cells: Array.from(rows, (row) => column.category(row) ?? '') })) };
}

/** The range is that of the values, down to 0 where none is negative: black is 0, whatever the darkest pixel. */
function picture(table: Table, { image }: TableChoice, values: Float32Array, d: number): Dataset['image'] {
  if (!image) return null;
  const { width, height, channels } = image;
  if (width * height * channels !== d)
    throw new DataError(
      'wrong-image-size',
      `Pictures of ${width} × ${height} pixels${channels === 3 ? ' in colour' : ''} need ${count(width * height * channels)} columns, ` +
        `but ${count(d)} are chosen from “${table.name}”: change the size or the columns.`,
    );
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const min = values.reduce((a, b) => Math.min(a, b), Math.min(0, max));
  return { width, height, channels, range: [min, max > min ? max : min + 1] };
}

const byName = new WeakMap<Table, ReadonlyMap<string, Column>>();

/** The columns by name: a search for each of thousands would take longer than the reading. */
function columnsOf(table: Table): ReadonlyMap<string, Column> {
  let columns = byName.get(table);
  if (!columns) byName.set(table, (columns = new Map(table.columns.map((column) => [column.name, column]))));
  return columns;
}

function find(table: Table, name: string): Column {
  const column = columnsOf(table).get(name);
  if (column) return column;
  const names = table.columns.slice(0, 20).map((candidate) => `"${candidate.name}"`);
  throw new DataError(
    'unknown-column',
    `“${table.name}” has no column "${name}"; it has ${names.join(', ')}${table.columns.length > 20 ? ' …' : ''}.`,
  );
}

function numericFeature(table: Table, name: string): Feature {
  const column = find(table, name);
  // A column without any value is allowed: it becomes 0, with a note.
  if (column.text > 0 && !column.mostlyNumbers) {
    const { firstText } = column;
    throw new DataError(
      'not-numeric',
      `Column "${name}" of “${table.name}” holds words ("${firstText?.text}" in row ${count(firstText?.row ?? 0)}), not numbers: leave ` +
        `it out, or turn it into categories (one-hot).`,
    );
  }
  return { name, column, category: null };
}

function oneHotFeatures(table: Table, name: string): Feature[] {
  const column = find(table, name);
  if (column.distinct === null || column.distinct > 1000)
    throw new DataError(
      'too-many-categories',
      `Column "${name}" of “${table.name}” has more different values than can become categories (at most 1,000, or 256 if they are ` +
        `numbers): leave it out.`,
    );
  const categories = new Set<string>();
  for (let i = 0; i < table.rows; i++) {
    const category = column.category(i);
    if (category !== null) categories.add(category);
  }
  return [...categories].sort(naturally.compare).map((category) => ({ name: `${name} = ${category}`, column, category }));
}

/** NaN where missing. */
function valueAt({ column, category }: Feature, row: number): number {
  if (category === null) return column.number(row);
  const found = column.category(row);
  if (found === null) return Number.NaN;
  return found === category ? 1 : 0;
}

/** The rows that are used, and what becomes of missing entries. */
function keptRows(table: Table, features: readonly Feature[], choice: TableChoice, notes: string[]): Uint32Array {
  const all = Uint32Array.from({ length: table.rows }, (_, i) => i);
  if (choice.missing === 'mean') return all;
  const columns = new Map(features.map((feature) => [feature.column, feature]));
  const kept = all.filter((row) => {
    for (const feature of columns.values()) if (Number.isNaN(valueAt(feature, row))) return false;
    return true;
  });
  const dropped = all.length - kept.length;
  if (kept.length < 2)
    throw new DataError(
      'too-few-rows',
      `Dropping the rows with missing values leaves ${kept.length === 1 ? '1 row' : 'no rows'} of ${count(table.rows)}; at least two ` +
        `are needed: replace missing values by the mean, or leave out the columns that lack most.`,
    );
  if (dropped > 0) {
    const lostIn = (feature: Feature) => all.reduce((sum, row) => sum + Number(Number.isNaN(valueAt(feature, row))), 0);
    const lost = [...columns].map(([column, feature]) => ({ column, lost: lostIn(feature) }));
    notes.push(`${quantity(dropped, 'row was', 'rows were')} dropped for missing values: ${lostNote(lost)}.`);
  }
  return kept;
}

/** rows × features, row-major; missing entries get the mean of their feature over the kept rows. */
function fill(features: readonly Feature[], rows: Uint32Array, notes: string[]): Float32Array {
  const d = features.length;
  const values = new Float32Array(rows.length * d);
  const constant: string[] = [];
  const empty: string[] = [];
  const coarse: string[] = [];
  const lacking = new Map<Column, number>();
  for (const [j, feature] of features.entries()) {
    let sum = 0;
    let known = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0, at = j; i < rows.length; i++, at += d) {
      const value = valueAt(feature, rows[i]);
      values[at] = value;
      if (Number.isNaN(value)) continue;
      known++;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (known < rows.length) {
      const mean = known > 0 ? sum / known : 0;
      for (let at = j; at < values.length; at += d) if (Number.isNaN(values[at])) values[at] = mean;
    }
    if (known === 0) empty.push(feature.name);
    else {
      // Once a column, of which each category is a feature.
      lacking.set(feature.column, rows.length - known);
      if (min === max) constant.push(feature.name);
      // 2⁻²⁴ of the magnitude is the resolution of a float32.
      else if (max - min < Math.max(Math.abs(min), Math.abs(max)) * 1e-5) coarse.push(feature.name);
    }
  }
  const imputed = [...lacking.values()].reduce((a, b) => a + b, 0);
  if (imputed > 0)
    notes.push(
      `${quantity(imputed, 'missing value was', 'missing values were')} replaced by the mean of ${imputed === 1 ? 'its' : 'their'} ` +
        `column: ${lostNote([...lacking].map(([column, lost]) => ({ column, lost })))}.`,
    );
  if (empty.length > 0) notes.push(`${columnsNamed(empty)} no values and became 0.`);
  if (constant.length > 0)
    notes.push(
      constant.length === 1
        ? `Column "${constant[0]}" is the same in every row: it carries no information and becomes 0 when standardised.`
        : `${listed(constant)} are the same in every row: they carry no information and become 0 when standardised.`,
    );
  if (coarse.length > 0)
    notes.push(
      `${coarse.length === 1 ? `Column "${coarse[0]}" varies` : `${listed(coarse)} vary`} by less than 0.001% of the magnitude, which ` +
        `single precision keeps only coarsely: subtract a constant first.`,
    );
  return values;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return `Columns ${shown.join(', ')}${names.length > 5 ? ` and ${count(names.length - 5)} more` : ''}`;
}

function columnsNamed(names: readonly string[]): string {
  return names.length === 1 ? `Column "${names[0]}" has` : `${listed(names)} have`;
}

function nothingToUse(table: Table, choice: TableChoice): DataError {
  const kinds = kindsOf(table);
  const categorical = table.columns.filter(({ name }) => kinds.get(name) === 'categorical');
  const words = categorical.find(({ name }) => name !== choice.label) ?? categorical[0];
  const remedy = words
    ? `turn a column of words such as "${words.name}" into categories (one-hot)`
    : 'choose a file with at least one column of numbers';
  return new DataError(
    'no-numeric-column',
    `No numeric column is chosen from “${table.name}”, and clustering needs at least one: ${remedy}.`,
  );
}
