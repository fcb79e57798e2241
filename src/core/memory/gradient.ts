/**
 * The training step of CLAM on the CPU: loss and gradients of one point after another, exact, without a tape of tensors.
 *
 * In the Euclidean case only the h hidden entries of a point ever move. Its visible entries therefore act on the recursion
 * only through k constants, c_μ = Σ_visible (x_j − ρ_μj)², which join the weights: S_μ = −β‖v − ρ_μ‖²_hidden + (log ε_μ − β c_μ). The
 * masked recursion *is* an unmasked one of h features, and a point costs O(k·d + T·k·h) instead of O(T·k·d). Backwards, a
 * visible entry of ρ_μ feels only Σ_t dS_μ(t), by way of c_μ. Without a mask, h = d and all c_μ = 0. Under log-sum-ReLU dS = 0: visible
 * entries say which balls hold the point, and feel nothing.
 */
import { projectOut, Tape } from './backward';
import { checkEnergy, normalise, prepareMemory, type PreparedMemory } from './preparedMemory';
import type { AssociativeMemory } from './model';
import { RecursionKernel } from './recursionKernel';
import type { Floats } from '../algebra/floats';

/**
 * Accumulates ∂L/∂ρ and ∂L/∂log ε of L = Σ m̄⊙(x − x^T)² over points (CLAM eq. 9; eq. 8 without a mask; eq. 11 with weights; eq. 12 on
 * the sphere): `begin` once a batch, `add` once a point, `finish` at the end. L is a plain sum: a mean over the batch and its
 * d entries is the caller's division. All scratch is allocated by the constructor, except on the sphere.
 */
export class BatchGradient {
  /** ∂L/∂ρ, k × d, since `begin`; on the sphere valid after `finish`. */
  readonly memories: Float64Array;
  /** ∂L/∂log ε, k, since `begin`; computed whether or not the model has weights. */
  readonly logWeights: Float64Array;

  /** The features of a point that the recursion moves: h of them, from indices[at] on. */
  private readonly moving: { indices: Uint32Array; at: number; h: number };
  private readonly rho: Float64Array;
  private readonly logEpsilon: Float64Array;
  /** 1 where visible, 0 where hidden: between calls of `add` all 1. */
  private readonly visible: Float64Array;
  /** The point at hand, d. */
  private readonly x: Float64Array;
  /** 0 … d − 1: the features that move without a mask. */
  private readonly all: Uint32Array;
  private readonly kernel: RecursionKernel;
  private beta = 1;
  private sphere: { prepared: PreparedMemory; tape: Tape } | null = null;

  /** k memories, d features, T steps: those of every model given to `begin`. */
  constructor(
    private readonly k: number,
    private readonly d: number,
    private readonly steps: number,
  ) {
    this.memories = new Float64Array(k * d);
    this.logWeights = new Float64Array(k);
    this.rho = new Float64Array(k * d);
    this.logEpsilon = new Float64Array(k);
    this.visible = new Float64Array(d).fill(1);
    this.x = new Float64Array(d);
    this.all = Uint32Array.from({ length: d }, (_, j) => j);
    this.moving = { indices: this.all, at: 0, h: d };
    this.kernel = new RecursionKernel(k, d, steps);
  }

  /**
   * Takes the model's memories, weights and constants as they are now, and sets the gradients to 0. Throws RangeError when k, d or T
   * differ.
   */
  begin(model: AssociativeMemory): void {
    const { k, d, steps } = this;
    if (model.k !== k || model.d !== d || model.steps !== steps)
      throw new RangeError(`Made for k = ${k}, d = ${d}, T = ${steps}, not ${model.k}, ${model.d}, ${model.steps}.`);
    checkEnergy(model);
    this.memories.fill(0);
    this.logWeights.fill(0);
    this.beta = model.beta;
    this.kernel.beta = model.beta;
    this.kernel.stepSize = model.stepSize;
    this.kernel.energy = model.energy;
    this.sphere = null;
    if (model.similarity === 'spherical') {
      const prepared = prepareMemory(model);
      this.sphere = { prepared, tape: new Tape(prepared, steps) };
      return;
    }
    this.rho.set(model.memories);
    if (model.logWeights) this.logEpsilon.set(model.logWeights);
    else this.logEpsilon.fill(0);
  }

  /**
   * Adds one point's gradients and returns its loss Σ m̄⊙(x − x^T)².
   * @param target x, d numbers from `targetOffset`. @param fill the mask value of each feature, d numbers (unread without a mask).
   * @param hiddenIndices distinct features that are hidden, `hiddenCount` numbers from `hiddenOffset`; null: no mask, all entries
   *   start at x and move (eq. 8). On the sphere x is normalised, then filled, then normalised again; the loss is against the normalised x.
   */
  add(
    target: Floats,
    targetOffset: number,
    fill: Floats,
    hiddenIndices: Uint32Array | null,
    hiddenOffset: number,
    hiddenCount: number,
  ): number {
    const { k, d, beta, rho, visible, x, kernel, memories, logWeights } = this;
    if (this.sphere) {
      const { tape } = this.sphere;
      const hidden = this.slideOnSphere(tape, target, targetOffset, fill, hiddenIndices, hiddenOffset, hiddenCount);
      let loss = 0;
      for (let j = 0; j < d; j++) {
        const off = this.missOnSphere(tape, hidden, j);
        loss += off * off;
        tape.g[j] = 2 * off;
      }
      tape.backward(hidden, 0, memories, logWeights);
      return loss;
    }
    this.slide(target, targetOffset, fill, hiddenIndices, hiddenOffset, hiddenCount);
    const { indices, at, h } = this.moving;
    const loss = kernel.backward();

    const { stride, nearGradient, sumS } = kernel;
    const someVisible = h < d && kernel.energy !== 'lsr';
    for (let mu = 0; mu < k; mu++) {
      const row = mu * d;
      const from = mu * stride;
      logWeights[mu] += sumS[mu];
      if (someVisible) {
        const pull = 2 * beta * sumS[mu];
        for (let j = 0; j < d; j++) memories[row + j] += pull * visible[j] * (x[j] - rho[row + j]);
      }
      for (let i = 0; i < h; i++) memories[row + indices[at + i]] += nearGradient[from + i];
    }
    for (let i = 0; i < h; i++) visible[indices[at + i]] = 1;
    return loss;
  }

