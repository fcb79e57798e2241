/**
 * The first half of the recursion's backward pass on WebGPU: a workgroup a (run, point) goes through the T steps forward and back, and
 * leaves what the sum over points needs. Per point it writes
 *   states  v_0 … v_T, (T+1)·d numbers, then u_0 … u_{T−1}, T·d, then ∂L/∂v, d  (u_t = a·m̄⊙∂L/∂v_{t+1})
 *   coefficients  p of each step, T·k, then dS of each step, T·k, then (spherical) 1/‖w_t‖, T, then the loss, 1, then 2k numbers of scratch
 * where
 *   the scores do not fit in workgroup memory.
 * Two sources of points: `given` reads v⁰ and ∂L/∂v^T; `rows` gathers rows of the data, fills the hidden entries, and has CLAM's loss
 * scale·Σ m̄⊙(x − x^T)² and its gradient (CLAM algorithm 1).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { RecursionAttributes, RecursionShape } from '../recursion';
import { cooperation, innerProducts, inverseNorms, layoutFor, layoutKey, membershipsWgsl } from './workgroup';
import type { WorkgroupLayout } from './workgroup';
import { run } from './dispatch';
import type { Storage, WebGPUBackend } from './dispatch';

export type GradientSource =
  | { kind: 'given'; points: TensorInfo; gradient: TensorInfo; pointGradient: TensorInfo }
  | { kind: 'rows'; data: TensorInfo; rows: TensorInfo; fill: TensorInfo | null; scale: number };

export interface Sweep {
  shape: RecursionShape;
  attributes: RecursionAttributes;
  memories: TensorInfo;
  hidden: TensorInfo | null;
  logWeights: TensorInfo | null;
  source: GradientSource;
  /** Points first … first + count − 1 of every run are swept. */
  first: number;
  count: number;
  /** [R·count, statesLength] and [R·count, coefficientsLength]. */
  states: TensorInfo;
  coefficients: TensorInfo;
}

export const statesLength = (steps: number, d: number): number => (2 * steps + 2) * d;

export const coefficientsLength = (steps: number, k: number, layout: WorkgroupLayout): number =>
  2 * steps * k + steps + 1 + (layout.sharedScores ? 0 : 2 * k);

/**
 * v⁰ into the first block of the states. `aim` scales x to what the loss compares with: on the sphere x is normalised, filled, and
 * normalised again, and the loss is against the first.
 */
function load(layout: WorkgroupLayout, source: GradientSource['kind'], filled: boolean): string {
  const spherical = layout.similarity === 'spherical';
  const entry = source === 'given' ? 'points[pointBase + i]' : 'data[pointBase + i] * aim';
  const start = filled ? `select(${entry}, fill[i], hidden[hiddenBase + i] > 0.0)` : entry;
  const store = `for (var i = lane; i < d; i += W) { states[stateBase + i] = ${start}; }`;
  if (!spherical) return `let aim = 1.0;\n  ${store}`;
  return `${
    source === 'rows'
      ? `var whole = 0.0;
  for (var i = lane; i < d; i += W) { whole += data[pointBase + i] * data[pointBase + i]; }
  let aim = inverseLength(total(lane, whole));`
      : ''
  }
  ${store}
  var own = 0.0;
  for (var i = lane; i < d; i += W) { own += states[stateBase + i] * states[stateBase + i]; }
  let start = inverseLength(total(lane, own));
  for (var i = lane; i < d; i += W) { states[stateBase + i] *= start; }
  inverseNorms(lane);`;
}

/** ∂L/∂v^T into the last block of the states; for CLAM also the loss. */
function lossGradient(layout: WorkgroupLayout, source: GradientSource['kind']): string {
  if (source === 'given') return 'for (var i = lane; i < d; i += W) { states[gBase + i] = gradient[pointBase + i]; }';
  return `var loss = 0.0;
  for (var i = lane; i < d; i += W) {
    let error = (states[stateBase + T * d + i] - data[pointBase + i] * aim)${layout.masked ? ' * hidden[hiddenBase + i]' : ''};
    loss += error * error;
    states[gBase + i] = 2.0 * uniforms.scale * error;
  }
  let pointLoss = total(lane, loss);
  if (lane == 0u) { coefficients[pBase + 2u * T * k + T] = pointLoss * uniforms.scale; }`;
}

