/**
 * Basins by scores alone: no coordinates, O(T·k²) a place in any dimension.
 *
 * Up to a term common to all μ, ‖v − ρ_μ‖² is affine in v, and a step is the affine combination (1 − a)v + a Σ p_ν ρ_ν; a common term changes neither
 * softmax nor argmin. So s_μ = ‖v − ρ_μ‖² may move by s ← (1 − a)s + a D²p, with D² the squared distances between the memories and
 * p = softmax(−βs + log ε). On the sphere s_μ = ⟨ρ̃_μ, v⟩ moves by s ← (s + a G p)/‖w‖, with G the inner products of the memories and
 * ‖w‖² = 1 + 2a⟨p, s⟩ + a²⟨p, G p⟩.
 */
import type { BasinGrid, Lattice } from './basins';
import { expNegative } from './exp';
import { innerProduct, squaredDistance, type Field } from './field';
import { dot, type Plane } from './plane';

export class ScoreBasins {
  private readonly stride: number;
  /** β D², or β G on the sphere; k × stride, padded with zeros. */
  private readonly between: Float64Array;
  /** βs_μ at the plane's origin, and what a unit of s and of t adds to it but for the common term (Euclidean); k each. */
  private readonly atOrigin: Float64Array;
  private readonly alongS: Float64Array;
  private readonly alongT: Float64Array;
  /** The inner products of origin, e1 and e2: oo, o1, o2, 11, 12, 22. */
  private readonly form: readonly [number, number, number, number, number, number];
  private readonly score: Float64Array;
  private readonly e: Float64Array;
  private readonly mixed: Float64Array;

  /** @param thresholds of settled.ts; null on the sphere, where none are known. */
  constructor(
    private readonly field: Field,
    plane: Plane,
    private readonly steps: number,
    private readonly thresholds: Float64Array | null,
  ) {
    const { k, d, beta, memories, spherical } = field;
    const { origin, e1, e2 } = plane;
    const stride = (k + 3) & ~3;
    this.stride = stride;
    this.between = new Float64Array(k * stride);
    this.atOrigin = new Float64Array(k);
    this.alongS = new Float64Array(k);
    this.alongT = new Float64Array(k);
    for (let mu = 0; mu < k; mu++) {
      const row = memories.subarray(mu * d, (mu + 1) * d);
      for (let nu = 0; nu < k; nu++)
        this.between[mu * stride + nu] = beta * (spherical ? innerProduct(row, memories, nu * d, d) : squaredDistance(row, memories, nu * d, d));
      const off = spherical ? row : origin.map((o, j) => o - row[j]);
      this.atOrigin[mu] = beta * (spherical ? dot(row, origin) : dot(off, off));
      this.alongS[mu] = (spherical ? 1 : 2) * beta * dot(e1, off);
      this.alongT[mu] = (spherical ? 1 : 2) * beta * dot(e2, off);
    }
    this.form = [dot(origin, origin), dot(origin, e1), dot(origin, e2), dot(e1, e1), dot(e1, e2), dot(e2, e2)];
    this.score = new Float64Array(stride);
    this.e = new Float64Array(k);
    this.mixed = new Float64Array(stride);
  }

