import { DataError, MOST_CLUSTERS, UNLABELLED_K } from '../dataset';
import { count, naturally, quantity } from '../text';
import type { Column } from './column';

/** The most classes that a Dataset's Uint16 labels can tell apart. */
const MAX_LABELS = 65_535;
export const MISSING_LABEL = '(missing)';
/** Where classes have fewer points each, they are too many to look for. */
const LEAST_POINTS = 3;

/**
 * The classes of the given rows. Names are in natural order (2 before 10); rows without a label form a class of their own,
 * "(missing)", which comes last and is not counted in `k`, the suggested number of clusters. Throws DataError "too-many-labels".
 */
export function buildLabels(column: Column, rows: Uint32Array, notes: string[]): { labels: Uint16Array; names: string[]; k: number } {
  if (!column.complete) throw tooMany(column);
  const found = new Map<string, number>();
  const first = new Uint32Array(rows.length);
  let missing = 0;
  for (const [i, row] of rows.entries()) {
    const name = column.category(row);
    if (name === null) missing++;
    const key = name ?? MISSING_LABEL;
    let code = found.get(key);
    if (code === undefined) {
      code = found.size;
      found.set(key, code);
    }
    first[i] = code;
  }
  if (found.size > MAX_LABELS) throw tooMany(column);
  const names = [...found.keys()].sort((a, b) => Number(a === MISSING_LABEL) - Number(b === MISSING_LABEL) || naturally.compare(a, b));
  const order = new Uint16Array(found.size);
  for (const [place, name] of names.entries()) order[found.get(name) ?? 0] = place;
  if (missing > 0)
    notes.push(
      `${quantity(missing, 'row has', 'rows have')} no value in the label column "${column.name}": ${missing === 1 ? 'it forms' : 'they form'} the class "${MISSING_LABEL}".`,
    );
  return {
    labels: Uint16Array.from(first, (code) => order[code]),
    names,
    k: clustersOf(column.name, names.length - (missing > 0 ? 1 : 0), rows.length - missing, notes),
  };
}

/** As many as there are classes, where so many can be asked for and have points enough. */
function clustersOf(name: string, classes: number, points: number, notes: string[]): number {
  const wanted = Math.max(2, classes);
  if (wanted <= 20 || (wanted <= MOST_CLUSTERS && points >= LEAST_POINTS * wanted)) return wanted;
  const k = points >= LEAST_POINTS * wanted ? MOST_CLUSTERS : UNLABELLED_K;
  const why =
    k === MOST_CLUSTERS ? `more than the ${MOST_CLUSTERS} clusters that can be asked for` : `fewer than ${LEAST_POINTS} points each`;
  notes.push(`The label column "${name}" has ${count(classes)} classes, ${why}: k begins at ${k}.`);
  return k;
}

function tooMany(column: Column): DataError {
  return new DataError(
    'too-many-labels',
    `Column "${column.name}" has more than ${count(MAX_LABELS)} different values, too many to be classes: choose another label column, or none.`,
  );
}
