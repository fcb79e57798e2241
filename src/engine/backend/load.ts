/** Loads TensorFlow.js and one of its backends, with our kernels; and what there is to know of the device under it. */
import {
  findBackend,
  findBackendFactory,
  getBackend,
  memory,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerKernels } from '../kernels/register';
import type { BackendName } from '../protocol';

const load: Record<BackendName, () => Promise<unknown>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: async () => (await import('./wasm')).prepareWasm(),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

/** The part of TF.js's WebGL backend that is needed here. */
interface WebglBackend {
  gpgpu: { gl: WebGL2RenderingContext };
}

const webgpuDevice = (): GPUDevice => (findBackend('webgpu') as WebGPUBackend).device;
const webglContext = (): WebGL2RenderingContext => (findBackend('webgl') as unknown as WebglBackend).gpgpu.gl;

/** Makes a backend TensorFlow.js's current one, loading it where needed. Returns whether it came up. */
export async function activate(name: BackendName): Promise<boolean> {
  // First, for TensorFlow.js may have made the backend current by itself.
  registerKernels(name);
  if (getBackend() === name) return true;
  try {
    await load[name]();
  } catch (error) {
    // Its script could not be fetched, say. The page tells that the next backend stands in; why is for the console.
    console.warn(error);
    return false;
  }
  if (!(await setBackend(name))) return false;
  await ready();
  return getBackend() === name;
}

/** Resolves, with what the browser says of it, when the current device is lost; never for a backend that has none. */
export function whenLost(name: BackendName): Promise<string> {
  if (name === 'webgpu') return webgpuDevice().lost.then(({ message }) => message);
  if (name === 'webgl')
    return new Promise((resolve) =>
      webglContext().canvas.addEventListener('webglcontextlost', () => resolve('The WebGL context was lost.'), { once: true }),
    );
  return new Promise(() => {});
}

/** Resolves to true if the current device still answers. The browser may report a loss seconds later. */
export async function answers(name: BackendName): Promise<boolean> {
  if (name === 'webgl') return !webglContext().isContextLost();
  if (name !== 'webgpu') return true;
  const device = webgpuDevice();
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    await buffer.mapAsync(GPUMapMode.READ);
    return true;
  } catch {
    // The error is the answer: a lost device cannot be read.
    return false;
  } finally {
    buffer.destroy();
  }
}

/** Loses the device on purpose. Nothing where the backend has none. */
export function destroyDevice(name: BackendName): void {
  if (name === 'webgpu') webgpuDevice().destroy();
  if (name === 'webgl') webglContext().getExtension('WEBGL_lose_context')?.loseContext();
}

/** Takes a dead backend from TensorFlow.js, tensors and all, but leaves it able to make another. */
export function bury(name: BackendName): void {
  const factory = findBackendFactory(name);
  removeBackend(name);
  registerBackend(name, factory, name === 'webgpu' ? 3 : 2);
}

export function memoryInUse(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = memory();
  return { tensors: numTensors, bytes: numBytes };
}
