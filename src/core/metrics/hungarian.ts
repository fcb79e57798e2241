/**
 * The assignment of rows to columns with the smallest total cost, each row and each column used at most once, min(rows, columns)
 * pairs in all. Kuhn–Munkres by shortest augmenting paths with dual potentials: O(s² l), s the shorter side and l the longer.
 *
 * @param cost rows × columns, row-major, finite.
 * @returns `rows` column indices, −1 for a row that is left over (only where rows > columns).
 * Throws RangeError where the length of `cost` is not rows · columns, or a cost is not finite.
 */
export function hungarian(cost: ArrayLike<number>, rows: number, columns: number): Int32Array {
  if (cost.length !== rows * columns) throw new RangeError(`A ${rows} × ${columns} cost matrix has not ${cost.length} entries.`);
  for (let i = 0; i < cost.length; i++) if (!Number.isFinite(cost[i])) throw new RangeError('Every cost must be finite.');
  const assigned = new Int32Array(rows).fill(-1);
  if (rows <= columns) {
    const rowOf = matchShortSide(cost, rows, columns, columns, 1);
    for (let c = 0; c < columns; c++) if (rowOf[c] >= 0) assigned[rowOf[c]] = c;
  } else {
    const columnOf = matchShortSide(cost, columns, rows, 1, columns);
    for (let r = 0; r < rows; r++) assigned[r] = columnOf[r];
  }
  return assigned;
}

/** For each of `l` long-side indices the short-side index it is matched with, or −1. Entry (a, b) is cost[a · stepA + b · stepB], s ≤ l. */
function matchShortSide(cost: ArrayLike<number>, s: number, l: number, stepA: number, stepB: number): Int32Array {
  const u = new Float64Array(s);
  const v = new Float64Array(l);
  const owner = new Int32Array(l).fill(-1);
  const reach = new Float64Array(l);
  const previous = new Int32Array(l);
  const visited = new Uint8Array(l);
  for (let a = 0; a < s; a++) {
    // Grow a tree of shortest alternating paths from `a` until it meets a free long-side index.
    reach.fill(Infinity);
    previous.fill(-1);
    visited.fill(0);
    let at = -1;
    let row = a;
    for (;;) {
      let delta = Infinity;
      let next = -1;
      for (let b = 0; b < l; b++) {
        if (visited[b]) continue;
        const reduced = cost[row * stepA + b * stepB] - u[row] - v[b];
        if (reduced < reach[b]) {
          reach[b] = reduced;
          previous[b] = at;
        }
        if (reach[b] < delta) {
          delta = reach[b];
          next = b;
        }
      }
      // Shift the potentials so that the path's edges stay tight and every reduced cost stays ≥ 0.
      u[a] += delta;
      for (let b = 0; b < l; b++) {
        if (visited[b]) {
          u[owner[b]] += delta;
          v[b] -= delta;
        } else reach[b] -= delta;
      }
      visited[next] = 1;
      at = next;
      if (owner[next] < 0) break;
      row = owner[next];
    }
    // Flip the path.
    while (at >= 0) {
      const before = previous[at];
      owner[at] = before < 0 ? a : owner[before];
      at = before;
    }
  }
  return owner;
}
