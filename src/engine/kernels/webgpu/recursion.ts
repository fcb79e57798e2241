/** AssociativeRecursion on WebGPU: all T steps in one dispatch, a workgroup a (run, point). */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { associativeRecursion, recursionArguments, recursionShape } from '../recursion';
import { cooperation, innerProducts, inverseNorms, layoutFor, layoutKey, membershipsWgsl, workgroupBytes } from './workgroup';
import type { WorkgroupLayout } from './workgroup';
import { allocate, run } from './dispatch';
import type { Storage, WebGPUBackend } from './dispatch';

/** v lives in workgroup memory where it fits beside the rest (`capacity` entries), else in the output itself. */
function code(layout: WorkgroupLayout, capacity: number): string {
  const { similarity, masked } = layout;
  const spherical = similarity === 'spherical';
  const v = capacity > 0 ? (i: string) => `v[${i}]` : (i: string) => `result[pointBase + ${i}]`;
  const moved = masked ? ' * hidden[hiddenBase + i]' : '';
  return `
var<private> memoryBase: u32;
var<private> pointBase: u32;
var<private> hiddenBase: u32;
var<private> weightBase: u32;
var<private> scoreBase: u32;
${capacity > 0 ? `var<workgroup> v: array<f32, ${capacity}>;` : ''}
${cooperation(layout, 'scores')}
${innerProducts('similarities', v('i'), spherical ? 'x * r' : '(x - r) * (x - r)')}
${membershipsWgsl(layout)}
${spherical ? inverseNorms : ''}
@compute @workgroup_size(${layout.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let point = groupIndex(group, groups);
  if (point >= uniforms.runs * uniforms.n) { return; }
  let d = uniforms.d;
  let run = point / uniforms.n;
  memoryBase = run * uniforms.k * d;
  pointBase = point * d;
  hiddenBase = (point % uniforms.hiddenPoints) * d;
  weightBase = run * uniforms.k;
  scoreBase = point * 2u * uniforms.k;
  ${spherical ? 'var own = 0.0;' : ''}
  for (var i = lane; i < d; i += W) {
    let x = points[pointBase + i];
    ${v('i')} = x;
    ${spherical ? 'own += x * x;' : ''}
  }
  ${
    spherical
      ? `let start = inverseLength(total(lane, own));
  for (var i = lane; i < d; i += W) { ${v('i')} = ${v('i')} * start; }
  inverseNorms(lane);`
      : ''
  }
  for (var t = 0u; t < uniforms.steps; t++) {
    similarities(lane);
    memberships(lane);
    ${spherical ? 'var square = 0.0;' : ''}
    for (var i = lane; i < d; i += W) {
      let x = ${v('i')};
      var pull = 0.0;
      for (var m = 0u; m < uniforms.k; m++) {
        let r = memories[memoryBase + m * d + i];
        pull += score(m) * ${spherical ? 'inverseNorm(m) * r' : '(r - x)'};
      }
      let w = x + uniforms.stepSize * pull${moved};
      ${v('i')} = w;
      ${spherical ? 'square += w * w;' : ''}
    }
    ${
      spherical
        ? `let scale = inverseLength(total(lane, square));
    for (var i = lane; i < d; i += W) { ${v('i')} = ${v('i')} * scale; }`
        : 'sync();'
    }
  }
  ${capacity > 0 ? 'for (var i = lane; i < d; i += W) { result[pointBase + i] = v[i]; }' : ''}
}
`;
}

export const webgpuRecursion: KernelConfig = {
  kernelName: associativeRecursion,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend: anyBackend, attrs }): TensorInfo => {
    const backend = anyBackend as WebGPUBackend;
    const { points, memories, hidden, logWeights, attributes } = recursionArguments(inputs, attrs);
    const { runs, n, k, d } = recursionShape(points, memories, hidden, logWeights);
    const layout = layoutFor(backend, { d, k }, attributes);
    const room = Math.floor((backend.device.limits.maxComputeWorkgroupStorageSize - workgroupBytes(layout)) / 4);
    let capacity = 64;
    while (capacity < d) capacity *= 2;
    if (capacity > room) capacity = d <= room ? room : 0;

    const result = allocate(backend, [runs, n, d]);
    const scores = layout.sharedScores ? null : allocate(backend, [runs * n, 2 * k]);
    const storage: Storage[] = [
      { name: 'points', tensor: points, access: 'read' },
      { name: 'memories', tensor: memories, access: 'read' },
      { name: 'result', tensor: result, access: 'read_write' },
    ];
    if (hidden) storage.push({ name: 'hidden', tensor: hidden, access: 'read' });
    if (logWeights) storage.push({ name: 'logWeights', tensor: logWeights, access: 'read' });
    if (scores) storage.push({ name: 'scores', tensor: scores, access: 'read_write' });
    run(backend, {
      key: `recursion ${layoutKey(layout)} ${capacity}`,
      code: () => code(layout, capacity),
      storage,
      uniforms: [
        { name: 'runs', type: 'u32', value: runs },
        { name: 'n', type: 'u32', value: n },
        { name: 'k', type: 'u32', value: k },
        { name: 'd', type: 'u32', value: d },
        { name: 'steps', type: 'u32', value: attributes.steps },
        { name: 'hiddenPoints', type: 'u32', value: hidden ? (hidden.shape[0] ?? 1) * n : 1 },
        { name: 'beta', type: 'f32', value: attributes.beta },
        { name: 'stepSize', type: 'f32', value: attributes.stepSize },
      ],
      workgroups: runs * n,
    });
    if (scores) backend.disposeData(scores.dataId);
    return result;
  },
};
