/** The entropy is found to this distance from log perplexity. */
const tolerance = 1e-6;
const mostSteps = 60;

/**
 * p_{j|i} of one point over its k neighbours, written to `probabilities` at `offset`:
 *     p_j = exp(−β d_j²) / Σ_l exp(−β d_l²),
 * with β > 0 such that the entropy −Σ p_j log p_j is `entropy`, the perplexity's logarithm. Where none is (more than that many
 * neighbours at the smallest distance, or fewer neighbours than the perplexity) the nearest possible: the nearest ones alone share it,
 * or all equally. They sum to 1 and are finite for any finite distances.
 *
 * Newton's method on log β, where the entropy falls by β² Var(d²), within a bracket that bisection takes over when it leaves it.
 *
 * @param distances n × k, not squared; those from `offset` on are read. @param scaled k, where squared distances are held meanwhile.
 */
export function conditional(
  distances: Float32Array,
  offset: number,
  k: number,
  entropy: number,
  scaled: Float64Array,
  probabilities: Float32Array,
): void {
  let least = Infinity;
  let largest = 0;
  for (let j = 0; j < k; j++) {
    const d = distances[offset + j];
    scaled[j] = d * d;
    if (scaled[j] < least) least = scaled[j];
  }
  for (let j = 0; j < k; j++) {
    scaled[j] -= least;
    largest += scaled[j];
  }
  // In units of their own mean, β is near 1 whatever the distances' unit is.
  const unit = largest / k;
  if (!(unit > 0) || entropy >= Math.log(k)) {
    probabilities.fill(1 / k, offset, offset + k);
    return;
  }
  for (let j = 0; j < k; j++) scaled[j] /= unit;
  let log = 0.7;
  let low = -Infinity;
  let high = Infinity;
  let sum = 1;
  for (let step = 0; ; step++) {
    const beta = Math.exp(log);
    sum = 0;
    let first = 0;
    let second = 0;
    for (let j = 0; j < k; j++) {
      const d = scaled[j];
      const e = Math.exp(-beta * d);
      probabilities[offset + j] = e;
      sum += e;
      first += e * d;
      second += e * d * d;
    }
    const mean = first / sum;
    const error = Math.log(sum) + beta * mean - entropy;
    if (Math.abs(error) < tolerance || step === mostSteps) break;
    if (error > 0) low = log;
    else high = log;
    const slope = beta * beta * (second / sum - mean * mean);
    let next = slope > 0 ? log + error / slope : Infinity * Math.sign(error);
    // A step of Newton's is taken if it stays inside the bracket and is no leap.
    if (!(next > low && next < high && Math.abs(next - log) < 3))
      next = low === -Infinity ? log - 3 : high === Infinity ? log + 3 : (low + high) / 2;
    if (Math.abs(next) > 300) break;
    log = next;
  }
  for (let j = 0; j < k; j++) probabilities[offset + j] /= sum;
}
