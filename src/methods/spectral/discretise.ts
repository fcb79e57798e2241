import type { Random } from '../../core/algebra/random';
import { symmetricEigen } from '../../core/algebra/symmetric';

/** Rounds at most, and the change of the sum of singular values below which it is done. */
const mostRounds = 30;
const settled = 2.2e-16;

/**
 * Clusters by rotating the vectors until rows lie near the axes (Yu & Shi 2003), as scikit-learn does: from k rows that are far from one
 * another, then by turns the axis nearest to each row and the rotation that brings the rows nearest to these. Yields after each round.
 * @param rows n × k, in place.
 */
export function* discretise(rows: Float64Array, n: number, k: number, random: Random): Generator<unknown, Uint16Array> {
  evenColumns(rows, n, k);
  normaliseRows(rows, n, k);
  let rotation = farRows(rows, n, k, random);
  const labels = new Uint16Array(n);
  for (let round = 0, last = 0; ; round++) {
    yield;
    const products = new Float64Array(k * k);
    for (let i = 0; i < n; i++) {
      const label = (labels[i] = nearestAxis(rows, i * k, rotation, k));
      for (let c = 0; c < k; c++) products[label * k + c] += rows[i * k + c];
    }
    const { sum, turn } = nearestRotation(products, k);
    if (Math.abs(sum - last) < settled * n || round >= mostRounds) return labels;
    last = sum;
    rotation = turn;
  }
}

/** Columns of one length. */
function evenColumns(rows: Float64Array, n: number, k: number): void {
  for (let c = 0; c < k; c++) {
    let square = 0;
    for (let i = 0; i < n; i++) square += rows[i * k + c] ** 2;
    const scale = Math.sqrt(n / (square || 1));
    for (let i = 0; i < n; i++) rows[i * k + c] *= scale;
  }
}

function normaliseRows(rows: Float64Array, n: number, k: number): void {
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let c = 0; c < k; c++) square += rows[i * k + c] ** 2;
    const length = Math.sqrt(square) || 1;
    for (let c = 0; c < k; c++) rows[i * k + c] /= length;
  }
}

/** Any row, and then each time the row that is least along those before it: columns of the first rotation, k × k. */
function farRows(rows: Float64Array, n: number, k: number, random: Random): Float64Array {
  const rotation = new Float64Array(k * k);
  const along = new Float64Array(n);
  let row = random.integer(n);
  for (let column = 0; column < k; column++) {
    for (let c = 0; c < k; c++) rotation[c * k + column] = rows[row * k + c];
    let next = 0;
    for (let i = 0; i < n; i++) {
      let product = 0;
      for (let c = 0; c < k; c++) product += rows[i * k + c] * rotation[c * k + column];
      along[i] += Math.abs(product);
      if (along[i] < along[next]) next = i;
    }
    row = next;
  }
  return rotation;
}

/** The column of the rotation that a row is most along. */
function nearestAxis(rows: Float64Array, at: number, rotation: Float64Array, k: number): number {
  let best = 0;
  let most = -Infinity;
  for (let column = 0; column < k; column++) {
    let product = 0;
    for (let c = 0; c < k; c++) product += rows[at + c] * rotation[c * k + column];
    if (product > most) [best, most] = [column, product];
  }
  return best;
}

/** The rotation V Uᵀ of M = U S Vᵀ, k × k, and the sum of S. */
function nearestRotation(m: Float64Array, k: number): { sum: number; turn: Float64Array } {
  const square = new Float64Array(k * k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) for (let c = 0; c < k; c++) square[a * k + b] += m[c * k + a] * m[c * k + b];
  const { values, vectors } = symmetricEigen(square, k);
  const turn = new Float64Array(k * k);
  const left: Float64Array[] = [];
  let sum = 0;
  for (let i = 0; i < k; i++) {
    const v = vectors.subarray(i * k, (i + 1) * k);
    const u = new Float64Array(k);
    for (let c = 0; c < k; c++) for (let b = 0; b < k; b++) u[c] += m[c * k + b] * v[b];
    takeAway(u, left);
    const length = Math.hypot(...u);
    const singular = Math.sqrt(Math.max(0, values[i]));
    sum += singular;
    // Where a cluster is empty any direction that is left will do.
    const unit = length > 1e-12 * Math.sqrt(Math.max(values[0], 1e-300)) ? u.map((x) => x / length) : freeDirection(left, k);
    left.push(unit);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) turn[a * k + b] += v[a] * unit[b];
  }
  return { sum, turn };
}

/** Takes away what lies along the others, twice for rounding. */
function takeAway(vector: Float64Array, others: readonly Float64Array[]): void {
  for (let round = 0; round < 2; round++)
    for (const other of others) {
      const along = vector.reduce((sum, x, c) => sum + x * other[c], 0);
      for (let c = 0; c < vector.length; c++) vector[c] -= along * other[c];
    }
}

function freeDirection(others: readonly Float64Array[], k: number): Float64Array {
  let best = new Float64Array(k);
  let most = -1;
  for (let axis = 0; axis < k; axis++) {
    const vector = new Float64Array(k);
    vector[axis] = 1;
    takeAway(vector, others);
    const length = Math.hypot(...vector);
    if (length > most) [best, most] = [vector.map((x) => x / length), length];
  }
  return best;
}
