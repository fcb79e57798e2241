/**
 * Basins in the coordinates of a space of three or four dimensions with many memories in it: O(4·T·k) a place, in units of 1/√β as in
 * planarBasins.ts.
 */
import { expNegative } from '../memory/exp';
import type { PreparedMemory } from '../memory/preparedMemory';
import type { Plane } from './plane';
import type { BasinGrid, Lattice } from './grid';

export class CoordinateBasins {
  private readonly unit: number;
  /** k × 4. */
  private readonly rho: Float64Array;
  private readonly cost: Float64Array;

  /** @param prepared Euclidean, r ≤ 4 dimensions. @param thresholds of settled.ts. */
  constructor(
    private readonly prepared: PreparedMemory,
    private readonly plane: Plane,
    private readonly steps: number,
    private readonly thresholds: Float64Array,
  ) {
    const { k, d, beta, memories } = prepared;
    this.unit = Math.sqrt(beta);
    this.rho = new Float64Array(4 * k);
    for (let mu = 0; mu < k; mu++) for (let j = 0; j < d; j++) this.rho[4 * mu + j] = this.unit * memories[mu * d + j];
    this.cost = new Float64Array(k);
  }

  rows({ s0, ds, t0, dt, width }: Lattice, start: number, end: number, out: BasinGrid): void {
    const { unit, plane } = this;
    const [o0 = 0, o1 = 0, o2 = 0, o3 = 0] = plane.origin;
    const [a0 = 0, a1 = 0, a2 = 0, a3 = 0] = plane.e1;
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = plane.e2;
    let at = 0;
    for (let row = start; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        this.place(
          unit * (o0 + s * a0 + t * b0),
          unit * (o1 + s * a1 + t * b1),
          unit * (o2 + s * a2 + t * b2),
          unit * (o3 + s * a3 + t * b3),
          at,
          out,
        );
      }
    }
  }

  private place(v0: number, v1: number, v2: number, v3: number, at: number, out: BasinGrid): void {
    const { rho, cost, steps, thresholds } = this;
    const { k, beta, stepSize, logWeights } = this.prepared;
    let label = 0;
    for (let step = 0; ; step++) {
      let closest = Infinity;
      let least = Infinity;
      let likeliest = 0;
      label = 0;
      for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
        const off0 = v0 - rho[r];
        const off1 = v1 - rho[r + 1];
        const off2 = v2 - rho[r + 2];
        const off3 = v3 - rho[r + 3];
        const square = off0 * off0 + off1 * off1 + (off2 * off2 + off3 * off3);
        if (square < closest) {
          closest = square;
          label = mu;
        }
        const c = square - logWeights[mu];
        cost[mu] = c;
        if (c < least) {
          least = c;
          likeliest = mu;
        }
      }
      if (step === 0) out.nearest[at] = label;
      else if (step === steps) break;
      let sum = 0;
      let m0 = 0;
      let m1 = 0;
      let m2 = 0;
      let m3 = 0;
      for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
        const e = expNegative(cost[mu] - least);
        sum += e;
        m0 += e * rho[r];
        m1 += e * rho[r + 1];
        m2 += e * rho[r + 2];
        m3 += e * rho[r + 3];
      }
      if (step === 0) out.energy[at] = (least - Math.log(sum)) / beta;
      if (steps === 0 || (likeliest === label && sum - 1 <= thresholds[label])) break;
      const pull = stepSize / sum;
      v0 += pull * m0 - stepSize * v0;
      v1 += pull * m1 - stepSize * v1;
      v2 += pull * m2 - stepSize * v2;
      v3 += pull * m3 - stepSize * v3;
    }
    out.labels[at] = label;
  }
}
