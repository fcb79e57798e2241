/** Finding points by what people call them. */
import type { Dataset } from '../../data/dataset';
import { formatCount } from '../format';

export interface Found {
  /** Rising; empty where nothing is meant by the text. */
  readonly rows: Uint32Array;
  readonly sentence: string;
}

const none: Uint32Array = new Uint32Array(0);

/** All rows that pass. */
function rowsWhere(n: number, passes: (i: number) => boolean): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < n; i++) if (passes(i)) found.push(i);
  return Uint32Array.from(found);
}

const points = (count: number): string => `${formatCount(count)} ${count === 1 ? 'point' : 'points'}`;

/**
 * The points that a text names: "17" a row, "10-20" rows, "cluster 3" those that end in memory 3, "label setosa" and "name 17" those so
 * named, or a label or item name that contains the text, whatever its case. Rows and clusters are counted from 1, as on the page. An exact
 * label comes before parts of names.
 */
export function findPoints(
  text: string,
  dataset: Pick<Dataset, 'n' | 'labels' | 'labelNames' | 'itemNames'>,
  clusters: Uint16Array | null,
  k: number,
): Found {
  const { n, labels, labelNames, itemNames } = dataset;
  const wanted = text.trim().toLowerCase();
  const found = (rows: Uint32Array, what: string): Found => ({ rows, sentence: `${points(rows.length)}: ${what}.` });
  const nothing = (sentence: string): Found => ({ rows: none, sentence });
  if (wanted === '') return nothing('');

  const cluster = /^(?:cluster|memory|basin)\s*(\d+)$/.exec(wanted);
  if (cluster) {
    const mu = Number(cluster[1]) - 1;
    if (mu < 0 || mu >= k) return nothing(`There is no cluster ${cluster[1]}; they are numbered 1 to ${k}.`);
    if (!clusters) return nothing('The clusters are still being computed.');
    return found(
      rowsWhere(n, (i) => clusters[i] === mu),
      `cluster ${mu + 1}`,
    );
  }

  const itemsNamed = (name: string): Uint32Array => (itemNames ? rowsWhere(n, (i) => itemNames[i].toLowerCase() === name) : none);
  const asName = wanted.startsWith('name ') ? itemsNamed(wanted.slice(5).trim()) : none;
  if (asName.length > 0) return found(asName, wanted);

  const named = wanted.startsWith('label ') ? wanted.slice(6).trim() : wanted;
  const exact = labels ? labelNames.findIndex((name) => name.toLowerCase() === named) : -1;
  const asLabel = wanted !== named;
  const rows = /^(?:(?:row|point)s?\s*)?#?(\d+)(?:\s*[-–]\s*(\d+))?$/.exec(wanted);
  if (rows && !asLabel) {
    const [from, to] = [Number(rows[1]), Number(rows[2] ?? rows[1])];
    // Names may be numbers, too, such as those of customers.
    const items = itemsNamed(wanted);
    const also =
      exact >= 0
        ? ` “label ${text.trim()}” finds the label.`
        : items.length > 0 && items[0] !== from - 1
          ? ` “name ${text.trim()}” finds the name.`
          : '';
    const inside = from >= 1 && to <= n && from <= to;
    if (!inside && items.length > 0) return found(items, `name ${text.trim()}`);
    if (!inside)
      return exact >= 0
        ? found(
            rowsWhere(n, (i) => labels![i] === exact),
            `label ${labelNames[exact]}`,
          )
        : nothing(`There is no row ${rows[0]}; they are numbered 1 to ${formatCount(n)}.`);
    return {
      ...found(
        Uint32Array.from({ length: to - from + 1 }, (_, i) => from - 1 + i),
        from === to ? `row ${formatCount(from)}` : `rows ${formatCount(from)} to ${formatCount(to)}`,
      ),
      ...(also && { sentence: `${points(to - from + 1)}: row ${formatCount(from)}.${also}` }),
    };
  }
  if (exact >= 0)
    return found(
      rowsWhere(n, (i) => labels![i] === exact),
      `label ${labelNames[exact]}`,
    );

  const parts = labels ? labelNames.flatMap((name, label) => (name.toLowerCase().includes(named) ? [label] : [])) : [];
  if (labels && parts.length > 0) {
    const among = new Set(parts);
    return found(
      rowsWhere(n, (i) => among.has(labels[i])),
      `${parts.length === 1 ? 'label' : 'labels'} ${parts
        .slice(0, 4)
        .map((label) => labelNames[label])
        .join(', ')}${parts.length > 4 ? ' …' : ''}`,
    );
  }
  if (itemNames && !asLabel) {
    const items = rowsWhere(n, (i) => itemNames[i]?.toLowerCase().includes(wanted) ?? false);
    if (items.length > 0) return found(items, items.length === 1 ? itemNames[items[0]] : `names with “${text.trim()}”`);
  }
  const ways = ['a row number', ...(labels ? ['a label'] : []), ...(itemNames ? ['a name'] : []), '“cluster 2”'];
  return nothing(`Nothing is called “${text.trim().slice(0, 60)}”. Try ${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}.`);
}
