import type { Random } from '../../core/algebra/random';
import type { Work } from '../work';
import { neighboursByDescent } from './descent';
import { exactNeighbours } from './exact';
import type { NeighbourGraph } from './graph';

/** All pairs, or neighbours of neighbours: the second finds nearly all of the nearest. */
export type NeighbourSearch = 'exact' | 'descent';

/**
 * Nanoseconds on a machine that does one multiplication and addition of a long sum in one; fitted to 1,797 … 60,000 points of 10 … 64
 * dimensions, and 10,000 of 784, k = 15 and 91.
 */
const exactCost = (n: number, d: number, k: number): number =>
  ((n * n) / 2) * (6 + 0.35 * Math.min(d, 24) + 0.03 * Math.max(0, d - 64)) + 900 * n * k;
const descentCost = (n: number, d: number, k: number): number =>
  n * Math.max(1, n / 1e4) ** 0.15 * (20_000 + 1600 * d + 1300 * Math.max(0, k - 15));

/** Nearly all neighbours must come so much sooner than all of them. */
const worth = 1.3;

/** The search that `findNeighbours` takes: the exact one up to some thousand points. */
export const neighbourSearch = (n: number, d: number, k: number): NeighbourSearch =>
  exactCost(n, d, k) <= worth * descentCost(n, d, k) ? 'exact' : 'descent';

/** About how many multiplications and additions of a long sum take as long as finding k neighbours of each of n points. */
export const costOfNeighbours = (n: number, d: number, k: number): number =>
  (neighbourSearch(n, d, k) === 'exact' ? exactCost : descentCost)(n, d, k);

export interface NeighbourRequest {
  /** n × d, finite. */
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  /** At most n − 1. */
  readonly k: number;
  readonly random: Random;
}

/**
 * The k nearest points of each of a set by Euclidean distance (for cosine distance, of rows of length 1), on the CPU, by the search that
 * `neighbourSearch` names. Throws RangeError where there are not so many, or a number is not finite.
 */
export function findNeighbours({ points, n, d, k, random }: NeighbourRequest): Work<NeighbourGraph> {
  return neighbourSearch(n, d, k) === 'exact' ? exactNeighbours(points, n, d, k) : neighboursByDescent(points, n, d, k, random);
}
