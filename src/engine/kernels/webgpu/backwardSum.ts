/**
 * The second half of the recursion's backward pass on WebGPU: sums over the points what `sweep` left, without atomics, so that the same
 * numbers come out every time. A workgroup has 8 memories and `columns` entries of one run; its lanes split the points, and are folded at
 * the end.
 *   Euclidean  ∂L/∂ρ_μ = Σ p_μ u + 2β dS_μ (v − ρ_μ), of log-sum-ReLU Σ p_μ u
 *   spherical  ∂L/∂ρ̃_μ = Σ p_μ u + β dS_μ v, which `project` takes to ∂L/∂ρ_μ = (∂ρ̃ − ⟨∂ρ̃, ρ̃⟩ρ̃)/‖ρ‖
 * and ∂L/∂log ε_μ = Σ dS_μ, and the sum of the points' losses.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Energy, Similarity } from '../../../core/memory/model';
import type { RecursionAttributes, RecursionShape } from '../recursion';
import { cooperation, layoutFor, layoutKey, workgroupTile } from './workgroup';
import { run } from './dispatch';
import type { Storage, WebGPUBackend } from './dispatch';
import { coefficientsLength, statesLength } from './backwardPoints';

export interface Gather {
  shape: RecursionShape;
  attributes: RecursionAttributes;
  memories: TensorInfo;
  states: TensorInfo;
  coefficients: TensorInfo;
  /** Points a run in `states` and `coefficients`. */
  count: number;
  /** Add to what the outputs hold. */
  accumulate: boolean;
  /** [R, k, d]. */
  memoryGradient: TensorInfo;
  /** [R, k], or null where there are no weights. */
  weightGradient: TensorInfo | null;
  /** [R] each: the loss so far, and that plus this batch's. Null for a gradient without CLAM's loss. */
  loss: { before: TensorInfo; after: TensorInfo } | null;
}

const lanes = 256;

interface Form {
  similarity: Similarity;
  energy: Energy | null;
  columns: number;
  accumulate: boolean;
  weights: boolean;
  loss: boolean;
}

function code({ similarity, energy, columns, accumulate, weights, loss }: Form): string {
  const splits = lanes / columns;
  const each = (line: (m: number) => string) => Array.from({ length: workgroupTile }, (_, m) => line(m)).join('\n');
  const turn = (m: number) => (similarity === 'euclidean' ? `2.0 * uniforms.beta * dS * (v - r${m})` : 'uniforms.beta * dS * v');
  const term = (m: number) =>
    energy === 'lsr'
      ? `sum${m} += coefficients[pNow + ${m}u] * u;`
      : `let dS = coefficients[sNow + ${m}u]; sum${m} += coefficients[pNow + ${m}u] * u + ${turn(m)};`;
  const add = (target: string, value: string) => `${target} = ${accumulate ? `${target} + ` : ''}${value};`;
  return `
var<workgroup> partial: array<f32, ${lanes * workgroupTile}>;

@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let d = uniforms.d;
  let k = uniforms.k;
  let T = uniforms.steps;
  let place = groupIndex(group, groups);
  let across = (d + ${columns - 1}u) / ${columns}u;
  let down = (k + ${workgroupTile - 1}u) / ${workgroupTile}u;
  if (place >= uniforms.runs * across * down) { return; }
  let run = place / (across * down);
  let first = ((place / across) % down) * ${workgroupTile}u;
  let count = min(${workgroupTile}u, k - first);
  let strip = place % across;
  let column = lane % ${columns}u;
  let i = min(strip * ${columns}u + column, d - 1u);
  let row = (run * k + first) * d + i;
  ${each((m) => `var sum${m} = 0.0; let r${m} = memories[row + min(${m}u, count - 1u) * d];`)}
  for (var b = lane / ${columns}u; b < uniforms.count; b += ${splits}u) {
    let point = run * uniforms.count + b;
    let vBase = point * uniforms.statesLength + i;
    let uBase = vBase + (T + 1u) * d;
    let pBase = point * uniforms.coefficientsLength + first;
    for (var t = 0u; t < T; t++) {
      let v = states[vBase + t * d];
      let u = states[uBase + t * d];
      let pNow = pBase + t * k;
      let sNow = pNow + T * k;
      ${each((m) => `${m ? `if (count > ${m}u) ` : ''}{ ${term(m)} }`)}
    }
  }
  ${each((m) => `partial[${m * lanes}u + lane] = sum${m};`)}
  workgroupBarrier();
  for (var o = lane; o < count * ${columns}u; o += ${lanes}u) {
    let m = o / ${columns}u;
    let c = o % ${columns}u;
    if (strip * ${columns}u + c < d) {
      var sum = 0.0;
      for (var s = 0u; s < ${splits}u; s++) { sum += partial[m * ${lanes}u + s * ${columns}u + c]; }
      ${add(`memoryGradient[(run * k + first + m) * d + strip * ${columns}u + c]`, 'sum')}
    }
  }
  ${
    weights
      ? `if (strip == 0u) {
    workgroupBarrier();
    ${each((m) => `sum${m} = 0.0;`)}
    for (var q = lane; q < uniforms.count * T; q += ${lanes}u) {
      let sBase = (run * uniforms.count + q / T) * uniforms.coefficientsLength + (T + q % T) * k + first;
      ${each((m) => `${m ? `if (count > ${m}u) ` : ''}{ sum${m} += coefficients[sBase + ${m}u]; }`)}
    }
    ${each((m) => `partial[${m * lanes}u + lane] = sum${m};`)}
    workgroupBarrier();
    if (lane < count) {
      var sum = 0.0;
      for (var q = 0u; q < ${lanes}u; q++) { sum += partial[lane * ${lanes}u + q]; }
      ${add('weightGradient[run * k + first + lane]', 'sum')}
    }
  }`
      : ''
  }
  ${
    loss
      ? `if (strip == 0u && first == 0u) {
    workgroupBarrier();
    var sum = 0.0;
    for (var b = lane; b < uniforms.count; b += ${lanes}u) {
      sum += coefficients[(run * uniforms.count + b) * uniforms.coefficientsLength + 2u * T * k + T];
    }
    partial[lane] = sum;
    workgroupBarrier();
    if (lane == 0u) {
      sum = 0.0;
      for (var q = 0u; q < ${lanes}u; q++) { sum += partial[q]; }
      lossAfter[run] = ${accumulate ? 'lossAfter' : 'lossBefore'}[run] + sum;
    }
  }`
      : ''
  }
}
`;
}

