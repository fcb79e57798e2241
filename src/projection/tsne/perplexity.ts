/** The number of nearest neighbours that t-SNE needs of each of n points: three times the perplexity, at most all others. */
export function tsneNeighbours(perplexity: number, n: number): number {
  return Math.max(0, Math.min(n - 1, Math.ceil(3 * perplexity)));
}

export interface UsablePerplexity {
  readonly perplexity: number;
  /** One sentence for people, where it is not the one that was asked for. */
  readonly note: string | null;
}

/**
 * The perplexity that n points allow: at most (n − 1)/3, so that each has three times as many others; for fewer than seven points at most
 * 2 and two thirds of the others, so that there is more to see than nearest neighbours. Never below 1. Rounded down to a tenth.
 */
export function usablePerplexity(perplexity: number, n: number): UsablePerplexity {
  const others = n - 1;
  const most = Math.max(1, Math.floor(10 * Math.max(others / 3, Math.min(2, (2 * others) / 3)) + 1e-9) / 10);
  if (perplexity <= most) return { perplexity, note: null };
  const needed = Math.ceil(3 * perplexity) + 1;
  const points = n === 1 ? 'there is 1' : `there are ${n.toLocaleString('en')}`;
  return {
    perplexity: most,
    note: `A perplexity of ${perplexity} needs at least ${needed.toLocaleString('en')} points, and ${points}, so ${most} is used.`,
  };
}
