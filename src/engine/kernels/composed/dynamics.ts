/**
 * The recursion and its backward pass in TensorFlow.js's own operations: for WebGL, which has no workgroups to fuse them in. Every product
 * with the memories is a matrix product, as they act on all points at once; tensors are [R, n, …].
 */
import {
  add,
  concat,
  div,
  matMul,
  mean,
  mul,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  where,
  expandDims,
  onesLike,
  greater,
  maximum,
  minimum,
  neg,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { insideBalls } from './insideBalls';
import type { RecursionAttributes } from '../recursion';

export interface Inputs {
  /** v⁰, [R, n, d]. */
  points: Tensor;
  /** ρ, [R, k, d]. */
  memories: Tensor;
  /** m̄ or null. */
  hidden: Tensor | null;
  /** log ε, [R, k], or null. */
  logWeights: Tensor | null;
}

/** Intermediate values of the forward pass, for the backward pass. */
export interface Trace {
  /** v_0 … v_T. Euclidean: less the centre. */
  states: Tensor[];
  /** p of each step, [R, n, k]; of log-sum-ReLU a·p. */
  memberships: Tensor[];
  /** Log-sum-ReLU: a where a ball holds the point at that step, else 0, [R, n, 1]. */
  held: Tensor[];
  /** Spherical: ‖w‖ of each step, [R, n, 1]. */
  lengths: Tensor[];
  /** Euclidean: ρ less the centre. Spherical: ρ̃. */
  patterns: Tensor;
  /** Spherical: ‖ρ_μ‖, [R, k, 1]; and of the start, [R, n, 1]. */
  patternLengths: Tensor | null;
  startLengths: Tensor | null;
  /** Euclidean: the mean memory, [R, 1, d]. */
  centre: Tensor | null;
}

/** ‖x‖ along the last axis, 1 where x is 0: that has no direction to keep. */
export function vectorLength(x: Tensor): Tensor {
  const norm = sqrt(sum(square(x), -1, true));
  return where(greater(norm, 0), norm, onesLike(norm));
}

/** a·p_μ, where p_μ = 1/|S| for the memories S whose balls hold v, [R, n, k], and a where any does, else 0, [R, n, 1]. */
function inBalls(v: Tensor, patterns: Tensor, beta: number, stepSize: number): { p: Tensor; held: Tensor } {
  const inside = insideBalls(v, patterns, beta);
  const count = sum(inside, -1, true);
  return { p: mul(inside, div(stepSize, maximum(count, 1))), held: mul(stepSize, minimum(count, 1)) };
}

/**
 * T steps. Euclidean: −β‖v − ρ‖² is taken as 2β⟨v, ρ⟩ − β‖ρ‖², which the softmax cannot tell apart, and with the origin at the mean memory,
 * lest the difference drown in float32 (the recursion does not mind where the origin is).
 */
export function composedForward(
  { points, memories, hidden, logWeights }: Inputs,
  { beta, steps, stepSize, similarity, energy }: RecursionAttributes,
): Trace {
  const spherical = similarity === 'spherical';
  const centre = spherical ? null : mean(memories, 1, true);
  const patternLengths = spherical ? vectorLength(memories) : null;
  const startLengths = spherical ? vectorLength(points) : null;
  const patterns = spherical ? div(memories, patternLengths as Tensor) : sub(memories, centre as Tensor);
  let v = spherical ? div(points, startLengths as Tensor) : sub(points, centre as Tensor);
  let offsets = logWeights ? expandDims(logWeights, 1) : null;
  if (!spherical) {
    const energies = expandDims(mul(-beta, sum(square(patterns), -1)), 1);
    offsets = offsets ? add(offsets, energies) : energies;
  }
  const states = [v];
  const memberships: Tensor[] = [];
  const held: Tensor[] = [];
  const lengths: Tensor[] = [];
  if (energy === 'lsr') {
    for (let t = 0; t < steps; t++) {
      const balls = inBalls(v, patterns, beta, stepSize);
      const pull = sub(matMul(balls.p, patterns), mul(balls.held, v));
      v = add(v, hidden ? mul(hidden, pull) : pull);
      states.push(v);
      memberships.push(balls.p);
      held.push(balls.held);
    }
    return { states, memberships, held, lengths, patterns, patternLengths, startLengths, centre };
  }
  for (let t = 0; t < steps; t++) {
    const scores = mul(spherical ? beta : 2 * beta, matMul(v, patterns, false, true));
    const p = softmax(offsets ? add(scores, offsets) : scores);
    const attracted = matMul(p, patterns);
    const pull = mul(stepSize, spherical ? attracted : sub(attracted, v));
    v = add(v, hidden ? mul(hidden, pull) : pull);
    if (spherical) {
      const norm = vectorLength(v);
      v = div(v, norm);
      lengths.push(norm);
    }
    states.push(v);
    memberships.push(p);
  }
  return { states, memberships, held, lengths, patterns, patternLengths, startLengths, centre };
}

/** v_T where the caller's origin is. */
export function lastState({ states, centre }: Trace): Tensor {
  const last = states[states.length - 1] as Tensor;
  return centre ? add(last, centre) : last;
}

/** The backward pass of y = x/‖x‖: (g − y⟨y, g⟩)/‖x‖. */
const projectOut = (g: Tensor, y: Tensor, norm: Tensor): Tensor => div(sub(g, mul(y, sum(mul(g, y), -1, true))), norm);

/** ∂L/∂points, ∂L/∂memories, ∂L/∂log ε from ∂L/∂v_T. As Σ_μ dS_μ = 0, Σ_μ dS_μ(v − ρ_μ) = −Σ_μ dS_μ ρ_μ. */
export function composedBackward(
  trace: Trace,
  gradient: Tensor,
  hidden: Tensor | null,
  attributes: RecursionAttributes,
): [Tensor, Tensor, Tensor] {
  const { beta, steps, stepSize, similarity } = attributes;
  if (attributes.energy === 'lsr') return backwardInBalls(trace, gradient, hidden, attributes);
  const spherical = similarity === 'spherical';
  const { states, memberships, lengths, patterns, patternLengths, startLengths } = trace;
  const pushes: Tensor[] = [];
  const turns: Tensor[] = [];
  let g = gradient;
  for (let t = steps - 1; t >= 0; t--) {
    const p = memberships[t] as Tensor;
    if (spherical) g = projectOut(g, states[t + 1] as Tensor, lengths[t] as Tensor);
    const step = mul(stepSize, g);
    const u = hidden ? mul(hidden, step) : step;
    const dp = matMul(u, patterns, false, true);
    const dS = mul(p, sub(dp, sum(mul(p, dp), -1, true)));
    const turn = mul(spherical ? beta : 2 * beta, matMul(dS, patterns));
    g = add(spherical ? g : sub(g, u), turn);
    pushes.unshift(u);
    turns.unshift(dS);
  }
  const allTurns = concat(turns, 1);
  const pushed = matMul(concat(memberships, 1), concat(pushes, 1), true, false);
  const turned = matMul(allTurns, concat(states.slice(0, steps), 1), true, false);
  const weights = sum(allTurns, 1);
  if (spherical) {
    const toPatterns = add(pushed, mul(beta, turned));
    return [
      projectOut(g, states[0] as Tensor, startLengths as Tensor),
      projectOut(toPatterns, patterns, patternLengths as Tensor),
      weights,
    ];
  }
  const held = mul(expandDims(neg(weights), -1), patterns);
  return [g, add(pushed, mul(2 * beta, add(turned, held))), weights];
}

/** The same under log-sum-ReLU, whose memberships are constant but at the rims of balls. */
function backwardInBalls(
  { memberships, held, patterns }: Trace,
  gradient: Tensor,
  hidden: Tensor | null,
  { steps }: RecursionAttributes,
): [Tensor, Tensor, Tensor] {
  const pushes: Tensor[] = [];
  let g = gradient;
  for (let t = steps - 1; t >= 0; t--) {
    // Memories whose balls do not hold a point have p = 0.
    const u = hidden ? mul(hidden, g) : g;
    pushes.unshift(u);
    g = sub(g, mul(held[t] as Tensor, u));
  }
  const toMemories = matMul(concat(memberships, 1), concat(pushes, 1), true, false);
  return [g, toMemories, zerosLike(sum(patterns, -1))];
}
