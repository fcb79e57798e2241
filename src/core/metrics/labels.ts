/** Labels as the core reads them: n integers, any values, not necessarily 0 … k − 1 and not necessarily all used. */
export type Labels = Uint8Array | Uint16Array | Uint32Array | Int32Array | readonly number[];

export interface UsedLabels {
  /** n indices into `values`. */
  readonly codes: Int32Array;
  /** The labels that occur, ascending. */
  readonly values: readonly number[];
  /** Counts of each of `values`, all ≥ 1. */
  readonly sizes: Uint32Array;
}

/** Renumbers the labels that occur as 0, 1, 2 … in ascending order, so that unused ones cost nothing. */
export function usedLabels(labels: Labels): UsedLabels {
  const n = labels.length;
  const seen = new Map<number, number>();
  for (let i = 0; i < n; i++) seen.set(labels[i], (seen.get(labels[i]) ?? 0) + 1);
  const values = [...seen.keys()].sort((a, b) => a - b);
  const sizes = Uint32Array.from(values, (value) => seen.get(value) ?? 0);
  values.forEach((value, code) => seen.set(value, code));
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) codes[i] = seen.get(labels[i]) ?? 0;
  return { codes, values, sizes };
}