/** Records the sum over points. */
export function sumOverPoints(backend: WebGPUBackend, args: Gather): void {
  const { shape, attributes, memories, states, coefficients, count, accumulate, memoryGradient, weightGradient, loss } = args;
  const { runs, k, d } = shape;
  let columns = 1;
  while (columns < 32 && columns < d) columns *= 2;
  const { similarity, energy = null } = attributes;
  const form: Form = { similarity, energy, columns, accumulate, weights: weightGradient !== null, loss: loss !== null };
  const storage: Storage[] = [
    { name: 'memories', tensor: memories, access: 'read' },
    { name: 'states', tensor: states, access: 'read' },
    { name: 'coefficients', tensor: coefficients, access: 'read' },
    { name: 'memoryGradient', tensor: memoryGradient, access: 'read_write' },
  ];
  if (weightGradient) storage.push({ name: 'weightGradient', tensor: weightGradient, access: 'read_write' });
  if (loss) {
    if (!accumulate) storage.push({ name: 'lossBefore', tensor: loss.before, access: 'read' });
    storage.push({ name: 'lossAfter', tensor: loss.after, access: 'read_write' });
  }
  run(backend, {
    key: `gather ${Object.values(form).join()}`,
    code: () => code(form),
    storage,
    uniforms: [
      { name: 'runs', type: 'u32', value: runs },
      { name: 'count', type: 'u32', value: count },
      { name: 'k', type: 'u32', value: k },
      { name: 'd', type: 'u32', value: d },
      { name: 'steps', type: 'u32', value: attributes.steps },
      { name: 'statesLength', type: 'u32', value: statesLength(attributes.steps, d) },
      { name: 'coefficientsLength', type: 'u32', value: coefficientsLength(attributes.steps, k, layoutFor(backend, shape, attributes)) },
      { name: 'beta', type: 'f32', value: attributes.beta },
    ],
    workgroups: runs * Math.ceil(k / workgroupTile) * Math.ceil(d / columns),
  });
}

/** On the sphere: ∂L/∂ρ̃ → ∂L/∂ρ in place, a workgroup a memory. */
export function projectToSphere(
  backend: WebGPUBackend,
  shape: RecursionShape,
  attributes: RecursionAttributes,
  memories: TensorInfo,
  memoryGradient: TensorInfo,
): void {
  const layout = layoutFor(backend, { d: shape.d, k: 1 }, attributes);
  run(backend, {
    key: `project ${layoutKey(layout)}`,
    code: () => `
var<private> scoreBase: u32;
${cooperation(layout, 'scores')}
@compute @workgroup_size(${layout.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = groupIndex(group, groups);
  if (place >= uniforms.rows) { return; }
  let d = uniforms.d;
  let row = place * d;
  var square = 0.0;
  var along = 0.0;
  for (var i = lane; i < d; i += W) {
    let r = memories[row + i];
    square += r * r;
    along += r * memoryGradient[row + i];
  }
  let inverse = inverseLength(total(lane, square));
  along = total(lane, along) * inverse * inverse;
  for (var i = lane; i < d; i += W) { memoryGradient[row + i] = (memoryGradient[row + i] - along * memories[row + i]) * inverse; }
}
`,
    storage: [
      { name: 'memories', tensor: memories, access: 'read' },
      { name: 'memoryGradient', tensor: memoryGradient, access: 'read_write' },
    ],
    uniforms: [
      { name: 'rows', type: 'u32', value: shape.runs * shape.k },
      { name: 'd', type: 'u32', value: shape.d },
    ],
    workgroups: shape.runs * shape.k,
  });
}
