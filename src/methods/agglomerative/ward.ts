import type { Floats } from '../../core/algebra/floats';
import type { Clusters } from './chain';

/** Features between two looks whether a distance is too large already. */
const block = 8;

/**
 * Ward's linkage by means and sizes, which takes O(n·d) memory: the measure of two clusters is 2|A||B|/(|A| + |B|) ‖mean_A − mean_B‖², and
 * the height of their merge its root.
 */
export function wardClusters(points: Floats, n: number, d: number): Clusters {
  const means = Float64Array.from(points.subarray(0, n * d));
  const sizes = new Float64Array(n).fill(1);
  const weight = (x: number, y: number) => (2 * sizes[x] * sizes[y]) / (sizes[x] + sizes[y]);
  /** The measure, or any number of at least `most` where it is no less than that. */
  const measure = (x: number, y: number, most: number): number => {
    const factor = weight(x, y);
    const enough = most / factor;
    let square = 0;
    const [a, b] = [x * d, y * d];
    for (let f = 0; f < d;) {
      for (const end = Math.min(d, f + block); f < end; f++) {
        const apart = means[a + f] - means[b + f];
        square += apart * apart;
      }
      // A little beyond, so that rounding passes nothing over.
      if (square > enough * (1 + 1e-9)) return Infinity;
    }
    return square * factor;
  };
  return {
    cost: d,
    distance: (x, y) => measure(x, y, Infinity),
    nearest(x, active, before, most) {
      let y = before;
      let least = most;
      for (let at = 0; at < active.length; at++) {
        if (active[at] === x) continue;
        const found = measure(x, active[at], least);
        if (found >= least) continue;
        least = found;
        y = active[at];
      }
      return { y, least };
    },
    merge(x, y) {
      const size = sizes[x] + sizes[y];
      for (let f = 0; f < d; f++) means[y * d + f] = (sizes[x] * means[x * d + f] + sizes[y] * means[y * d + f]) / size;
      sizes[y] = size;
    },
    height: Math.sqrt,
  };
}
