/** Eigenvalues in descending order, and their orthonormal eigenvectors. */
export interface Eigen {
  readonly values: Float64Array;
  /** p × p, row-major: row i is the eigenvector of values[i]. */
  readonly vectors: Float64Array;
}

/** All eigenpairs of a symmetric p × p matrix (row-major; not changed), by cyclic Jacobi rotations. For small p: O(p³) a sweep. */
export function symmetricEigen(matrix: Float64Array, p: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(p * p);
  for (let i = 0; i < p; i++) v[i * p + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let i = 0; i < p; i++) {
      for (let j = i + 1; j < p; j++) {
        const off = a[i * p + j];
        const scale = Math.abs(a[i * p + i]) + Math.abs(a[j * p + j]);
        // An entry too small to show beside the diagonal is rounding.
        if (Math.abs(off) <= 1e-17 * scale || off === 0) continue;
        rotated = true;
        const theta = (a[j * p + j] - a[i * p + i]) / (2 * off);
        const t = Math.abs(theta) > 1e150 ? 1 / (2 * theta) : Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        rotate(a, p, i, j, c, t * c);
        for (let r = 0, x = i * p, y = j * p; r < p; r++, x++, y++) {
          const held = v[x];
          v[x] = c * held - t * c * v[y];
          v[y] = t * c * held + c * v[y];
        }
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: p }, (_, i) => i).sort((x, y) => a[y * p + y] - a[x * p + x]);
  const vectors = new Float64Array(p * p);
  order.forEach((from, to) => vectors.set(v.subarray(from * p, from * p + p), to * p));
  return { values: Float64Array.from(order, (i) => a[i * p + i]), vectors };
}

/** A ← JᵀAJ for the rotation J of the axes i and j by the angle of cosine c and sine s. */
function rotate(a: Float64Array, p: number, i: number, j: number, c: number, s: number): void {
  for (let r = 0; r < p; r++) {
    const x = a[r * p + i];
    const y = a[r * p + j];
    a[r * p + i] = c * x - s * y;
    a[r * p + j] = s * x + c * y;
  }
  for (let r = 0; r < p; r++) {
    const x = a[i * p + r];
    const y = a[j * p + r];
    a[i * p + r] = c * x - s * y;
    a[j * p + r] = s * x + c * y;
  }
  a[i * p + j] = 0;
  a[j * p + i] = 0;
}
