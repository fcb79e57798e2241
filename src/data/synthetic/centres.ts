import type { Random } from '../../core/algebra/random';

/**
 * k × 2 centres, uniform in a square whose area grows with k, each the farthest from its predecessors of several candidates
 * (Mitchell's best-candidate sampling), so that clusters rarely fall on one another. Typical distance: 4.
 */
export function spreadCentres(k: number, random: Random): Float64Array {
  const side = 4 * Math.sqrt(k);
  const centres = new Float64Array(2 * k);
  for (let c = 0; c < k; c++) {
    let farthest = -1;
    for (let candidate = 0; candidate < 20; candidate++) {
      const x = side * (random.uniform() - 0.5);
      const y = side * (random.uniform() - 0.5);
      let nearest = Infinity;
      for (let other = 0; other < c; other++) nearest = Math.min(nearest, Math.hypot(x - centres[2 * other], y - centres[2 * other + 1]));
      if (nearest <= farthest) continue;
      farthest = nearest;
      centres[2 * c] = x;
      centres[2 * c + 1] = y;
    }
  }
  return centres;
}
