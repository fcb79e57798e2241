import { exactNumber, readBounded, readTyped, type NumberRange } from '../../views/typedNumber';
import type { Context, ListControl } from './types';

/** Reads typed text as values. */

/** The values that a number box takes. */
export interface NumberBounds extends NumberRange {
  readonly label: string;
}

/** The number that was typed, or the sentence on why it cannot be used. */
export function readNumber(text: string, bounds: NumberBounds, inForce: number): number | string {
  const read = readBounded(text, bounds);
  return 'value' in read ? read.value : `${bounds.label} ${read.refusal}. ${exactNumber(inForce)} stays in force.`;
}

/** The parts of a list. Where blanks or semicolons separate them, a comma within a part marks decimals; else commas separate, too. */
const partsOf = (text: string): string[] => {
  const parts = text.split(/,?\s+|\s*;\s*|,(?!\d)/).filter(Boolean);
  return parts.length > 1
    ? parts
    : text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean);
};

/** The numbers of a list, or the sentence on why it cannot be used. */
export function readList(
  text: string,
  { label, range: [low, high], whole, count }: Pick<ListControl, 'label' | 'range' | 'whole' | 'count'>,
  { config }: Context,
): number[] | string {
  const parts = partsOf(text);
  const values = parts.map((part) => {
    const read = readTyped(part);
    return typeof read === 'number' ? read : Number.NaN;
  });
  const bad = values.findIndex((value) => !(value >= low && value <= high && (!whole || Number.isInteger(value))));
  if (bad >= 0)
    return `${label}: “${parts[bad].slice(0, 40)}” is not a ${whole ? 'whole ' : ''}number between ${exactNumber(low)} and ${exactNumber(high)}. Separate the numbers by blanks or semicolons.`;
  const wanted = count?.(config);
  if (wanted && values.length !== wanted.many)
    return `${label}: ${values.length} numbers for ${wanted.many} ${wanted.of}; give one for each.`;
  return values;
}
