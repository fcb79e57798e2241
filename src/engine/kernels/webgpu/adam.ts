/** AdamUpdate on WebGPU: one dispatch, a lane an entry. */
import { util } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { adamArguments, adamUpdate } from '../adam';
import { allocate, run } from './dispatch';
import type { WebGPUBackend } from './dispatch';

const lanes = 64;

const code = `
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = groupIndex(group, groups) * ${lanes}u + lane;
  if (i >= uniforms.size) { return; }
  let g = gradient[i];
  let m = uniforms.beta1 * mean[i] + (1.0 - uniforms.beta1) * g;
  let s = uniforms.beta2 * square[i] + uniforms.rest2 * g * g;
  nextMean[i] = m;
  nextSquare[i] = s;
  next[i] = parameter[i] - rates[i / uniforms.each] * uniforms.correction * m / (sqrt(s) + uniforms.epsilon);
}
`;

export const webgpuAdam: KernelConfig = {
  kernelName: adamUpdate,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend: anyBackend, attrs }): TensorInfo[] => {
    const backend = anyBackend as WebGPUBackend;
    const { parameter, mean, square, gradient, rates, attributes, correction } = adamArguments(inputs, attrs);
    const size = util.sizeFromShape(parameter.shape);
    const outputs = [allocate(backend, parameter.shape), allocate(backend, parameter.shape), allocate(backend, parameter.shape)] as const;
    run(backend, {
      key: 'adam',
      code: () => code,
      storage: [
        { name: 'parameter', tensor: parameter, access: 'read' },
        { name: 'mean', tensor: mean, access: 'read' },
        { name: 'square', tensor: square, access: 'read' },
        { name: 'gradient', tensor: gradient, access: 'read' },
        { name: 'rates', tensor: rates, access: 'read' },
        { name: 'next', tensor: outputs[0], access: 'read_write' },
        { name: 'nextMean', tensor: outputs[1], access: 'read_write' },
        { name: 'nextSquare', tensor: outputs[2], access: 'read_write' },
      ],
      uniforms: [
        { name: 'size', type: 'u32', value: size },
        { name: 'each', type: 'u32', value: size / (parameter.shape[0] ?? 1) },
        { name: 'beta1', type: 'f32', value: attributes.beta1 },
        { name: 'beta2', type: 'f32', value: attributes.beta2 },
        // 1 − 0.999 in float32 would be off by 1e-5 of itself.
        { name: 'rest2', type: 'f32', value: 1 - attributes.beta2 },
        { name: 'epsilon', type: 'f32', value: attributes.epsilon },
        { name: 'correction', type: 'f32', value: correction },
      ],
      workgroups: Math.ceil(size / lanes),
    });
    return [...outputs];
  },
};
