/** Rows of a are taken so many at a time, rows of b so many: their numbers must be multiples. */
export const aRows = 4;
export const bRows = 2;

/** The next multiple. */
export const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple;

/**
 * out[i · stride + j] += a_{fromA+i} · b_{fromB+j}, dot products of rows of `length` numbers, for i < rows, j < columns: the kernel of all
 * that is slow here. 4 × 2 tiles held in registers, so that each number loaded serves several products.
 * @param rows a multiple of 4. @param columns a multiple of 2.
 */
export function addProducts(
  a: Float64Array,
  fromA: number,
  rows: number,
  b: Float64Array,
  fromB: number,
  columns: number,
  length: number,
  out: Float64Array,
  stride: number,
): void {
  for (let i = 0; i < rows; i += aRows) {
    const a0 = (fromA + i) * length;
    const a1 = a0 + length;
    const a2 = a1 + length;
    const a3 = a2 + length;
    for (let j = 0, at = i * stride; j < columns; j += bRows, at += bRows) {
      let p0 = 0;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      let q0 = 0;
      let q1 = 0;
      let q2 = 0;
      let q3 = 0;
      const b0 = (fromB + j) * length;
      const b1 = b0 + length;
      for (let f = 0; f < length; f++) {
        const x = b[b0 + f];
        const y = b[b1 + f];
        const r0 = a[a0 + f];
        const r1 = a[a1 + f];
        const r2 = a[a2 + f];
        const r3 = a[a3 + f];
        p0 += r0 * x;
        p1 += r1 * x;
        p2 += r2 * x;
        p3 += r3 * x;
        q0 += r0 * y;
        q1 += r1 * y;
        q2 += r2 * y;
        q3 += r3 * y;
      }
      out[at] += p0;
      out[at + 1] += q0;
      out[at + stride] += p1;
      out[at + stride + 1] += q1;
      out[at + 2 * stride] += p2;
      out[at + 2 * stride + 1] += q2;
      out[at + 3 * stride] += p3;
      out[at + 3 * stride + 1] += q3;
    }
  }
}
