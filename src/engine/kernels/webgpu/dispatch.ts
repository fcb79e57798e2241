/**
 * Runs a compute shader of ours inside TensorFlow.js's own command stream, so that it is ordered with TF.js's operations and submitted with
 * them. TF.js's program interface gives a shader one output; ours need several, hence this. It relies on a few members of the backend that
 * its types call private; the version is pinned.
 */
import { env } from '@tensorflow/tfjs-core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** One number of the uniform block; the order is that of the shader's struct. */
export interface Uniform {
  name: string;
  type: 'u32' | 'f32';
  value: number;
}

export interface Dispatch {
  /** Names the compiled shader: two dispatches with equal keys must have equal code. */
  key: string;
  /** WGSL after the declarations of the bindings, with an entry point `main`. */
  code: () => string;
  /** Storage buffers, in binding order. */
  storage: readonly Storage[];
  uniforms: readonly Uniform[];
  /** The number of workgroups, spread over x and y where x alone does not reach. `groupIndex(wid, num)` in the shader undoes it. */
  workgroups: number;
}

export interface Storage {
  name: string;
  tensor: TensorInfo;
  access: 'read' | 'read_write';
  /** Element type of the array in the shader. */
  type?: 'f32' | 'i32';
}

/** The members of the backend's recording state that its types hide. */
interface Recorder {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  makeUniforms(values: { type: string; data: number[] }[]): GPUBufferBinding;
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
let dispatched = 0;

/** The number of dispatches of our kernels recorded so far; for tests and measurements. */
export const dispatchCount = (): number => dispatched;

function declarations({ storage, uniforms }: Dispatch): string {
  const buffers = storage.map(
    ({ name, access, type = 'f32' }, index) => `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${type}>;`,
  );
  return `
struct Uniforms { ${uniforms.map(({ name, type }) => `${name}: ${type}`).join(', ')} }
${buffers.join('\n')}
@group(0) @binding(${storage.length}) var<uniform> uniforms: Uniforms;
fn groupIndex(group: vec3u, groups: vec3u) -> u32 { return group.y * groups.x + group.x; }
`;
}

function pipelineFor(device: GPUDevice, dispatch: Dispatch): GPUComputePipeline {
  let compiled = pipelines.get(device);
  if (!compiled) pipelines.set(device, (compiled = new Map()));
  let pipeline = compiled.get(dispatch.key);
  if (!pipeline) {
    const module = device.createShaderModule({ code: declarations(dispatch) + dispatch.code(), label: dispatch.key });
    pipeline = device.createComputePipeline({ compute: { module, entryPoint: 'main' }, label: dispatch.key, layout: 'auto' });
    compiled.set(dispatch.key, pipeline);
  }
  return pipeline;
}

/** A new tensor on the device; its contents are whatever the shader writes. */
export function allocate(backend: WebGPUBackend, shape: number[], dtype: DataType = 'float32'): TensorInfo {
  return backend.makeTensorInfo(shape, dtype);
}

/** Records the dispatch. TF.js submits the pass when it is long enough or when something is read. */
export function run(backend: WebGPUBackend, dispatch: Dispatch): void {
  if (dispatch.workgroups === 0) return;
  const recorder = backend as unknown as Recorder;
  const buffers = dispatch.storage.map(({ tensor }): GPUBufferBinding => {
    backend.uploadToGPU(tensor.dataId);
    return { buffer: backend.tensorMap.get(tensor.dataId).resource as GPUBuffer };
  });
  const pipeline = pipelineFor(backend.device, dispatch);
  const uniforms = recorder.makeUniforms(
    dispatch.uniforms.map(({ type, value }) => ({ type: type === 'f32' ? 'float32' : 'uint32', data: [value] })),
  );
  const bindGroup = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...buffers, uniforms].map((resource, binding) => ({ binding, resource })),
  });
  // A buffer disposed of before the submission must not be handed to somebody else until then.
  for (const { tensor } of dispatch.storage) recorder.commandQueueOwnedIds.add(tensor.dataId);
  backend.ensureCommandEncoderReady();
  if (!recorder.computePassEncoder) recorder.computePassEncoder = recorder.commandEncoder?.beginComputePass() ?? null;
  const pass = recorder.computePassEncoder;
  if (!pass) throw new Error('The WebGPU backend did not open a command encoder.');
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  const x = Math.min(dispatch.workgroups, backend.device.limits.maxComputeWorkgroupsPerDimension);
  pass.dispatchWorkgroups(x, Math.ceil(dispatch.workgroups / x));
  recorder.dispatchCountInPass++;
  dispatched++;
  if (recorder.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}
