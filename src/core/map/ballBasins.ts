/**
 * Basins of log-sum-ReLU on a plane, in squared distances from the memories: O(k) a step. A memory's distance from a place is that of its
 * foot in the plane and that of the memory from the plane together.
 */
import { BallLabels, BallRecursion } from '../memory/balls';
import { LSR_EPSILON, type AssociativeMemory } from '../memory/model';
import { dot, type Plane } from './plane';
import type { BasinGrid, Lattice } from './grid';

export class BallBasins {
  private readonly recursion: BallRecursion;
  private readonly names: BallLabels;
  /** Feet of the memories, k × 2, and their squared distances from the plane, k. */
  private readonly feet: Float64Array;
  private readonly heights: Float64Array;

  constructor(
    private readonly model: AssociativeMemory,
    sets: readonly (readonly number[])[],
    plane: Plane,
  ) {
    const { k, d } = model;
    this.recursion = new BallRecursion(model);
    this.names = new BallLabels(k, sets);
    const { memories } = this.recursion;
    this.feet = new Float64Array(2 * k);
    this.heights = new Float64Array(k);
    const { origin, e1, e2 } = plane;
    for (let mu = 0; mu < k; mu++) {
      const off = memories.slice(mu * d, (mu + 1) * d).map((x, j) => x - origin[j]);
      const foot = [dot(off, e1), dot(off, e2)];
      this.feet.set(foot, 2 * mu);
      for (let j = 0; j < d; j++) this.heights[mu] += (off[j] - foot[0] * e1[j] - foot[1] * e2[j]) ** 2;
    }
  }

  rows({ s0, ds, t0, dt, width }: Lattice, start: number, end: number, out: BasinGrid): void {
    const { recursion, names, feet, heights } = this;
    const { k, beta } = this.model;
    const { distance } = recursion;
    let at = 0;
    for (let row = start; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        let nearest = 0;
        let sum: number = LSR_EPSILON;
        for (let mu = 0; mu < k; mu++) {
          const a = s - feet[2 * mu];
          const b = t - feet[2 * mu + 1];
          const square = a * a + b * b + heights[mu];
          distance[mu] = square;
          if (square < distance[nearest]) nearest = mu;
          if (beta * square < 1) sum += 1 - beta * square;
        }
        out.nearest[at] = nearest;
        out.energy[at] = -Math.log(sum) / beta;
        out.labels[at] = names.of(recursion.run());
      }
    }
  }
}
