/** ⌊d·p⌋, at least one. */
export function hiddenEntries(d: number, probability: number): number {
  return Math.max(1, Math.min(d, Math.floor(d * probability + 1e-9)));
}
