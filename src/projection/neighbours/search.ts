import type { Random } from '../../core/algebra/random';
import type { Pacer } from '../pacer';
import type { WorkProgress } from '../work';
import { findNeighbours } from './find';
import type { NeighbourGraph } from './graph';
import { gpuNeighbours } from './webgpu';

/** The GPU that may be used: none, one of hardware, or any (a software one is slower than the CPU, but tests have no other). */
export type GpuUse = 'none' | 'hardware' | 'any';

/** Multiplications below which the CPU is done before a GPU has begun. */
const worthGpu = 2e8;

/** Finds neighbours on the GPU where there is one, else on the CPU. */
export class NeighbourFinder {
  private device: Promise<GPUDevice | null> | null = null;

  constructor(private use: GpuUse) {}

  async find(
    points: Float32Array,
    n: number,
    d: number,
    k: number,
    random: Random,
    pacer: Pacer,
    signal: AbortSignal,
    tell: (progress: WorkProgress) => void,
  ): Promise<NeighbourGraph> {
    const device = this.use === 'any' || n * n * d > worthGpu ? await (this.device ??= this.open()) : null;
    if (device) {
      try {
        return await gpuNeighbours(device, points, n, d, k, {
          signal,
          onProgress: (fraction) => tell({ stage: 'Finding neighbours', fraction }),
        });
      } catch (error) {
        if (signal.aborted) throw error;
        // A device that is lost, or has too little memory, is not used again: the CPU finds the same neighbours.
        this.use = 'none';
        this.device = Promise.resolve(null);
      }
    }
    return pacer.drive(findNeighbours({ points, n, d, k, random }), signal, tell);
  }

  private async open(): Promise<GPUDevice | null> {
    if (this.use === 'none') return null;
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter || (this.use === 'hardware' && isSoftware(adapter.info))) return null;
    return adapter.requestDevice().catch(() => null);
  }
}

const isSoftware = ({ architecture, description, isFallbackAdapter }: GPUAdapterInfo): boolean =>
  isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(`${architecture} ${description}`);
