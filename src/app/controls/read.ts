import { exactNumber } from './format';
import type { Context, ListControl } from './types';

/** What was typed, as values. */

/** What a number box takes. */
export interface Bounds {
  readonly label: string;
  readonly range: readonly [number, number];
  readonly whole: boolean;
}

/** The number that was typed, or the sentence on why it cannot be used. */
export function readNumber(text: string, { label, range: [low, high], whole }: Bounds, inForce: number): number | string {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim());
  if (Number.isFinite(value) && value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
  const given = Number.isFinite(value) ? `, not ${exactNumber(value)}` : '';
  return `${label} must be ${whole ? 'a whole number' : 'a number'} between ${exactNumber(low)} and ${exactNumber(high)}${given}. ${exactNumber(inForce)} stays in force.`;
}

/** The numbers of a list, or the sentence on why it cannot be used. */
export function readList(text: string, { label, range: [low, high], whole, count }: Pick<ListControl, 'label' | 'range' | 'whole' | 'count'>, { config }: Context): number[] | string {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const values = words.map(Number);
  const bad = words.findIndex((_, i) => !(values[i] >= low && values[i] <= high && (!whole || Number.isInteger(values[i]))));
  if (bad >= 0) return `${label}: “${words[bad].slice(0, 40)}” is not a ${whole ? 'whole ' : ''}number between ${exactNumber(low)} and ${exactNumber(high)}.`;
  const wanted = count?.(config);
  if (wanted && values.length !== wanted.many) return `${label}: ${values.length} numbers for ${wanted.many} ${wanted.of}; give one for each.`;
  return values;
}
