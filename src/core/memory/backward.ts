/** The recursion's backward pass in closed form: from the gradient at A_ρ^T(v) to those of the start, the memories and the weights. */
import { checkPoints, innerProduct, isHeld, load, normalise, prepareMemory, weigh, type PreparedMemory } from './preparedMemory';
import type { AssociativeMemory } from './model';
import type { Floats } from '../algebra/floats';

export interface RecursionGradients {
  /** ∂L/∂v, n × d, at the start points as the caller gave them (before any normalising). */
  readonly points: Float32Array;
  /** ∂L/∂ρ, k × d, summed over the points. */
  readonly memories: Float32Array;
  /** ∂L/∂log ε, k, summed over the points; also given where the model has no weights (they are then all 0 = log 1). */
  readonly logWeights: Float32Array;
}

/**
 * Gradients of any loss of A_ρ^T(v) whose gradient there is known.
 *
 * Euclidean, with g = ∂L/∂v_{t+1} and u = a·m̄⊙g: ∂L/∂p_μ = ⟨u, ρ_μ⟩; dS = p⊙(dp − Σ p dp); ∂L/∂v_t = g − u − 2β Σ_μ dS_μ (v − ρ_μ);
 * ∂L/∂ρ_μ += p_μ u + 2β dS_μ (v − ρ_μ); ∂L/∂log ε_μ += dS_μ.
 *
 * Spherical, with w = v_t + a·m̄⊙Σ ρ̃_μ p_μ and v_{t+1} = w/‖w‖: h = (g − v_{t+1}⟨v_{t+1}, g⟩)/‖w‖, u = a·m̄⊙h, dp and dS as above;
 * ∂L/∂v_t = h + β Σ dS_μ ρ̃_μ; ∂L/∂ρ̃_μ += p_μ u + β dS_μ v_t; at the end the same projection takes ρ̃ to ρ and the start to the point.
 *
 * Log-sum-ReLU, whose memberships are constant but at the rims of balls: dS = 0, so that ∂L/∂v_t = g − u and ∂L/∂ρ_μ += p_μ u where a ball
 * holds v_t; elsewhere the step is the identity.
 *
 * @param points the start of the recursion, n × d, hidden entries filled. @param gradient ∂L/∂A_ρ^T(v), n × d.
 * @param hidden as for `recurse`. Throws RangeError when the arrays do not fit together.
 */
export function backward(
  model: AssociativeMemory,
  points: Floats,
  n: number,
  gradient: Floats,
  hidden: Uint8Array | null = null,
): RecursionGradients {
  const prepared = prepareMemory(model);
  const { k, d, spherical } = prepared;
  checkPoints(points, n, d);
  checkPoints(gradient, n, d);
  if (hidden) checkPoints(hidden, n, d);
  const tape = new Tape(prepared, model.steps);
  const memories = new Float64Array(k * d);
  const logWeights = new Float64Array(k);
  const outPoints = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const length = load(prepared, points, i, tape.start);
    tape.forward(hidden, i * d);
    for (let j = 0; j < d; j++) tape.g[j] = gradient[i * d + j];
    tape.backward(hidden, i * d, memories, logWeights);
    if (spherical) projectOut(tape.g, 0, tape.states, 0, d, length);
    for (let j = 0; j < d; j++) outPoints[i * d + j] = tape.g[j];
  }
  if (spherical) for (let mu = 0; mu < k; mu++) projectOut(memories, mu * d, prepared.memories, mu * d, d, prepared.lengths[mu]);
  return { points: outPoints, memories: Float32Array.from(memories), logWeights: Float32Array.from(logWeights) };
}

/** The backward pass of y = x/‖x‖: g ← (g − y⟨y, g⟩)/‖x‖. */
export function projectOut(g: Float64Array, gAt: number, y: Float64Array, yAt: number, d: number, length: number): void {
  let along = 0;
  for (let j = 0; j < d; j++) along += g[gAt + j] * y[yAt + j];
  for (let j = 0; j < d; j++) g[gAt + j] = (g[gAt + j] - along * y[yAt + j]) / length;
}