  /** The loss of one point alone, as `add` returns it; the gradients stay as they are. A third of the work. */
  loss(
    target: Floats,
    targetOffset: number,
    fill: Floats,
    hiddenIndices: Uint32Array | null,
    hiddenOffset: number,
    hiddenCount: number,
  ): number {
    const { d, visible, kernel } = this;
    if (this.sphere) {
      const { tape } = this.sphere;
      const hidden = this.slideOnSphere(tape, target, targetOffset, fill, hiddenIndices, hiddenOffset, hiddenCount);
      let loss = 0;
      for (let j = 0; j < d; j++) loss += this.missOnSphere(tape, hidden, j) ** 2;
      return loss;
    }
    this.slide(target, targetOffset, fill, hiddenIndices, hiddenOffset, hiddenCount);
    const { indices, at, h } = this.moving;
    for (let i = 0; i < h; i++) visible[indices[at + i]] = 1;
    return kernel.miss();
  }

  /** Ends a batch: on the sphere takes ∂L/∂ρ̃ to ∂L/∂ρ. */
  finish(): void {
    if (!this.sphere) return;
    const { memories, lengths } = this.sphere.prepared;
    for (let mu = 0; mu < this.k; mu++) projectOut(this.memories, mu * this.d, memories, mu * this.d, this.d, lengths[mu]);
  }

  /** The T steps of one point in the kernel. `moving` says which features move; `visible` is 0 there until the caller sets it back. */
  private slide(
    target: Floats,
    targetOffset: number,
    fill: Floats,
    hiddenIndices: Uint32Array | null,
    hiddenOffset: number,
    hiddenCount: number,
  ): void {
    const { k, d, beta, rho, visible, x, kernel } = this;
    const { moving } = this;
    const indices = (moving.indices = hiddenIndices ?? this.all);
    const at = (moving.at = hiddenIndices ? hiddenOffset : 0);
    const h = (moving.h = hiddenIndices ? hiddenCount : d);
    const someVisible = h < d;
    const even = d & ~1;
    for (let j = 0; j < d; j++) x[j] = target[targetOffset + j];

    kernel.setWidth(h);
    const { stride, start, goal, near, offsets } = kernel;
    for (let i = 0; i < h; i++) {
      const j = indices[at + i];
      visible[j] = 0;
      goal[i] = x[j];
      start[i] = hiddenIndices ? fill[j] : x[j];
    }
    for (let mu = 0; mu < k; mu++) {
      const row = mu * d;
      let c = 0;
      let c1 = 0;
      if (someVisible) {
        let j = 0;
        for (; j < even; j += 2) {
          const off = x[j] - rho[row + j];
          const off1 = x[j + 1] - rho[row + j + 1];
          c += visible[j] * off * off;
          c1 += visible[j + 1] * off1 * off1;
        }
        if (j < d) c += visible[j] * (x[j] - rho[row + j]) ** 2;
        c += c1;
      }
      offsets[mu] = this.logEpsilon[mu] - beta * c;
      const to = mu * stride;
      for (let i = 0; i < h; i++) near[to + i] = rho[row + indices[at + i]];
    }
    kernel.forward();
  }

  /**
   * The norm ties all entries together, so the trick of the visible constants does not hold: the plain tape, O(T·k·d). Returns what is
   * hidden.
   */
  private slideOnSphere(
    tape: Tape,
    target: Floats,
    targetOffset: number,
    fill: Floats,
    indices: Uint32Array | null,
    at: number,
    h: number,
  ): Uint8Array | null {
    const { d, x } = this;
    const hidden = indices ? new Uint8Array(d) : null;
    for (let j = 0; j < d; j++) x[j] = target[targetOffset + j];
    normalise(x, 0, d);
    tape.start.set(x);
    if (indices && hidden) {
      for (let i = 0; i < h; i++) {
        const j = indices[at + i];
        hidden[j] = 1;
        tape.start[j] = fill[j];
      }
      normalise(tape.start, 0, d);
    }
    tape.forward(hidden, 0);
    return hidden;
  }

  /** The difference of entry j of A_ρ^T from x, where it counts. */
  private missOnSphere({ states }: Tape, hidden: Uint8Array | null, j: number): number {
    return hidden && hidden[j] === 0 ? 0 : states[this.steps * this.d + j] - this.x[j];
  }
}
