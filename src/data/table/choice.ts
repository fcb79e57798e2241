import { mayBeIdName } from './names';
import { surePicture } from './pixels';
import type { TableSummary } from './types';
import type { TableChoice } from './types';

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
