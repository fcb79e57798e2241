/** The clusters of many points, by the basins and by Voronoi cells. */
import { assign, assignNearest } from './dynamics';
import { checkPoints, innerProduct, load, prepareMemory, squaredDistance } from './preparedMemory';
import type { AssociativeMemory } from './model';
import { ScoreRecursion } from './scoreRecursion';
import type { Floats } from '../algebra/floats';

export interface BasinLabels {
  /** argmin_μ ‖ρ_μ − A_ρ^T(x)‖²: where each point ends after T steps; n numbers in 0 … k − 1. */
  readonly labels: Uint16Array;
  /** argmin_μ ‖ρ_μ − x‖²: the memory nearest to each point. */
  readonly nearest: Uint16Array;
}

/**
 * Both labels of n points (n × d, row-major) at O(k·d + T·k²) a point, or as `assign` does where d is so small that T·k·d is less.
 * Throws RangeError when there are fewer than n · d numbers.
 */
export function partition(model: AssociativeMemory, points: Floats, n: number): BasinLabels {
  return preparePartition(model)(points, n);
}

/**
 * The same as a function of the points, for those who give them piece by piece: what depends on the model alone, O(k²·d), is computed once.
 */
export function preparePartition(model: AssociativeMemory): (points: Floats, n: number) => BasinLabels {
  const { k, d, beta, steps } = model;
  if (k > 4 * d) return (points, n) => ({ labels: assign(model, points, n), nearest: assignNearest(model, points, n) });
  const prepared = prepareMemory(model);
  const recursion = new ScoreRecursion(prepared, steps);
  const v = new Float64Array(d);
  const { score } = recursion;
  const measure = prepared.spherical ? innerProduct : squaredDistance;
  return (points, n) => {
    checkPoints(points, n, d);
    const labels = new Uint16Array(n);
    const nearest = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      load(prepared, points, i, v);
      for (let mu = 0, row = 0; mu < k; mu++, row += d) score[mu] = beta * measure(v, prepared.memories, row, d);
      recursion.run();
      labels[i] = recursion.label;
      nearest[i] = recursion.nearest;
    }
    return { labels, nearest };
  };
}
