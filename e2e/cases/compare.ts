import type { Dataset } from '../../src/data/dataset';
import type { Right } from './cases';

/** The outcome of reading a file: a data set, or the sentence by which it was refused. */
export type Opened =
  | Pick<Dataset, 'n' | 'd' | 'k' | 'values' | 'features' | 'labels' | 'labelNames' | 'image' | 'notes' | 'itemNames'>
  | { readonly refused: string };

/** One sentence for each thing that is not as expected; empty where all is right. */
export function differences(opened: Opened, expected: Right | RegExp): string[] {
  if ('refused' in opened) return expected instanceof RegExp && expected.test(opened.refused) ? [] : [`refused: ${opened.refused}`];
  if (expected instanceof RegExp) return [`opened as ${opened.n} × ${opened.d}, not refused by ${expected}`];
  const wrong: string[] = [];
  const same = (what: string, is: unknown, right: unknown): void => {
    if (right !== undefined && JSON.stringify(is) !== JSON.stringify(right))
      wrong.push(`${what} ${JSON.stringify(is)}, not ${JSON.stringify(right)}`);
  };
  const near = (what: string, is: number, right: number | undefined): void => {
    if (right !== undefined && !(Math.abs(is - right) <= (expected.within ?? 1e-5 * Math.max(1, Math.abs(right)))))
      wrong.push(`${what} ${is}, not ${right}`);
  };
  const { n, d, values, features, notes } = opened;
  same('n', n, expected.n);
  same('d', d, expected.d);
  same('k', opened.k, expected.k);
  same('features', features, expected.features);
  same('classes', classSizes(opened), expected.classes && sorted(expected.classes));
  same('image', opened.image && [opened.image.width, opened.image.height, opened.image.channels], expected.image);
  same('names', opened.itemNames?.slice(0, expected.names?.length), expected.names);
  for (const [row, column, right] of [...(expected.first ? [[0, 0, expected.first] as const] : []), ...(expected.entries ?? [])])
    for (const [j, value] of right.entries()) near(`row ${row}, column ${column + j}:`, values[row * d + column + j], value);
  near(
    'least value',
    values.reduce((a, b) => Math.min(a, b), Infinity),
    expected.least,
  );
  near(
    'largest value',
    values.reduce((a, b) => Math.max(a, b), -Infinity),
    expected.largest,
  );
  for (const [name, mean] of Object.entries(expected.means ?? {})) near(`mean of ${name}`, meanOf(values, d, features.indexOf(name)), mean);
  const lost = notes.find((note) => /missing/i.test(note));
  if (lost) wrong.push(`a note on missing values: ${lost}`);
  for (const pattern of expected.notes ?? [])
    if (!notes.some((note) => pattern.test(note))) wrong.push(`no note ${pattern} among ${JSON.stringify(notes)}`);
  return wrong;
}

const sorted = (sizes: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(sizes).sort(([a], [b]) => (a < b ? -1 : 1)));

function classSizes({ labels, labelNames }: Pick<Dataset, 'labels' | 'labelNames'>): Record<string, number> | null {
  if (!labels) return null;
  const sizes = Array.from(labelNames, () => 0);
  for (const label of labels) sizes[label]++;
  return sorted(Object.fromEntries(labelNames.map((name, i) => [name, sizes[i]])));
}

function meanOf(values: Float32Array, d: number, j: number): number {
  let sum = 0;
  for (let at = j; at < values.length; at += d) sum += values[at];
  return (sum * d) / values.length;
}
