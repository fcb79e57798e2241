/** What EDCWRN adds to a code before it is decoded: of its two nearest codes the greater number in each dimension. */
import type { Random } from '../../core/algebra/random';
import { findNeighbours } from '../../projection/neighbours/find';
import type { Steps } from '../deepMethod';

const count = 2;

/** max(h_n₁, h_n₂) of each of n codes h of m numbers: n × m. Of two codes it is the other, of one alone 0. */
export function* neighbourCodes(codes: Float32Array, n: number, m: number, random: Random): Steps<Float32Array> {
  const greater = new Float32Array(n * m);
  const k = Math.min(count, n - 1);
  if (k < 1) return greater;
  const { indices } = yield* findNeighbours({ points: codes, n, d: m, k, random });
  for (let i = 0; i < n; i++) {
    const [first, last] = [indices[i * k] * m, indices[i * k + k - 1] * m];
    for (let f = 0; f < m; f++) greater[i * m + f] = Math.max(codes[first + f], codes[last + f]);
  }
  return greater;
}
