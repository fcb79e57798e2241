import type { Floats } from './floats';
import { symmetricEigen } from './symmetric';

/** Directions of the Gram matrix whose eigenvalue is below this share of the largest count as missing. */
const leastShare = 1e-10;

/**
 * The transpose of the Moore–Penrose inverse of a matrix V of so many rows and columns (row-major): of the same shape, V (VᵀV)⁺. Computed
 * by the eigenvectors of the smaller Gram matrix: O(min(rows, columns)³).
 */
export function pseudoInverseTransposed(matrix: Floats, rows: number, columns: number): Float64Array {
  const tall = rows >= columns;
  const p = tall ? columns : rows;
  const at = (i: number, j: number) => matrix[i * columns + j];
  const gram = new Float64Array(p * p);
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      if (tall) for (let i = 0; i < rows; i++) sum += at(i, a) * at(i, b);
      else for (let j = 0; j < columns; j++) sum += at(a, j) * at(b, j);
      gram[a * p + b] = gram[b * p + a] = sum;
    }
  const { values, vectors } = symmetricEigen(gram, p);
  const inverse = new Float64Array(p * p);
  values.forEach((value, e) => {
    if (!(value > leastShare * values[0])) return;
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) inverse[a * p + b] += (vectors[e * p + a] * vectors[e * p + b]) / value;
  });
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      if (tall) for (let a = 0; a < p; a++) sum += at(i, a) * inverse[a * p + j];
      else for (let a = 0; a < p; a++) sum += inverse[i * p + a] * at(a, j);
      out[i * columns + j] = sum;
    }
  return out;
}
