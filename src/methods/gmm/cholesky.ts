/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

/**
 * Cholesky: A + regularisation · I = L Lᵀ, in place. Where rounding has left a direction without extent, as among points of a large range on
 * a plane, it gets the least one that double precision tells from 0: there is always a factor.
 * @param a the rows of the lower triangle of A one after another, d(d + 1)/2 numbers; they become those of L.
 */
export function* factorised(a: Float64Array, d: number, regularisation: number): Generator<unknown, void> {
  const tiny = 4 * d * Number.EPSILON;
  for (let i = 0, row = 0, work = 0; i < d; row += ++i) {
    const extent = a[row + i] + regularisation;
    let rest = extent;
    for (let j = 0, other = 0; j < i; other += ++j) {
      let sum = a[row + j];
      for (let c = 0; c < j; c++) sum -= a[row + c] * a[other + c];
      sum /= a[other + j];
      a[row + j] = sum;
      rest -= sum * sum;
    }
    a[row + i] = Math.sqrt(Math.max(rest, tiny * extent));
    if ((work += (i * i) / 2) < sliceWork) continue;
    work = 0;
    yield;
  }
}
