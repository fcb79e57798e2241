import type { ColumnSummary } from './summary';

/** Names that announce a label, the surest first. */
const NAMES = ['class', 'label', 'target', 'species', 'category', 'groundtruth', 'truth', 'type', 'diagnosis', 'outcome', 'y', 'group', 'cluster'];

/**
 * The column that most likely holds the classes: one of a telling name (with words that repeat, or few whole numbers), else
 * the last one when it holds a few words that repeat; null when there is none.
 */
export function proposeLabel(columns: readonly ColumnSummary[], rows: number): string | null {
  const plain = columns.map(({ name }) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  for (const wanted of NAMES) {
    // Beside an x, a y is a coordinate.
    if (wanted === 'y' && plain.includes('x')) continue;
    // From the end: that is where labels stand.
    const at = plain.findLastIndex((name, j) => (name === wanted || name === `${wanted}s` || name === `${wanted}name` || name === `${wanted}id`) && canLabel(columns[j], rows));
    if (at >= 0) return columns[at].name;
  }
  const last = columns.at(-1);
  return last && columns.length > 1 && !last.usable && canLabel(last, rows) ? last.name : null;
}

/** More classes than these are hardly classes, and more than 256 clusters cannot be asked for. */
const MOST = { numbers: 30, words: 256 };

/** Whether the values are few, and repeat enough, to be classes. */
function canLabel({ kind, usable, integers, distinct }: ColumnSummary, rows: number): boolean {
  if (distinct === null || distinct < 2 || distinct > Math.max(20, rows / 2)) return false;
  if (usable) return integers && distinct <= MOST.numbers && distinct < rows;
  return (kind === 'categorical' || kind === 'text') && distinct <= MOST.words;
}
