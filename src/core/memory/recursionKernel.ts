/**
 * The inner loops of training: T steps of one point among k memories of h features, and back. Features go four at a time (a row
 * is padded with zeros to a multiple of four), so that a point's four entries stay in registers while the memories pass by.
 */
import { forwardInBalls, walkBackInBalls } from './ballKernel';
import { expNegative } from './exp';
import type { Energy } from './model';
import { forwardNarrow, walkBackNarrow } from './narrowKernel';

export class RecursionKernel {
  /** h rounded up to a multiple of 4: the length of every row below. */
  stride = 4;
  /** v_0; the caller writes the first h entries. */
  readonly start: Float64Array;
  /** The vector that v_T is compared with; the caller writes the first h entries. */
  readonly goal: Float64Array;
  /** The memories' moving features, k × stride; the caller writes the first h of each row. */
  readonly near: Float64Array;
  /** log ε_μ − β c_μ, k; the caller writes them. */
  readonly offsets: Float64Array;
  /** ∂loss/∂near, k × stride, after `backward`. */
  readonly nearGradient: Float64Array;
  /** ∂loss/∂offsets_μ = Σ_t dS_μ(t), k, after `backward`. */
  readonly sumS: Float64Array;

  /** v_0 … v_T, (T + 1) × stride. */
  readonly states: Float64Array;
  /** Σ_μ p_μ ρ_μ of each step, T × stride. */
  readonly pulls: Float64Array;
  /** p of each step, T × k. */
  readonly p: Float64Array;
  /** ∂loss/∂v: the caller of `walkBack` writes ∂loss/∂v_T, h entries, and finds ∂loss/∂v_0. */
  readonly g: Float64Array;
  private readonly s: Float64Array;
  private width = 0;
  beta = 1;
  stepSize = 1;
  energy: Energy | undefined = undefined;

  /** @param d the most features that may move. */
  constructor(
    readonly k: number,
    d: number,
    readonly steps: number,
  ) {
    const most = (d + 3) & ~3;
    this.states = new Float64Array((steps + 1) * most);
    this.start = this.states.subarray(0, most);
    this.goal = new Float64Array(most);
    this.near = new Float64Array(k * most);
    this.nearGradient = new Float64Array(k * most);
    this.offsets = new Float64Array(k);
    this.sumS = new Float64Array(k);
    this.pulls = new Float64Array(steps * most);
    this.p = new Float64Array(steps * k);
    this.g = new Float64Array(most);
    this.s = new Float64Array(k);
  }

  /** Says how many features move, and makes the padding 0: it then adds nothing anywhere. */
  setWidth(h: number): void {
    if (h === this.width) return;
    const { k, near, start, goal, g } = this;
    this.width = h;
    const stride = Math.max(4, (h + 3) & ~3);
    this.stride = stride;
    for (let i = h; i < stride; i++) {
      start[i] = 0;
      goal[i] = 0;
      g[i] = 0;
      for (let mu = 0; mu < k; mu++) near[mu * stride + i] = 0;
    }
  }

  /**
   * T steps from `start`: v ← v + a·(Σ p_μ ρ_μ − v), p = softmax(offsets_μ − β‖v − ρ_μ‖²). Of log-sum-ReLU p is 1/|S| for the memories S of
   * which β‖v − ρ_μ‖² − offsets_μ < 1.
   */
  forward(): void {
    if (this.energy === 'lsr') {
      forwardInBalls(this);
      return;
    }
    if (this.stride === 4) {
      forwardNarrow(this);
      return;
    }
    const { k, steps, stride, beta, stepSize, offsets, states, pulls, p, near, s } = this;
    for (let t = 0; t < steps; t++) {
      const now = t * stride;
      const pt = t * k;
      for (let mu = 0; mu < k; mu++) s[mu] = 0;
      for (let b = 0; b < stride; b += 4) {
        const v0 = states[now + b];
        const v1 = states[now + b + 1];
        const v2 = states[now + b + 2];
        const v3 = states[now + b + 3];
        for (let mu = 0, r = b; mu < k; mu++, r += stride) {
          const a0 = v0 - near[r];
          const a1 = v1 - near[r + 1];
          const a2 = v2 - near[r + 2];
          const a3 = v3 - near[r + 3];
          s[mu] += a0 * a0 + a1 * a1 + (a2 * a2 + a3 * a3);
        }
      }
      let max = -Infinity;
      for (let mu = 0; mu < k; mu++) {
        const score = offsets[mu] - beta * s[mu];
        s[mu] = score;
        if (score > max) max = score;
      }
      let sum = 0;
      for (let mu = 0; mu < k; mu++) {
        const e = expNegative(max - s[mu]);
        s[mu] = e;
        sum += e;
      }
      const scale = 1 / sum;
      for (let mu = 0; mu < k; mu++) p[pt + mu] = s[mu] * scale;
      for (let b = 0; b < stride; b += 4) {
        let m0 = 0;
        let m1 = 0;
        let m2 = 0;
        let m3 = 0;
        for (let mu = 0, r = b; mu < k; mu++, r += stride) {
          const weight = p[pt + mu];
          m0 += weight * near[r];
          m1 += weight * near[r + 1];
          m2 += weight * near[r + 2];
          m3 += weight * near[r + 3];
        }
        const at = now + b;
        const to = at + stride;
        pulls[at] = m0;
        pulls[at + 1] = m1;
        pulls[at + 2] = m2;
        pulls[at + 3] = m3;
        states[to] = states[at] + stepSize * (m0 - states[at]);
        states[to + 1] = states[at + 1] + stepSize * (m1 - states[at + 1]);
        states[to + 2] = states[at + 2] + stepSize * (m2 - states[at + 2]);
        states[to + 3] = states[at + 3] + stepSize * (m3 - states[at + 3]);
      }
    }
  }

