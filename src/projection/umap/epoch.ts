import type { Edges } from './edges';
import { type Forces, furthest, shift } from './forces';

/** The number of points that the head of an edge pushes away, and that push it away. */
const pushes = 3;
/** UMAP has five points push the head alone; three that are pushed back make six, each of which counts for a little less. */
const perPush = 5 / (2 * pushes);
const perUint32 = 1 / 2 ** 32;

/** Where the bits of a squared distance are read. */
const square = new Float32Array(1);
const bits = new Int32Array(square.buffer);

/**
 * One epoch of UMAP's stochastic gradient descent, in place (McInnes, Healy, Melville 2018, algorithm 5).
 *
 * Sampling is systematic: an edge is due where the running sum of weights passes phase, phase + 1, phase + 2 …, so that an edge of weight w
 * is due in a part w of the epochs when the phases are uniform, and each point's edges are due as evenly as can be. Both its ends move.
 * Then its head and other points push one another away – both, so that no island is set adrift by what its own points do to one another.
 * The others stand in a row: as places are random, any row of them is a random sample and lies in one stretch of memory.
 * @param positions n × 2, by the edges' places.
 * @param phase 0 … 1, of this epoch.
 * @param generator one integer that is not 0: the state of xorshift32 (Marsaglia 2003), carried on.
 */
export function runEpoch(edges: Edges, forces: Forces, positions: Float64Array, rate: number, phase: number, generator: Int32Array): void {
  const { n, ends, targets, sums } = edges;
  const { attraction, repulsion } = forces;
  const beyond = 2 * n;
  const pushRate = perPush * rate;
  const most = rate * furthest;
  let state = generator[0];
  let edge = 0;
  let next = phase;
  for (let head = 0; head < n; head++) {
    const end = ends[head];
    if (next > end) continue;
    let x = positions[2 * head];
    let y = positions[2 * head + 1];
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    let other = 2 * Math.floor((state >>> 0) * perUint32 * n);
    do {
      while (sums[edge] < next) edge++;
      next++;
      const target = 2 * targets[edge];
      const towardsX = positions[target] - x;
      const towardsY = positions[target + 1] - y;
      square[0] = towardsX * towardsX + towardsY * towardsY;
      const pull = rate * attraction[bits[0] >> shift];
      positions[target] -= pull * towardsX;
      positions[target + 1] -= pull * towardsY;
      x += pull * towardsX;
      y += pull * towardsY;
      // Written at once, so that a point that meets itself below is no distance from itself.
      positions[2 * head] = x;
      positions[2 * head + 1] = y;
      let moveX = 0;
      let moveY = 0;
      for (let count = 0; count < pushes; count++) {
        const awayX = x - positions[other];
        const awayY = y - positions[other + 1];
        square[0] = awayX * awayX + awayY * awayY;
        const push = pushRate * repulsion[bits[0] >> shift];
        positions[other] -= push * awayX;
        positions[other + 1] -= push * awayY;
        moveX += push * awayX;
        moveY += push * awayY;
        other += 2;
        if (other === beyond) other = 0;
      }
      // All together move the head no further than one may.
      const moved = moveX * moveX + moveY * moveY;
      const held = moved > most * most ? most / Math.sqrt(moved) : 1;
      x += held * moveX;
      y += held * moveY;
      positions[2 * head] = x;
      positions[2 * head + 1] = y;
    } while (next <= end);
  }
  generator[0] = state;
}
