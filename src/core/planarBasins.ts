/** Basins where the plane holds the memories too: two features, or one. */
import type { BasinGrid, Lattice } from './basins';
import { expNegative } from './exp';
import type { Field } from './field';
import type { Plane } from './plane';

/**
 * Everything is measured in units of 1/√β, so that a squared distance is an exponent as it stands.
 * @param field r ≤ 2 dimensions. @param thresholds of settled.ts.
 */
export function planarRows(
  field: Field,
  plane: Plane,
  steps: number,
  thresholds: Float64Array,
  lattice: Lattice,
  start: number,
  end: number,
  out: BasinGrid,
): void {
  const { k, d, beta, stepSize, logWeights } = field;
  const { labels, nearest, energy } = out;
  const { s0, ds, t0, dt, width } = lattice;
  const unit = Math.sqrt(beta);
  const x = new Float64Array(k);
  const y = new Float64Array(k);
  for (let mu = 0; mu < k; mu++) {
    x[mu] = unit * field.memories[mu * d];
    if (d > 1) y[mu] = unit * field.memories[mu * d + 1];
  }
  const weighted = logWeights.some((w) => w !== 0);
  const cost = new Float64Array(k);
  const [ox, oy = 0] = plane.origin;
  const [sx, sy = 0] = plane.e1;
  const [tx, ty = 0] = plane.e2;
  let at = 0;
  for (let row = start; row < end; row++) {
    const t = t0 + (row + 0.5) * dt;
    for (let column = 0; column < width; column++, at++) {
      const s = s0 + (column + 0.5) * ds;
      let vx = unit * (ox + s * sx + t * tx);
      let vy = unit * (oy + s * sy + t * ty);
      let label = 0;
      for (let step = 0; ; step++) {
        let least = Infinity;
        label = 0;
        for (let mu = 0; mu < k; mu++) {
          const ax = vx - x[mu];
          const ay = vy - y[mu];
          const square = ax * ax + ay * ay;
          cost[mu] = square;
          if (square < least) {
            least = square;
            label = mu;
          }
        }
        if (step === 0) nearest[at] = label;
        else if (step === steps) break;
        let likeliest = label;
        if (weighted) {
          least = Infinity;
          for (let mu = 0; mu < k; mu++) {
            const c = cost[mu] - logWeights[mu];
            cost[mu] = c;
            if (c < least) {
              least = c;
              likeliest = mu;
            }
          }
        }
        let sum = 0;
        let mx = 0;
        let my = 0;
        for (let mu = 0; mu < k; mu++) {
          const e = expNegative(cost[mu] - least);
          sum += e;
          mx += e * x[mu];
          my += e * y[mu];
        }
        if (step === 0) energy[at] = (least - Math.log(sum)) / beta;
        if (steps === 0 || (likeliest === label && sum - 1 <= thresholds[label])) break;
        const pull = stepSize / sum;
        vx += pull * mx - stepSize * vx;
        vy += pull * my - stepSize * vy;
      }
      labels[at] = label;
    }
  }
}
