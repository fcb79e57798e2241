/** The sum of the variances of all columns of n × d numbers, row-major. */
export function totalVariance(values: Float32Array, n: number, d: number): number {
  let total = 0;
  for (let f = 0; f < d; f++) {
    let sum = 0;
    let squares = 0;
    for (let at = f; at < n * d; at += d) {
      sum += values[at];
      squares += values[at] ** 2;
    }
    total += squares / n - (sum / n) ** 2;
  }
  return total;
}