function forwardStep(layout: WorkgroupLayout): string {
  const spherical = layout.similarity === 'spherical';
  return `
    similarities(lane);
    memberships(lane);
    for (var m = lane; m < k; m += W) { coefficients[pBase + t * k + m] = score(m); }
    ${spherical ? 'var square = 0.0;' : ''}
    for (var i = lane; i < d; i += W) {
      let x = states[now + i];
      var pull = 0.0;
      for (var m = 0u; m < k; m++) {
        let r = memories[memoryBase + m * d + i];
        pull += score(m) * ${spherical ? 'inverseNorm(m) * r' : '(r - x)'};
      }
      let w = x + uniforms.stepSize * pull${layout.masked ? ' * hidden[hiddenBase + i]' : ''};
      states[now + d + i] = w;
      ${spherical ? 'square += w * w;' : ''}
    }
    ${
      spherical
        ? `let inverse = inverseLength(total(lane, square));
    if (lane == 0u) { coefficients[pBase + 2u * T * k + t] = inverse; }
    for (var i = lane; i < d; i += W) { states[now + d + i] *= inverse; }`
        : 'sync();'
    }`;
}

/** One step back. Spherical: h = (g − v_{t+1}⟨v_{t+1}, g⟩)/‖w‖ first. Then dp = ⟨u, ρ⟩, dS = p⊙(dp − Σ p dp), and ∂L/∂v_t. */
function backwardStep(layout: WorkgroupLayout): string {
  if (layout.energy === 'lsr') return backwardInBalls(layout);
  const spherical = layout.similarity === 'spherical';
  return `
    ${
      spherical
        ? `var along = 0.0;
    for (var i = lane; i < d; i += W) { along += states[gBase + i] * states[now + d + i]; }
    along = total(lane, along);
    let inverse = coefficients[pBase + 2u * T * k + t];
    for (var i = lane; i < d; i += W) { states[gBase + i] = (states[gBase + i] - along * states[now + d + i]) * inverse; }`
        : ''
    }
    uNow = uBase + t * d;
    for (var i = lane; i < d; i += W) { states[uNow + i] = uniforms.stepSize * states[gBase + i]${layout.masked ? ' * hidden[hiddenBase + i]' : ''}; }
    pulls(lane);
    ${spherical ? 'for (var m = lane; m < k; m += W) { setScore(m, score(m) * inverseNorm(m)); } sync();' : ''}
    var mean = 0.0;
    for (var m = 0u; m < k; m++) { mean += coefficients[pBase + t * k + m] * score(m); }
    sync();
    for (var m = lane; m < k; m += W) {
      let dS = coefficients[pBase + t * k + m] * (score(m) - mean);
      coefficients[pBase + (T + t) * k + m] = dS;
      setScore(m, dS${spherical ? ' * inverseNorm(m)' : ''});
    }
    sync();
    for (var i = lane; i < d; i += W) {
      let x = states[now + i];
      var sum = 0.0;
      for (var m = 0u; m < k; m++) { sum += score(m) * ${spherical ? 'memories[memoryBase + m * d + i]' : '(x - memories[memoryBase + m * d + i])'}; }
      ${spherical ? 'states[gBase + i] += uniforms.beta * sum;' : 'states[gBase + i] -= states[uNow + i] + 2.0 * uniforms.beta * sum;'}
    }
    sync();`;
}

/** Log-sum-ReLU, whose memberships are constant but at the rims of balls: dS = 0, and a step that no ball pulls on is the identity. */
const backwardInBalls = (layout: WorkgroupLayout): string => `
    uNow = uBase + t * d;
    var held = 0.0;
    for (var m = 0u; m < k; m++) { held = max(held, coefficients[pBase + t * k + m]); }
    let pulled = select(0.0, uniforms.stepSize, held > 0.0);
    for (var i = lane; i < d; i += W) {
      let u = pulled * states[gBase + i]${layout.masked ? ' * hidden[hiddenBase + i]' : ''};
      states[uNow + i] = u;
      states[gBase + i] -= u;
    }`;

