import type { Contingency } from './contingency';

/**
 * E[MI] in nats of two labellings with these sizes under random permutation (Vinh, Epps & Bailey 2010): the sum over cells of
 * (x/n) ln(n x/(a b)) weighted by the hypergeometric probability of x. O(n · min(classes, clusters)).
 */
export function expectedInformation({ n, classSizes, clusterSizes }: Contingency): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1] + Math.log(i);
  let expected = 0;
  // Cells with the same pair of sizes have the same expectation: count sizes once.
  const classes = tally(classSizes);
  const clusters = tally(clusterSizes);
  for (const [a, classCount] of classes) {
    for (const [b, clusterCount] of clusters) {
      const fixed = logFactorial[a] + logFactorial[b] + logFactorial[n - a] + logFactorial[n - b] - logFactorial[n];
      let cell = 0;
      for (let x = Math.max(1, a + b - n); x <= Math.min(a, b); x++) {
        const logProbability = fixed - logFactorial[x] - logFactorial[a - x] - logFactorial[b - x] - logFactorial[n - a - b + x];
        cell += (x / n) * Math.log((n * x) / (a * b)) * Math.exp(logProbability);
      }
      expected += cell * classCount * clusterCount;
    }
  }
  return expected;
}

function tally(sizes: Uint32Array): Map<number, number> {
  const times = new Map<number, number>();
  for (const size of sizes) times.set(size, (times.get(size) ?? 0) + 1);
  return times;
}
