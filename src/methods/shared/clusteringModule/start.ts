/** What CM begins with. */
import type { Floats } from '../../../core/algebra/floats';
import { pseudoInverseTransposed } from '../../../core/algebra/pseudoInverse';
import type { Random } from '../../../core/algebra/random';
import { rowsOf } from '../../../core/algebra/rows';
import { Lloyd } from '../../../core/clustering/lloyd';
import { kmeansPlusPlusSteps } from '../../../core/clustering/seeding';
import type { ScaledPoints } from '../../points';
import { CmArrays } from './arrays';

export type Start = 'mixture' | 'random' | 'pinv';

export function* startingArrays({ points, n, d }: ScaledPoints, k: number, init: Start, random: Random): Generator<unknown, CmArrays> {
  if (init === 'random') return randomArrays(k, d, random);
  const rows = yield* kmeansPlusPlusSteps(points, n, d, k, random);
  const lloyd = new Lloyd(points, n, d, rowsOf(points, d, rows), k);
  yield* lloyd.assign();
  lloyd.update();
  return fromCentres(lloyd.centres, k, d, init);
}

/**
 * W and b that fit centres V, k × d, with c = 0. "mixture": the posterior of an isotropic mixture, W = 2Vᵀ and b = −‖V‖², whose greatest is
 * that of the nearest centre. "pinv": W = V⁺ and b = 0.
 */
export function fromCentres(centres: Floats, k: number, d: number, init: Exclude<Start, 'random'>): CmArrays {
  const arrays = new CmArrays(k, d);
  arrays.own.set(centres);
  if (init === 'pinv') {
    arrays.weights.set(pseudoInverseTransposed(centres, k, d));
    return arrays;
  }
  for (let at = 0; at < k * d; at++) {
    arrays.weights[at] = 2 * centres[at];
    arrays.bias[Math.floor(at / d)] -= centres[at] * centres[at];
  }
  return arrays;
}

/** W and V uniform (Glorot), b and c normal with a standard deviation of 1/√(their length). */
export function randomArrays(k: number, d: number, random: Random): CmArrays {
  const arrays = new CmArrays(k, d);
  const reach = Math.sqrt(6 / (k + d));
  for (const matrix of [arrays.weights, arrays.own])
    for (let at = 0; at < matrix.length; at++) matrix[at] = reach * (2 * random.uniform() - 1);
  for (const vector of [arrays.bias, arrays.common])
    for (let at = 0; at < vector.length; at++) vector[at] = random.normal() / Math.sqrt(vector.length);
  return arrays;
}
