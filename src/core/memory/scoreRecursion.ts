/**
 * The recursion in scores alone: no coordinates, O(T·k²) a point in any dimension.
 *
 * Up to a term common to all μ, ‖v − ρ_μ‖² is affine in v, and a step is the affine combination (1 − a)v + a Σ p_ν ρ_ν; a common term
 * changes neither softmax nor argmin. So s_μ = ‖v − ρ_μ‖² may move by s ← (1 − a)s + a D²p, with D² the squared distances between the
 * memories and p = softmax(−βs + log ε). On the sphere s_μ = ⟨ρ̃_μ, v⟩ moves by s ← (s + a G p)/‖w‖, with G the inner products of the
 * memories and ‖w‖² = 1 + 2a⟨p, s⟩ + a²⟨p, G p⟩.
 */
import { expNegative } from './exp';
import { innerProduct, squaredDistance, type PreparedMemory } from './preparedMemory';
import { settledThresholds } from './earlyStop';

export class ScoreRecursion {
  /** To be set before `run`: βs_μ at the start, exact where `energy` is wanted. It is overwritten. Padded to a multiple of four. */
  readonly score: Float64Array;
  /** After `run`: the memory nearest after T steps, the one nearest at the start, and E at the start. */
  label = 0;
  nearest = 0;
  energy = 0;

  private readonly stride: number;
  /** β D², or β G on the sphere; k × stride, padded with zeros. */
  private readonly between: Float64Array;
  private readonly e: Float64Array;
  private readonly mixed: Float64Array;
  /** Of settled.ts; null on the sphere, where none are known. */
  private readonly thresholds: Float64Array | null;

  constructor(
    private readonly prepared: PreparedMemory,
    private readonly steps: number,
  ) {
    const { k, d, beta, stepSize, logWeights, memories, spherical } = prepared;
    const stride = (k + 3) & ~3;
    this.stride = stride;
    this.between = new Float64Array(k * stride);
    const squares = new Float64Array(k * k);
    for (let mu = 0; mu < k; mu++) {
      const row = memories.subarray(mu * d, (mu + 1) * d);
      for (let nu = 0; nu < k; nu++) {
        const value = spherical ? innerProduct(row, memories, nu * d, d) : squaredDistance(row, memories, nu * d, d);
        this.between[mu * stride + nu] = beta * value;
        squares[mu * k + nu] = value;
      }
    }
    this.thresholds = spherical ? null : settledThresholds(squares, k, beta, stepSize, logWeights);
    this.score = new Float64Array(stride);
    this.e = new Float64Array(k);
    this.mixed = new Float64Array(stride);
  }

  run(): void {
    if (this.prepared.spherical) this.onSphere();
    else this.euclidean();
  }

  private euclidean(): void {
    const { k, beta, stepSize, logWeights } = this.prepared;
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
      if (step === 0) this.nearest = label;
      else if (step === steps) break;
      let sum = 0;
      for (let mu = 0; mu < k; mu++) {
        const term = expNegative(e[mu] - least);
        e[mu] = term;
        sum += term;
      }
      if (step === 0) this.energy = (least - Math.log(sum)) / beta;
      if (steps === 0 || (likeliest === label && thresholds && sum - 1 <= thresholds[label])) break;
      this.mix();
      const pull = stepSize / sum;
      for (let mu = 0; mu < stride; mu++) score[mu] += pull * mixed[mu] - stepSize * score[mu];
    }
    this.label = label;
  }

  private onSphere(): void {
    const { k, beta, stepSize, logWeights } = this.prepared;
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
      if (step === 0) this.nearest = label;
      if (step > 0 && step === steps) break;
      let sum = 0;
      for (let mu = 0; mu < k; mu++) {
        const term = expNegative(most - e[mu]);
        e[mu] = term;
        sum += term;
      }
      if (step === 0) this.energy = -(most + Math.log(sum)) / beta;
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
    this.label = label;
  }

  /** mixed_μ = Σ_ν between_νμ e_ν, four μ at a time in registers. */
  private mix(): void {
    const { stride, between, e, mixed } = this;
    const { k } = this.prepared;
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
