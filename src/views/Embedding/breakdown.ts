export interface Part {
  readonly key: number;
  readonly count: number;
}

/** The number of `rows` of each label, the most frequent first. Labels of no row are left out. */
export function breakdown(rows: Uint32Array, labels: Uint16Array, kinds: number): Part[] {
  const counts = new Uint32Array(kinds);
  for (const row of rows) if (labels[row] < kinds) counts[labels[row]]++;
  return Array.from(counts, (count, key) => ({ key, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.key - b.key);
}
