import { isOtherLabel, isY, labelRank } from './names';
import { pictureOf } from './pixels';
import type { ColumnSummary } from './types';

/** More classes than a Dataset's labels can tell apart are none. */
const MOST_CLASSES = 65_535;
/** More words than these at the end of a row, called by no telling name, are hardly classes. */
const MOST_UNNAMED = 256;

/** Beginnings of dates and times, which are no classes. */
const TIME = /^\d+([-./:])\d+\1\d|^\d+:\d\d/;

/** The column proposed as label, and those that may be one. */
export interface LabelProposal {
  readonly label: string | null;
  /** A column of numbers that may be classes, where none is proposed. */
  readonly maybe: string | null;
}

/**
 * The column that most likely holds the classes: one of a telling name (with words or whole numbers that repeat), else the last one when it
 * holds a few words that repeat; of rows without names also the only one of such words, and the first or last number beside those that make
 * a picture.
 */
export function proposeLabel(columns: readonly ColumnSummary[], rows: number, hasHeader: boolean): LabelProposal {
  const ranks = columns.map(({ name }) => labelRank(name));
  const hasX = columns.some(({ name }) => name.trim().toLowerCase() === 'x');
  let best: number | null = null;
  for (const [j, rank] of ranks.entries()) {
    // Beside an x, a y is a coordinate.
    if (rank === null || (hasX && isY(columns[j].name)) || !canLabel(columns[j], rows)) continue;
    // Of equals the last: that is where labels stand.
    if (best === null || rank <= (ranks[best] ?? 0)) best = j;
  }
  if (best !== null) return { label: columns[best].name, maybe: null };
  // Delimiters at the end of the rows make columns without values.
  const last = columns.findLast(({ distinct }) => distinct !== 0);
  if (!last || columns.length < 2) return { label: null, maybe: null };
  const areClasses = (column: ColumnSummary): boolean => {
    const { distinct, missing, examples } = column;
    const repeats = distinct !== null && distinct <= MOST_UNNAMED && distinct < rows - missing;
    return repeats && !column.usable && canLabel(column, rows) && !examples.every((example) => TIME.test(example));
  };
  if (areClasses(last)) return { label: last.name, maybe: null };
  if (hasHeader) return { label: null, maybe: null };
  const words = columns.filter((column) => column.kind === 'categorical' && areClasses(column));
  if (words.length === 1) return { label: words[0].name, maybe: null };
  const ends = [columns[0], last].filter((column) => looksLikeClasses(column, rows));
  const besidePicture = ends.find((column) => leavesPicture(columns, column));
  return { label: besidePicture?.name ?? null, maybe: besidePicture ? null : (ends.at(-1)?.name ?? null) };
}

/** Columns of classes, by their name, beside the one that is the label: its numbers, or those of another label. They are no features. */
export function otherLabels(columns: readonly ColumnSummary[], label: string | null, rows: number): string[] {
  return columns.filter((column) => isOtherLabel(column.name, label) && canLabel(column, rows)).map(({ name }) => name);
}

/** True if the values repeat enough to be classes. */
function canLabel({ kind, usable, integers, classes }: ColumnSummary, rows: number): boolean {
  if (classes === null || classes < 2 || classes > MOST_CLASSES || classes > Math.max(20, 0.75 * rows)) return false;
  if (usable) return integers && classes < rows;
  return kind === 'categorical' || kind === 'text';
}

/** True if whole numbers are two, or 0, 1, 2 … or 1, 2, 3 …, each of them several times. */
function looksLikeClasses({ usable, integers, distinct, missing, min, max }: ColumnSummary, rows: number): boolean {
  if (!usable || !integers || missing > 0 || distinct === null || min === null || max === null) return false;
  if (distinct < 2 || rows < 3 * distinct) return false;
  return distinct === 2 || (min >= 0 && min <= 1 && max - min + 1 === distinct);
}

/**
 * True if the numbers of the other columns make a picture, none of them negative and many as low as the lowest, and those of all columns
 * make none.
 */
function leavesPicture(columns: readonly ColumnSummary[], label: ColumnSummary): boolean {
  const others = columns.filter((column) => column !== label);
  if (others.length < 49 || !pictureOf(others.length) || pictureOf(columns.length)?.channels === 1) return false;
  const lowest = others.reduce((least, { min }) => Math.min(least, min ?? -Infinity), Infinity);
  return lowest >= 0 && others.every(({ usable }) => usable) && 2 * others.filter(({ min }) => min === lowest).length >= others.length;
}