/** One point's way through the recursion, kept so that it can be walked back. Plain, for any mask and either similarity. */
export class Tape {
  /** v_0 … v_T, (T + 1) × d; the caller writes `start`. */
  readonly states: Float64Array;
  readonly start: Float64Array;
  /** ∂L/∂v of the step being walked back: the caller writes ∂L/∂v_T, and finds ∂L/∂v_0. */
  readonly g: Float64Array;
  /** p of each step, T × k. */
  private readonly p: Float64Array;
  /** ‖w‖ of each step, T. */
  private readonly lengths: Float64Array;
  private readonly s: Float64Array;
  private readonly u: Float64Array;
  private readonly v: Float64Array;

  constructor(
    private readonly prepared: PreparedMemory,
    private readonly steps: number,
  ) {
    const { k, d } = prepared;
    this.states = new Float64Array((steps + 1) * d);
    this.start = this.states.subarray(0, d);
    this.g = new Float64Array(d);
    this.p = new Float64Array(steps * k);
    this.lengths = new Float64Array(steps).fill(1);
    this.s = new Float64Array(k);
    this.u = new Float64Array(d);
    this.v = new Float64Array(d);
  }

  /** From `start` to v_T, the last row of `states`. */
  forward(hidden: Uint8Array | null, offset: number): void {
    const { k, d, memories, stepSize, spherical } = this.prepared;
    const { states, s, u, v } = this;
    v.set(this.start);
    for (let t = 0; t < this.steps; t++) {
      weigh(this.prepared, v, s);
      this.p.set(s, t * k);
      u.fill(0);
      for (let mu = 0; mu < k; mu++) {
        const weight = s[mu];
        for (let j = 0, row = mu * d; j < d; j++) u[j] += weight * (spherical ? memories[row + j] : memories[row + j] - v[j]);
      }
      for (let j = 0; j < d; j++) if (!hidden || hidden[offset + j] !== 0) v[j] += stepSize * u[j];
      if (spherical) this.lengths[t] = normalise(v, 0, d);
      states.set(v, (t + 1) * d);
    }
  }

  /** From `g` = ∂L/∂v_T to `g` = ∂L/∂v_0, adding to ∂L/∂ρ (∂L/∂ρ̃ when spherical) and ∂L/∂log ε on the way. */
  backward(hidden: Uint8Array | null, offset: number, intoMemories: Float64Array, intoLogWeights: Float64Array): void {
    if (this.prepared.balls) {
      this.backwardInBalls(hidden, offset, intoMemories);
      return;
    }
    const { k, d, beta, memories, stepSize, spherical } = this.prepared;
    const { states, p, g, u, s } = this;
    for (let t = this.steps - 1; t >= 0; t--) {
      const now = t * d;
      if (spherical) projectOut(g, 0, states, now + d, d, this.lengths[t]);
      for (let j = 0; j < d; j++) u[j] = hidden && hidden[offset + j] === 0 ? 0 : stepSize * g[j];
      let mean = 0;
      for (let mu = 0; mu < k; mu++) {
        s[mu] = innerProduct(u, memories, mu * d, d);
        mean += p[t * k + mu] * s[mu];
      }
      if (!spherical) for (let j = 0; j < d; j++) g[j] -= u[j];
      for (let mu = 0; mu < k; mu++) {
        const weight = p[t * k + mu];
        const dS = weight * (s[mu] - mean);
        intoLogWeights[mu] += dS;
        const row = mu * d;
        if (spherical) {
          for (let j = 0; j < d; j++) {
            g[j] += beta * dS * memories[row + j];
            intoMemories[row + j] += weight * u[j] + beta * dS * states[now + j];
          }
        } else {
          const pull = 2 * beta * dS;
          for (let j = 0; j < d; j++) {
            const away = pull * (states[now + j] - memories[row + j]);
            g[j] -= away;
            intoMemories[row + j] += weight * u[j] + away;
          }
        }
      }
    }
  }

  private backwardInBalls(hidden: Uint8Array | null, offset: number, intoMemories: Float64Array): void {
    const { k, d, stepSize } = this.prepared;
    const { p, g, u } = this;
    for (let t = this.steps - 1; t >= 0; t--) {
      const weights = p.subarray(t * k, (t + 1) * k);
      if (!isHeld(weights, k)) continue;
      for (let j = 0; j < d; j++) u[j] = hidden && hidden[offset + j] === 0 ? 0 : stepSize * g[j];
      for (let j = 0; j < d; j++) g[j] -= u[j];
      for (let mu = 0; mu < k; mu++) {
        if (weights[mu] === 0) continue;
        for (let j = 0, row = mu * d; j < d; j++) intoMemories[row + j] += weights[mu] * u[j];
      }
    }
  }
}
