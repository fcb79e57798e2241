/**
 * The dynamics of an associative memory: its energy, its soft memberships, its T-step recursion and the clusters that
 * follow. Points are n × d, row-major; on the sphere (CLAM eq. 12) they are normalised first, and so are the memories.
 * Every function throws RangeError when the model or the arrays do not fit together. Sums are kept in float64.
 */
import { checkPoints, isHeld, load, nearestMemory, normalise, prepareMemory, weigh, type PreparedMemory } from './preparedMemory';
import type { AssociativeMemory } from './model';
import type { Floats } from '../algebra/floats';

export { backward, type RecursionGradients } from './backward';

/**
 * Energy of each point, n numbers: E(v) = −(1/β) log Σ_μ ε_μ exp(−β‖ρ_μ − v‖²) (CLAM eq. 1, with weights eq. 10); on the sphere
 * −(1/β) log Σ_μ ε_μ exp(β⟨ρ̃_μ, v⟩), whose descent is eq. 12; of log-sum-ReLU −(1/β) log(ε + Σ_μ ReLU(1 − β‖ρ_μ − v‖²)). In the units of
 * a squared distance.
 */
export function energies(model: AssociativeMemory, points: Floats, n: number): Float64Array {
  const out = new Float64Array(n);
  eachPoint(model, points, n, (energy, _p, i) => {
    out[i] = energy;
  });
  return out;
}

/**
 * Soft memberships, n × k: p_μ = softmax_μ(−β‖ρ_μ − v‖² + log ε_μ) at the point itself, before any step. Rows sum to 1. Of log-sum-ReLU 1/|S|
 * for the memories S whose balls hold the point; rows of points that no ball holds are 0.
 */
export function memberships(model: AssociativeMemory, points: Floats, n: number): Float32Array {
  const { k } = model;
  const out = new Float32Array(n * k);
  eachPoint(model, points, n, (_energy, p, i) => {
    for (let mu = 0; mu < k; mu++) out[i * k + mu] = p[mu];
  });
  return out;
}

/** Entropy of each point's memberships, n numbers in nats, 0 … ln k: H = −Σ p_μ ln p_μ (CLAM eq. 13); 0 where no ball holds the point. */
export function entropies(model: AssociativeMemory, points: Floats, n: number): Float32Array {
  const out = new Float32Array(n);
  eachPoint(model, points, n, (_energy, p, i) => {
    let entropy = 0;
    for (let mu = 0; mu < model.k; mu++) if (p[mu] > 0) entropy -= p[mu] * Math.log(p[mu]);
    out[i] = entropy;
  });
  return out;
}

/**
 * Where T steps take each point, n × d: A_ρ^T(v), each step v ← v + a·Σ_μ (ρ_μ − v) p_μ (CLAM eq. 4, DCLAM eq. 7); on the sphere
 * v ← normalise(v + a·Σ_μ ρ̃_μ p_μ) (CLAM eq. 12). Of log-sum-ReLU p_μ = 1/|S| in the balls that hold v, and v stays where none does.
 * @param hidden n × d, 1 where an entry moves and 0 where it is held (m̄ of CLAM eq. 9); null or absent: all move. The caller has
 *   put the mask value into the hidden entries. On the sphere only the update is masked: v ← normalise(v + a·m̄⊙Σ_μ ρ̃_μ p_μ), so that
 *   held entries keep their proportions, while the common scaling touches all.
 */
export function recurse(model: AssociativeMemory, points: Floats, n: number, hidden: Uint8Array | null = null): Float32Array {
  const prepared = prepareMemory(model);
  const { k, d } = prepared;
  checkPoints(points, n, d);
  if (hidden) checkPoints(hidden, n, d);
  const out = new Float32Array(n * d);
  const v = new Float64Array(d);
  const p = new Float64Array(k);
  const pull = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    load(prepared, points, i, v);
    for (let t = 0; t < model.steps; t++) step(prepared, v, p, pull, hidden, i * d);
    for (let j = 0; j < d; j++) out[i * d + j] = v[j];
  }
  return out;
}

