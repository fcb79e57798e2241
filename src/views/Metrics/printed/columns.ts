/** Columns that a paper printed, in the table of numbers. */
import { valueOf, type NumberOf } from '../../../core/metrics/numbers';
import type { PaperSet, Printed, Recognition } from '../../../data/papers';
import { tableWords } from '../../../data/papers/tableWords';
import { methodOf, settingsOf, type Config } from '../../../methods/config';
import type { Method } from '../../../methods/method';
import { formatCount } from '../../format';
import { rowsOfAll } from '../beside';
import type { Column } from '../rows';

/** "CLAM weighted (11)", "CLAM paper, T1"; of points of another number than the shown ones that number, too, and of other draws that. */
export const printedColumn = ({ key, paperName, short, set, name, detail, numbers }: Printed, shown: PaperSet): Column => ({
  key: `printed ${key}`,
  name: [name, detail].filter(Boolean).join(' '),
  detail: [`${paperName} paper`, short, set !== shown && sizeWords(set), set.drawnBy !== undefined && 'its own draw']
    .filter(Boolean)
    .join(', '),
  metrics: numbers,
  printed: true,
});

/** "DKM paper, tables 1, 4"; of other points than the shown ones with their set: "…: USPS, both parts, n 9,298". */
export const printedTable = ({ paperName, table, set }: Printed, shown: PaperSet): string =>
  [`${paperName} paper, ${table}`, set !== shown && [set.name, sizeWords(set)].filter(Boolean).join(', ')].filter(Boolean).join(': ');

const has = (id: NumberOf['id'], columns: readonly Printed[]) => columns.some(({ numbers }) => valueOf(id, numbers) !== null);

/**
 * The rows of methods, and those that the printed columns have more: silhouettes of each space by its name.
 * @param beside as of `rowsOfAll`.
 */
export function rowsWithPrinted(methods: readonly Method[], beside: boolean, printed: readonly Printed[]): NumberOf[] {
  const own = rowsOfAll(methods, beside || has('silhouette', printed));
  const codes = has('scEncoded', printed) || has('scAttracted', printed) || has('rl', printed);
  if (!codes) return own;
  const more = rowsOfAll([...methods, methodOf({ method: 'dclam' })], true);
  return more.filter(({ id }) => own.some((row) => row.id === id) || has(id, printed));
}

const sizeWords = ({ n }: PaperSet): string | false => n !== null && `n ${formatCount(n)}`;

/** "Yale (165 × 1,024, 15 classes)". */
export const setWords = ({ name, n, d, k }: PaperSet): string =>
  `${name} (${n === null ? `${formatCount(d)} features` : `${formatCount(n)} × ${formatCount(d)}`}, ${formatCount(k)} classes)`;

/** What is known of the data beside the papers'; null where there is nothing to say. */
export function recognitionSentence(as: Recognition): string | null {
  switch (as.kind) {
    case 'is':
      return as.labelColumn === null
        ? `The data are those of the papers: ${setWords(as.set)}.`
        : `The data are those of the papers, ${setWords(as.set)}, with the classes among the features, in “${as.labelColumn}”. The papers cluster without them: choose that column as the label.`;
    case 'drawn':
      return `A paper has ${setWords(as.set)}, of its own draw: its numbers are of other points than these.`;
    case 'looks':
      return as.sets.length === 1
        ? `The data look like ${setWords(as.sets[0])} of the papers, by their shape alone.`
        : `By their shape alone the data may be ${as.sets.map(setWords).join(' or ')} of the papers.`;
    case 'other':
      return `The data have the shape of ${setWords(as.set)}, but other columns: the papers’ numbers are not of these points.`;
    case 'none':
      return null;
  }
}

/** In order, those together that have one title. */
export function grouped(columns: readonly Printed[], titleOf: (column: Printed) => string): Map<string, Printed[]> {
  const groups = new Map<string, Printed[]>();
  for (const column of columns) {
    const title = titleOf(column);
    groups.set(title, [...(groups.get(title) ?? []), column]);
  }
  return groups;
}

/** Of each table whose columns are shown: where their numbers stand, and how they came about. */
export const printedProtocols = (printed: readonly Printed[]): string[] =>
  Array.from(grouped(printed, ({ paper, table }) => `${paper} ${table}`).values(), (columns) => {
    const tables = new Set(columns.flatMap((column) => column.tables));
    return `${columns[0].paperName} paper, ${tableWords([...tables].toSorted((a, b) => a - b))}: ${columns[0].protocol}.`;
  });

/** Where print contradicts itself about the columns that are shown, and what keeps their numbers from being ours. */
export function printedNotes(printed: readonly Printed[], config: Config): string[] {
  const standardised = printed.some(({ paper, set }) => paper === 'clam' && set.drawnBy === undefined);
  const scaled = standardised && settingsOf(config).scaling !== 'standard';
  return [
    ...new Set(printed.flatMap(({ notes }) => notes)),
    ...(scaled ? ['SC of the CLAM paper is of standardised features; here they are scaled otherwise.'] : []),
  ];
}