function code(layout: WorkgroupLayout, source: GradientSource['kind'], filled: boolean): string {
  const spherical = layout.similarity === 'spherical';
  const finish = spherical
    ? `var along = 0.0;
  var square = 0.0;
  for (var i = lane; i < d; i += W) { along += states[gBase + i] * states[stateBase + i]; square += points[pointBase + i] * points[pointBase + i]; }
  along = total(lane, along);
  let inverse = inverseLength(total(lane, square));
  for (var i = lane; i < d; i += W) { pointGradient[pointBase + i] = (states[gBase + i] - along * states[stateBase + i]) * inverse; }`
    : 'for (var i = lane; i < d; i += W) { pointGradient[pointBase + i] = states[gBase + i]; }';
  return `
var<private> memoryBase: u32;
var<private> pointBase: u32;
var<private> hiddenBase: u32;
var<private> weightBase: u32;
var<private> scoreBase: u32;
var<private> stateBase: u32;
var<private> now: u32;
var<private> uNow: u32;
${cooperation(layout, 'coefficients')}
${innerProducts('similarities', 'states[now + i]', spherical ? 'x * r' : '(x - r) * (x - r)')}
${innerProducts('pulls', 'states[uNow + i]', 'x * r')}
${membershipsWgsl(layout)}
${spherical ? inverseNorms : ''}
@compute @workgroup_size(${layout.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = groupIndex(group, groups);
  if (place >= uniforms.runs * uniforms.count) { return; }
  let d = uniforms.d;
  let k = uniforms.k;
  let T = uniforms.steps;
  let run = place / uniforms.count;
  let point = run * uniforms.n + uniforms.first + place % uniforms.count;
  memoryBase = run * k * d;
  pointBase = ${source === 'given' ? 'point' : 'u32(rows[point])'} * d;
  hiddenBase = (point % uniforms.hiddenPoints) * d;
  weightBase = run * k;
  stateBase = place * uniforms.statesLength;
  let uBase = stateBase + (T + 1u) * d;
  let gBase = uBase + T * d;
  let pBase = place * uniforms.coefficientsLength;
  scoreBase = pBase + 2u * T * k + T + 1u;
  ${load(layout, source, filled)}
  for (var t = 0u; t < T; t++) {
    now = stateBase + t * d;
    ${forwardStep(layout)}
  }
  ${lossGradient(layout, source)}
  storageBarrier();
  for (var back = 0u; back < T; back++) {
    let t = T - 1u - back;
    now = stateBase + t * d;
    ${backwardStep(layout)}
  }
  ${source === 'given' ? finish : ''}
}
`;
}

/** Records the sweep. */
export function sweep(
  backend: WebGPUBackend,
  { shape, attributes, memories, hidden, logWeights, source, first, count, states, coefficients }: Sweep,
): void {
  const { runs, n, k, d } = shape;
  const { steps } = attributes;
  const layout = layoutFor(backend, shape, attributes);
  const filled = source.kind === 'rows' && source.fill !== null && hidden !== null;
  const storage: Storage[] = [
    { name: 'memories', tensor: memories, access: 'read' },
    { name: 'states', tensor: states, access: 'read_write' },
    { name: 'coefficients', tensor: coefficients, access: 'read_write' },
  ];
  if (hidden) storage.push({ name: 'hidden', tensor: hidden, access: 'read' });
  if (logWeights) storage.push({ name: 'logWeights', tensor: logWeights, access: 'read' });
  if (source.kind === 'given')
    storage.push(
      { name: 'points', tensor: source.points, access: 'read' },
      { name: 'gradient', tensor: source.gradient, access: 'read' },
      { name: 'pointGradient', tensor: source.pointGradient, access: 'read_write' },
    );
  else {
    storage.push({ name: 'data', tensor: source.data, access: 'read' }, { name: 'rows', tensor: source.rows, access: 'read', type: 'i32' });
    if (filled && source.fill) storage.push({ name: 'fill', tensor: source.fill, access: 'read' });
  }
  run(backend, {
    key: `sweep ${source.kind} ${filled ? 'filled' : ''} ${layoutKey(layout)}`,
    code: () => code(layout, source.kind, filled),
    storage,
    uniforms: [
      { name: 'runs', type: 'u32', value: runs },
      { name: 'n', type: 'u32', value: n },
      { name: 'k', type: 'u32', value: k },
      { name: 'd', type: 'u32', value: d },
      { name: 'steps', type: 'u32', value: steps },
      { name: 'hiddenPoints', type: 'u32', value: hidden ? (hidden.shape[0] ?? 1) * n : 1 },
      { name: 'first', type: 'u32', value: first },
      { name: 'count', type: 'u32', value: count },
      { name: 'statesLength', type: 'u32', value: statesLength(steps, d) },
      { name: 'coefficientsLength', type: 'u32', value: coefficientsLength(steps, k, layout) },
      { name: 'beta', type: 'f32', value: attributes.beta },
      { name: 'stepSize', type: 'f32', value: attributes.stepSize },
      { name: 'scale', type: 'f32', value: source.kind === 'rows' ? source.scale : 0 },
    ],
    workgroups: runs * count,
  });
}
