/** Basins by scores alone (scoreRecursion.ts): O(T·k²) a place in any dimension. */
import type { PreparedMemory } from '../memory/preparedMemory';
import { dot, type Plane } from './plane';
import { ScoreRecursion } from '../memory/scoreRecursion';
import type { BasinGrid, Lattice } from './grid';

export class ScoreBasins {
  private readonly recursion: ScoreRecursion;
  /** βs_μ at the plane's origin, and what a unit of s and of t adds to it but for the common term (Euclidean); k each. */
  private readonly atOrigin: Float64Array;
  private readonly alongS: Float64Array;
  private readonly alongT: Float64Array;
  /** The inner products of origin, e1 and e2: oo, o1, o2, 11, 12, 22. */
  private readonly form: readonly [number, number, number, number, number, number];

  constructor(
    private readonly prepared: PreparedMemory,
    plane: Plane,
    steps: number,
  ) {
    const { k, d, beta, memories, spherical } = prepared;
    const { origin, e1, e2 } = plane;
    this.recursion = new ScoreRecursion(prepared, steps);
    this.atOrigin = new Float64Array(k);
    this.alongS = new Float64Array(k);
    this.alongT = new Float64Array(k);
    for (let mu = 0; mu < k; mu++) {
      const row = memories.subarray(mu * d, (mu + 1) * d);
      const off = spherical ? row : origin.map((o, j) => o - row[j]);
      this.atOrigin[mu] = beta * (spherical ? dot(row, origin) : dot(off, off));
      this.alongS[mu] = (spherical ? 1 : 2) * beta * dot(e1, off);
      this.alongT[mu] = (spherical ? 1 : 2) * beta * dot(e2, off);
    }
    this.form = [dot(origin, origin), dot(origin, e1), dot(origin, e2), dot(e1, e1), dot(e1, e2), dot(e2, e2)];
  }

  rows({ s0, ds, t0, dt, width }: Lattice, start: number, end: number, out: BasinGrid): void {
    const { recursion } = this;
    let at = 0;
    for (let row = start; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        this.begin(s0 + (column + 0.5) * ds, t);
        recursion.run();
        out.labels[at] = recursion.label;
        out.nearest[at] = recursion.nearest;
        out.energy[at] = recursion.energy;
      }
    }
  }

  /** The scores of a place. */
  private begin(s: number, t: number): void {
    const { k, spherical, beta } = this.prepared;
    const { atOrigin, alongS, alongT } = this;
    const { score } = this.recursion;
    const [oo, o1, o2, e11, e12, e22] = this.form;
    const square = s * s * e11 + 2 * s * t * e12 + t * t * e22;
    if (spherical) {
      const length = Math.sqrt(Math.max(0, oo + 2 * (s * o1 + t * o2) + square)) || 1;
      for (let mu = 0; mu < k; mu++) score[mu] = (atOrigin[mu] + s * alongS[mu] + t * alongT[mu]) / length;
    } else {
      const common = beta * square;
      for (let mu = 0; mu < k; mu++) score[mu] = common + atOrigin[mu] + s * alongS[mu] + t * alongT[mu];
    }
  }
}
