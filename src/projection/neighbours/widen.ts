import { pace } from '../pace';
import type { Work } from '../work';
import { Kept } from './kept';
import { squareWithin, type Centred } from './screen';

/** So many of whom a point is a neighbour count, besides its own neighbours. */
const mostReverse = 30;

/**
 * More neighbours of each point from fewer: the nearest k of all that are two steps away, a step leading to a neighbour or to whom one is a
 * neighbour of. Where there are fewer than k of them some places stay empty (Infinity).
 */
export function* widened(set: Centred, few: Kept, k: number): Work<Kept> {
  const due = pace();
  const { n } = set;
  const kept = new Kept(n, k, true);
  const { squares } = kept;
  const cap = few.k + mostReverse;
  const links = new Uint32Array(n * cap);
  const counts = new Uint32Array(n);
  for (let i = 0; i < n; i++) for (let at = 0; at < few.k; at++) links[i * cap + counts[i]++] = few.indices[i * few.k + at];
  for (let i = 0; i < n; i++) {
    for (let at = i * few.k; at < (i + 1) * few.k; at++) {
      const j = few.indices[at];
      if (counts[j] < cap && !few.has(j, i)) links[j * cap + counts[j]++] = i;
    }
    if (i % 64 === 0 && due()) yield { stage: 'Finding neighbours', fraction: 0.8 };
  }
  const seen = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const stamp = i + 1;
    seen[i] = stamp;
    const visit = (j: number) => {
      if (seen[j] === stamp) return;
      seen[j] = stamp;
      const most = squares[i * k];
      const square = squareWithin(set, i, j, most);
      if (square < most) kept.replace(i, j, square);
    };
    const end = i * cap + counts[i];
    for (let at = i * cap; at < end; at++) visit(links[at]);
    for (let at = i * cap; at < end; at++) {
      const from = links[at] * cap;
      for (let to = from; to < from + counts[links[at]]; to++) visit(links[to]);
    }
    if (i % 8 === 0 && due()) yield { stage: 'Finding neighbours', fraction: 0.8 + (0.2 * i) / n };
  }
  return kept;
}
