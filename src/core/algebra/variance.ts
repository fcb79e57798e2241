/** Adds up columns of numbers, some rows at a time, and says how far they vary. */
export class ColumnSums {
  private n = 0;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;

  /** @param d columns. */
  constructor(private readonly d: number) {
    this.sums = new Float64Array(d);
    this.squares = new Float64Array(d);
  }

  /** @param values count × d, row-major. */
  add(values: Float32Array, count: number): void {
    const { d, sums, squares } = this;
    for (let i = 0, at = 0; i < count; i++)
      for (let f = 0; f < d; f++, at++) {
        sums[f] += values[at];
        squares[f] += values[at] ** 2;
      }
    this.n += count;
  }

  /** The sum of the variances of all columns. */
  get totalVariance(): number {
    let total = 0;
    for (let f = 0; f < this.d; f++) total += this.squares[f] / this.n - (this.sums[f] / this.n) ** 2;
    return total;
  }
}

/** The sum of the variances of all columns of n × d numbers, row-major. */
export function totalVariance(values: Float32Array, n: number, d: number): number {
  const sums = new ColumnSums(d);
  sums.add(values, n);
  return sums.totalVariance;
}