  rows(lattice: Lattice, start: number, end: number, out: BasinGrid): void {
    const { k, spherical, beta } = this.field;
    const { atOrigin, alongS, alongT, score } = this;
    const [oo, o1, o2, e11, e12, e22] = this.form;
    const { s0, ds, t0, dt, width } = lattice;
    let at = 0;
    for (let row = start; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        const square = s * s * e11 + 2 * s * t * e12 + t * t * e22;
        if (spherical) {
          const length = Math.sqrt(Math.max(0, oo + 2 * (s * o1 + t * o2) + square)) || 1;
          for (let mu = 0; mu < k; mu++) score[mu] = (atOrigin[mu] + s * alongS[mu] + t * alongT[mu]) / length;
          this.onSphere(at, out);
        } else {
          const common = beta * square;
          for (let mu = 0; mu < k; mu++) score[mu] = common + atOrigin[mu] + s * alongS[mu] + t * alongT[mu];
          this.euclidean(at, out);
        }
      }
    }
  }

  private euclidean(at: number, out: BasinGrid): void {
    const { k, beta, stepSize, logWeights } = this.field;
    const { stride, steps, thresholds, score, e, mixed } = this;
    let label = 0;
    for (let step = 0; ; step++) {
      let closest = Infinity;
      let least = Infinity;
      let likeliest = 0;
      label = 0;
      for (let mu = 0; mu < k; mu++) {
        const c = score[mu] - logWeights[mu];
        e[mu] = c;
        if (score[mu] < closest) {
          closest = score[mu];
          label = mu;
        }
        if (c < least) {
          least = c;
          likeliest = mu;
        }
      }
      if (step === 0) out.nearest[at] = label;
      else if (step === steps) break;
      let sum = 0;
      for (let mu = 0; mu < k; mu++) {
        const term = expNegative(e[mu] - least);
        e[mu] = term;
        sum += term;
      }
      if (step === 0) out.energy[at] = (least - Math.log(sum)) / beta;
      if (steps === 0 || (likeliest === label && thresholds && sum - 1 <= thresholds[label])) break;
      this.mix();
      const pull = stepSize / sum;
      for (let mu = 0; mu < stride; mu++) score[mu] += pull * mixed[mu] - stepSize * score[mu];
    }
    out.labels[at] = label;
  }

  private onSphere(at: number, out: BasinGrid): void {
    const { k, beta, stepSize, logWeights } = this.field;
    const { steps, score, e, mixed } = this;
    let label = 0;
    for (let step = 0; ; step++) {
      let closest = -Infinity;
      let most = -Infinity;
      label = 0;
      for (let mu = 0; mu < k; mu++) {
        const c = score[mu] + logWeights[mu];
        e[mu] = c;
        if (score[mu] > closest) {
          closest = score[mu];
          label = mu;
        }
        if (c > most) most = c;
      }
      if (step === 0) out.nearest[at] = label;
      if (step > 0 && step === steps) break;
      let sum = 0;
      for (let mu = 0; mu < k; mu++) {
        const term = expNegative(most - e[mu]);
        e[mu] = term;
        sum += term;
      }
      if (step === 0) out.energy[at] = -(most + Math.log(sum)) / beta;
      if (steps === 0) break;
      this.mix();
      const pull = stepSize / sum;
      let alongPoint = 0;
      let ofPull = 0;
      for (let mu = 0; mu < k; mu++) {
        alongPoint += e[mu] * score[mu];
        ofPull += e[mu] * mixed[mu];
      }
      // score and mixed bear a factor β.
      const length = Math.sqrt(Math.max(0, 1 + (pull * (2 * alongPoint + pull * ofPull)) / beta)) || 1;
      for (let mu = 0; mu < k; mu++) score[mu] = (score[mu] + pull * mixed[mu]) / length;
    }
    out.labels[at] = label;
  }

  /** mixed_μ = Σ_ν between_νμ e_ν, four μ at a time in registers. */
  private mix(): void {
    const { stride, between, e, mixed } = this;
    const { k } = this.field;
    for (let b = 0; b < stride; b += 4) {
      let m0 = 0;
      let m1 = 0;
      let m2 = 0;
      let m3 = 0;
      for (let nu = 0, r = b; nu < k; nu++, r += stride) {
        const weight = e[nu];
        m0 += weight * between[r];
        m1 += weight * between[r + 1];
        m2 += weight * between[r + 2];
        m3 += weight * between[r + 3];
      }
      mixed[b] = m0;
      mixed[b + 1] = m1;
      mixed[b + 2] = m2;
      mixed[b + 3] = m3;
    }
  }
}
