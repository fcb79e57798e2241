import type { Clusters } from './chain';
import type { Distance } from './metrics';

/** With so many points or fewer distances are kept in double precision. */
const mostDoubles = 1500;
/** Distances between two steps. */
const sliceDistances = 2e5;

export const distanceBytes = (n: number): number => ((n * (n - 1)) / 2) * (n <= mostDoubles ? 8 : 4);

/**
 * Average and complete linkage on all distances: n(n − 1)/2 numbers. Yields the share of the distances that are there.
 * @param cost multiplications that a distance takes.
 */
export function* matrixClusters(linkage: 'average' | 'complete', n: number, between: Distance, cost: number): Generator<number, Clusters> {
  const count = (n * (n - 1)) / 2;
  const distances = n <= mostDoubles ? new Float64Array(count) : new Float32Array(count);
  // Row after row beneath the diagonal: j < i at i (i − 1)/2 + j.
  for (let i = 1, at = 0, work = 0; i < n; i++) {
    for (let j = 0; j < i; j++) distances[at++] = between(i, j);
    work += i * cost;
    if (work < 10 * sliceDistances) continue;
    work = 0;
    yield at / count;
  }
  const sizes = new Float64Array(n).fill(1);
  const rows = Int32Array.from({ length: n }, (_, i) => (i * (i - 1)) / 2);
  const place = (x: number, y: number) => (x > y ? rows[x] + y : rows[y] + x);
  return {
    cost: 4,
    distance: (x, y) => distances[place(x, y)],
    nearest(x, active, before, most) {
      let y = before;
      let least = most;
      const row = rows[x];
      let at = 0;
      for (; active[at] < x; at++) {
        const found = distances[row + active[at]];
        if (found >= least) continue;
        least = found;
        y = active[at];
      }
      for (at++; at < active.length; at++) {
        const found = distances[rows[active[at]] + x];
        if (found >= least) continue;
        least = found;
        y = active[at];
      }
      return { y, least };
    },
    merge(x, y, active) {
      const [a, b] = [sizes[x], sizes[y]];
      sizes[y] = a + b;
      for (let which = 0; which < active.length; which++) {
        const i = active[which];
        if (i === y) continue;
        const at = place(i, y);
        const own = distances[at];
        const other = distances[place(i, x)];
        distances[at] = linkage === 'complete' ? Math.max(own, other) : (a * other + b * own) / (a + b);
      }
    },
    height: (measure) => measure,
  };
}