/** The path of one point (d numbers) through the recursion, (T + 1) × d: its start (normalised on the sphere), then every step. */
export function trajectory(model: AssociativeMemory, point: Floats): Float32Array {
  const prepared = prepareMemory(model);
  const { k, d } = prepared;
  checkPoints(point, 1, d);
  const out = new Float32Array((model.steps + 1) * d);
  const v = new Float64Array(d);
  const p = new Float64Array(k);
  const pull = new Float64Array(d);
  load(prepared, point, 0, v);
  for (let t = 0; t <= model.steps; t++) {
    if (t > 0) step(prepared, v, p, pull, null, 0);
    for (let j = 0; j < d; j++) out[t * d + j] = v[j];
  }
  return out;
}

/** The cluster of each point, n numbers in 0 … k − 1: argmin_μ ‖ρ_μ − A_ρ^T(x)‖², after T steps; the first of equals. */
export function assign(model: AssociativeMemory, points: Floats, n: number): Uint16Array {
  const prepared = prepareMemory(model);
  const { k, d } = prepared;
  checkPoints(points, n, d);
  const out = new Uint16Array(n);
  const v = new Float64Array(d);
  const p = new Float64Array(k);
  const pull = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    load(prepared, points, i, v);
    for (let t = 0; t < model.steps; t++) step(prepared, v, p, pull, null, 0);
    out[i] = nearestMemory(prepared, v);
  }
  return out;
}

/** The Voronoi cell of each point, n numbers in 0 … k − 1: the memory nearest to the point itself. It is not `assign`. */
export function assignNearest(model: AssociativeMemory, points: Floats, n: number): Uint16Array {
  const prepared = prepareMemory(model);
  checkPoints(points, n, prepared.d);
  const out = new Uint16Array(n);
  const v = new Float64Array(prepared.d);
  for (let i = 0; i < n; i++) {
    load(prepared, points, i, v);
    out[i] = nearestMemory(prepared, v);
  }
  return out;
}

/**
 * How each memory pulls on a point v, k × d: p_μ (ρ_μ − v); on the sphere p_μ ρ̃_μ. Their sum times the step size is the first step, which the
 * sphere normalises (CLAM figures 2 and 3).
 */
export function pulls(model: AssociativeMemory, point: Floats): Float64Array {
  const prepared = prepareMemory(model);
  const { k, d, memories, spherical } = prepared;
  checkPoints(point, 1, d);
  const v = new Float64Array(d);
  const p = new Float64Array(k);
  load(prepared, point, 0, v);
  weigh(prepared, v, p);
  const keep = spherical ? 0 : 1;
  return Float64Array.from({ length: k * d }, (_, i) => p[Math.floor(i / d)] * (memories[i] - keep * v[i % d]));
}

/** Calls `visit` with the energy and the memberships (valid during the call only) at every point. */
function eachPoint(model: AssociativeMemory, points: Floats, n: number, visit: (energy: number, p: Float64Array, i: number) => void): void {
  const prepared = prepareMemory(model);
  checkPoints(points, n, prepared.d);
  const v = new Float64Array(prepared.d);
  const p = new Float64Array(prepared.k);
  for (let i = 0; i < n; i++) {
    load(prepared, points, i, v);
    visit(weigh(prepared, v, p), p, i);
  }
}

/** One step of the recursion, in place on v. `p` (k) and `pull` (d) are scratch; `hidden` is read from `offset`. */
function step(
  prepared: PreparedMemory,
  v: Float64Array,
  p: Float64Array,
  pull: Float64Array,
  hidden: Uint8Array | null,
  offset: number,
): void {
  const { k, d, memories, stepSize, spherical } = prepared;
  weigh(prepared, v, p);
  if (prepared.balls && !isHeld(p, k)) return;
  pull.fill(0);
  for (let mu = 0; mu < k; mu++) {
    const weight = p[mu];
    if (weight === 0) continue;
    for (let j = 0, row = mu * d; j < d; j++) pull[j] += weight * memories[row + j];
  }
  // The memberships sum to 1, so Σ (ρ_μ − v) p_μ is Σ ρ_μ p_μ − v.
  const keep = spherical ? 0 : 1;
  if (hidden) {
    for (let j = 0; j < d; j++) if (hidden[offset + j] !== 0) v[j] += stepSize * (pull[j] - keep * v[j]);
  } else for (let j = 0; j < d; j++) v[j] += stepSize * (pull[j] - keep * v[j]);
  if (spherical) normalise(v, 0, d);
}