  /** After `forward`: the loss ‖v_T − goal‖². */
  miss(): number {
    const { steps, stride, states, goal } = this;
    let loss = 0;
    for (let i = 0, end = steps * stride; i < stride; i++) loss += (states[end + i] - goal[i]) ** 2;
    return loss;
  }

  /** After `forward`: the same loss, its gradients as `walkBack` leaves them. */
  backward(): number {
    const { steps, stride, states, g, goal } = this;
    let loss = 0;
    for (let i = 0, end = steps * stride; i < stride; i++) {
      const off = states[end + i] - goal[i];
      loss += off * off;
      g[i] = 2 * off;
    }
    this.walkBack();
    return loss;
  }

  /**
   * After `forward`, of any loss whose gradient at v_T is in `g`: its gradients in `g`, `nearGradient` and `sumS`. As Σ_μ dS_μ = 0 and Σ_μ
   * p_μ ∂L/∂p_μ = ⟨u, Σ_μ p_μ ρ_μ⟩, the formulas of `backward` (backward.ts) shorten to ∂L/∂v_t = g − u + 2β Σ_μ dS_μ ρ_μ and, summed over
   * t, ∂L/∂ρ_μ = Σ_t (p_μ u + 2β dS_μ v_t) − 2β ρ_μ Σ_t dS_μ. Of log-sum-ReLU dS_μ = 0.
   */
  walkBack(): void {
    if (this.energy === 'lsr') {
      walkBackInBalls(this);
      return;
    }
    if (this.stride === 4) {
      walkBackNarrow(this);
      return;
    }
    const { k, steps, stride, beta, stepSize, states, pulls, p, near, nearGradient, g, s, sumS } = this;
    for (let i = 0, end = k * stride; i < end; i++) nearGradient[i] = 0;
    for (let mu = 0; mu < k; mu++) sumS[mu] = 0;
    const twice = 2 * beta;
    for (let t = steps - 1; t >= 0; t--) {
      const now = t * stride;
      const pt = t * k;
      let mean = 0;
      for (let mu = 0; mu < k; mu++) s[mu] = 0;
      for (let b = 0; b < stride; b += 4) {
        const u0 = stepSize * g[b];
        const u1 = stepSize * g[b + 1];
        const u2 = stepSize * g[b + 2];
        const u3 = stepSize * g[b + 3];
        const at = now + b;
        mean += u0 * pulls[at] + u1 * pulls[at + 1] + (u2 * pulls[at + 2] + u3 * pulls[at + 3]);
        for (let mu = 0, r = b; mu < k; mu++, r += stride) s[mu] += u0 * near[r] + u1 * near[r + 1] + (u2 * near[r + 2] + u3 * near[r + 3]);
      }
      for (let mu = 0; mu < k; mu++) {
        const dS = p[pt + mu] * (s[mu] - mean);
        sumS[mu] += dS;
        s[mu] = twice * dS;
      }
      for (let b = 0; b < stride; b += 4) {
        const u0 = stepSize * g[b];
        const u1 = stepSize * g[b + 1];
        const u2 = stepSize * g[b + 2];
        const u3 = stepSize * g[b + 3];
        const at = now + b;
        const v0 = states[at];
        const v1 = states[at + 1];
        const v2 = states[at + 2];
        const v3 = states[at + 3];
        let t0 = 0;
        let t1 = 0;
        let t2 = 0;
        let t3 = 0;
        for (let mu = 0, r = b; mu < k; mu++, r += stride) {
          const pull = s[mu];
          const weight = p[pt + mu];
          t0 += pull * near[r];
          t1 += pull * near[r + 1];
          t2 += pull * near[r + 2];
          t3 += pull * near[r + 3];
          nearGradient[r] += weight * u0 + pull * v0;
          nearGradient[r + 1] += weight * u1 + pull * v1;
          nearGradient[r + 2] += weight * u2 + pull * v2;
          nearGradient[r + 3] += weight * u3 + pull * v3;
        }
        g[b] += t0 - u0;
        g[b + 1] += t1 - u1;
        g[b + 2] += t2 - u2;
        g[b + 3] += t3 - u3;
      }
    }
    for (let mu = 0, r = 0; mu < k; mu++) {
      const pull = twice * sumS[mu];
      for (let i = 0; i < stride; i++, r++) nearGradient[r] -= pull * near[r];
    }
  }
}
