/** How the numbers of the table are written, and which of them stand where. */
import { inTableOrder, numberOf, valueOf, type NumberKind, type NumberOf, type NumberValues } from '../core/metrics/numbers';
import type { Method } from '../methods/method';
import { formatCount, formatPercent, formatScore, formatShortCount, formatValue } from './format';

type Value = number | readonly [number, number] | null;

/** A value as its kind is written. @param digits decimals of a score, or significant digits of a value, where other than usual. */
export function textOf(kind: NumberKind, value: Value, digits = kind.decimals): string {
  if (typeof value === 'object' && value !== null) return value.map(formatShortCount).join('–');
  if (kind.format === 'score') return formatScore(value, digits);
  if (kind.format === 'value') return formatValue(value, digits);
  return kind.format === 'percent' ? formatPercent(value) : formatCount(value);
}

export const toldName = ({ told, name }: NumberKind): string => told ?? name;

/** "0.0123 (RRL −2.1%)": the value as it is told in a line of text, and in brackets what stands beside it. */
export function writtenOf(kind: NumberOf, values: NumberValues): string {
  const text = textOf(kind, valueOf(kind.id, values), kind.format === 'score' ? toldDecimals : undefined);
  const beside = kind.beside && valueOf(kind.beside, values) !== null ? numberOf(kind.beside) : null;
  return beside ? `${text} (${toldName(beside)} ${writtenOf(beside, values)})` : text;
}
/** In a line of text a score has two decimals. */
const toldDecimals = 2;

/** "RL 0.0123 (RRL −2.1%)"; null where there is no value. */
export function toldOf(kind: NumberOf, values: NumberValues): string | null {
  return valueOf(kind.id, values) === null ? null : `${toldName(kind)} ${writtenOf(kind, values)}`;
}

/** " on A(e(x))": where a silhouette is taken, if not in the input space. */
export const onSpace = ({ space }: NumberKind): string => (space === 'attracted' ? ' on A(e(x))' : space === 'codes' ? ' on e(x)' : '');

/** "loss over a sample of 100 points": what the epochs are compared by. RL is over the whole set by definition. */
export const wholeSetWords = (kind: NumberOf, points: number, n: number): string =>
  kind.id === 'rl' && !kind.compared
    ? kind.name
    : `${kind.compared ?? toldName(kind)} over ${points < n ? `a sample of ${formatCount(points)} points` : 'the whole set'}`;

const isOwnSpace = ({ space }: NumberOf, method: Method) => space !== 'input' || method.space === 'input';

/** The rows of "Metrics". @param beside whether partitions that were found in the input space stand beside the method's own. */
export const rowsOf = (method: Method, beside: boolean): NumberOf[] =>
  inTableOrder(method.numbers.all.filter((one) => one.group !== 'training' && (beside || isOwnSpace(one, method))));

/** The numbers that are drawn as learning curves. @param labelled whether there are labels to agree with. */
export const curvesOf = (method: Method, labelled: boolean): (NumberOf & { readonly curve: string })[] =>
  method.numbers.all
    .filter((one): one is NumberOf & { readonly curve: string } => one.curve !== undefined)
    .filter((one) => isOwnSpace(one, method) && (labelled || one.group !== 'labels'));
