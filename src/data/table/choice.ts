import type { HeaderChoice } from '../formats/bytes';
import { mayBeIdName } from './names';
import { surePicture } from './pixels';
import type { TableSummary } from './summary';

/** What a person chose of a table: which columns become the points, and which one their labels. */
export interface TableChoice {
  /** The column of classes, used for display and label-based metrics only; null for none. */
  readonly label: string | null;
  /** The column of the rows' names, shown beside the points; null or left out for none. */
  readonly names?: string | null;
  /** Columns used as numbers, each one feature. */
  readonly use: readonly string[];
  /** Columns of words, each turned into one feature of 0 and 1 per category. */
  readonly oneHot: readonly string[];
  /** Missing values: replaced by their column's mean, or their rows dropped. */
  readonly missing: 'mean' | 'drop';
  /** Where the reader's own finding is to be overruled. */
  readonly header?: HeaderChoice;
  /** Set where each row is a picture, its chosen columns the pixels row by row, channels last. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
}

/**
 * The choice for someone who does not choose: all columns of numbers but ids and those that count the rows, the proposed label and names,
 * nothing one-hot, missing values replaced by the mean. Rows that can hardly be anything else are pictures.
 */
export function defaultChoice(summary: TableSummary): TableChoice {
  const label = summary.proposedLabel;
  const leftOut = new Set(summary.leftOut);
  const numbers = summary.columns.filter(({ name, usable }) => usable && name !== label && !leftOut.has(name));
  const informative = numbers.filter(({ kind }) => kind !== 'index' && kind !== 'id');
  // Nothing but 1, 2, 3 … is better shown than refused; row numbers beside words are not.
  const alone = numbers.length === 1 && summary.columns.length === (label === null ? 1 : 2) && !mayBeIdName(numbers[0].name);
  const use = (alone ? numbers : informative).map(({ name }) => name);
  const image = surePicture(summary, use);
  return { label, names: summary.proposedNames, use, oneHot: [], missing: 'mean', ...(image && { image }) };
}
