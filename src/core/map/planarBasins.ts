/**
 * Basins where the plane holds the memories too: two features, or one.
 *
 * Everything is measured in units of 1/√β, so that a squared distance is an exponent as it stands. A place's first step tells its Voronoi
 * cell, its energy and whether its label is settled; the places of a row that are not go on in pairs, whose sums a processor can add up
 * side by side. One function for a place or a pair, not one for all rows: an engine compiles what is called often long before what runs
 * long.
 */
import { expNegative } from '../memory/exp';
import type { PreparedMemory } from '../memory/preparedMemory';
import type { Plane } from './plane';
import type { BasinGrid, Lattice } from './grid';

export class PlanarBasins {
  private readonly unit: number;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly weighted: boolean;
  /** β‖v − ρ_μ‖² − log ε_μ of the place, or of both places of a pair; k each. */
  private readonly cost: Float64Array;
  private readonly otherCost: Float64Array;
  /** The places of a row that are not settled after a step: where they are by then, and their place in the grid. */
  private pendingX = new Float64Array(0);
  private pendingY = new Float64Array(0);
  private pendingAt = new Uint32Array(0);
  private pending = 0;

  /** @param prepared r ≤ 2 dimensions. @param thresholds of settled.ts. */
  constructor(
    private readonly prepared: PreparedMemory,
    private readonly plane: Plane,
    private readonly steps: number,
    private readonly thresholds: Float64Array,
  ) {
    const { k, d, beta, memories, logWeights } = prepared;
    this.unit = Math.sqrt(beta);
    this.x = Float64Array.from({ length: k }, (_, mu) => this.unit * memories[mu * d]);
    this.y = Float64Array.from({ length: k }, (_, mu) => (d > 1 ? this.unit * memories[mu * d + 1] : 0));
    this.weighted = logWeights.some((w) => w !== 0);
    this.cost = new Float64Array(k);
    this.otherCost = new Float64Array(k);
  }

  rows({ s0, ds, t0, dt, width }: Lattice, start: number, end: number, out: BasinGrid): void {
    const { unit, plane } = this;
    const [ox, oy = 0] = plane.origin;
    const [sx, sy = 0] = plane.e1;
    const [tx, ty = 0] = plane.e2;
    if (this.pendingAt.length <= width) {
      this.pendingX = new Float64Array(width + 1);
      this.pendingY = new Float64Array(width + 1);
      this.pendingAt = new Uint32Array(width + 1);
    }
    let at = 0;
    for (let row = start; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        this.begin(unit * (ox + s * sx + t * tx), unit * (oy + s * sy + t * ty), at, out);
      }
      this.goOn(out.labels);
    }
  }

  /** A place's first step; it is pending unless it is settled. */
  private begin(vx: number, vy: number, at: number, out: BasinGrid): void {
    const { x, y, cost, weighted } = this;
    const { k, beta, stepSize, logWeights } = this.prepared;
    let least = Infinity;
    let label = 0;
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
    out.nearest[at] = label;
    out.labels[at] = label;
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
    out.energy[at] = (least - Math.log(sum)) / beta;
    if (this.steps === 0 || (likeliest === label && sum - 1 <= this.thresholds[label])) return;
    const pull = stepSize / sum;
    const i = this.pending++;
    this.pendingX[i] = vx + pull * mx - stepSize * vx;
    this.pendingY[i] = vy + pull * my - stepSize * vy;
    this.pendingAt[i] = at;
  }

  private goOn(labels: Uint16Array): void {
    const { pendingX, pendingY, pendingAt, pending } = this;
    // The last of an odd number is paired with itself.
    if (pending % 2 === 1) {
      pendingX[pending] = pendingX[pending - 1];
      pendingY[pending] = pendingY[pending - 1];
      pendingAt[pending] = pendingAt[pending - 1];
    }
    for (let i = 0; i < pending; i += 2) this.pair(i, labels);
    this.pending = 0;
  }

  /** The steps from the second on of pending places i and i + 1, until both are settled. */
  private pair(i: number, labels: Uint16Array): void {
    const { x, y, cost, otherCost, weighted, steps, thresholds } = this;
    const { k, stepSize, logWeights } = this.prepared;
    let vx = this.pendingX[i];
    let vy = this.pendingY[i];
    let wx = this.pendingX[i + 1];
    let wy = this.pendingY[i + 1];
    let label = 0;
    let otherLabel = 0;
    for (let step = 1; ; step++) {
      let least = Infinity;
      let otherLeast = Infinity;
      label = 0;
      otherLabel = 0;
      for (let mu = 0; mu < k; mu++) {
        const xMu = x[mu];
        const yMu = y[mu];
        const ax = vx - xMu;
        const ay = vy - yMu;
        const bx = wx - xMu;
        const by = wy - yMu;
        const square = ax * ax + ay * ay;
        const otherSquare = bx * bx + by * by;
        cost[mu] = square;
        otherCost[mu] = otherSquare;
        if (square < least) {
          least = square;
          label = mu;
        }
        if (otherSquare < otherLeast) {
          otherLeast = otherSquare;
          otherLabel = mu;
        }
      }
      if (step === steps) break;
      let likeliest = label;
      let otherLikeliest = otherLabel;
      if (weighted) {
        least = Infinity;
        otherLeast = Infinity;
        for (let mu = 0; mu < k; mu++) {
          const c = cost[mu] - logWeights[mu];
          const otherC = otherCost[mu] - logWeights[mu];
          cost[mu] = c;
          otherCost[mu] = otherC;
          if (c < least) {
            least = c;
            likeliest = mu;
          }
          if (otherC < otherLeast) {
            otherLeast = otherC;
            otherLikeliest = mu;
          }
        }
      }
      let sum = 0;
      let mx = 0;
      let my = 0;
      let otherSum = 0;
      let otherMx = 0;
      let otherMy = 0;
      for (let mu = 0; mu < k; mu++) {
        const e = expNegative(cost[mu] - least);
        const otherE = expNegative(otherCost[mu] - otherLeast);
        sum += e;
        mx += e * x[mu];
        my += e * y[mu];
        otherSum += otherE;
        otherMx += otherE * x[mu];
        otherMy += otherE * y[mu];
      }
      // One that is settled goes on with the other: its label stays.
      if (likeliest === label && sum - 1 <= thresholds[label] && otherLikeliest === otherLabel && otherSum - 1 <= thresholds[otherLabel])
        break;
      const pull = stepSize / sum;
      const otherPull = stepSize / otherSum;
      vx += pull * mx - stepSize * vx;
      vy += pull * my - stepSize * vy;
      wx += otherPull * otherMx - stepSize * wx;
      wy += otherPull * otherMy - stepSize * wy;
    }
    labels[this.pendingAt[i]] = label;
    labels[this.pendingAt[i + 1]] = otherLabel;
  }
}
