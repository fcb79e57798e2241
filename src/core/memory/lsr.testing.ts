/** Shared by the tests that hold the log-sum-ReLU energy against its oracle. */
import { LSR_EPSILON, type AssociativeMemory } from './model';

/** What of a case of the oracle makes a model. */
interface LsrCase {
  readonly memories: number[][];
  readonly k: number;
  readonly m: number;
  readonly beta: number;
  readonly steps: number;
  readonly step: number;
  readonly epsilon: number;
}

/** A point of a smaller margin may be on the other side of a rim in single precision. */
export const leastMargin = 1e-4;

export function modelOfCase(c: LsrCase): AssociativeMemory {
  if (c.epsilon !== LSR_EPSILON) throw new Error(`The oracle was made with ε = ${c.epsilon}.`);
  const memories = Float64Array.from(c.memories.flat());
  const { k, m: d, beta, steps, step: stepSize } = c;
  return { memories, k, d, beta, steps, stepSize, similarity: 'euclidean', logWeights: null, energy: 'lsr' };
}
