import { checkCount } from './exact';
import type { NeighbourGraph } from './graph';
import { Kept } from './kept';
import { lanes, neighboursCode } from './wgsl';

export interface GpuNeighbourOptions {
  signal?: AbortSignal;
  /** 0 … 1. */
  onProgress?: (fraction: number) => void;
}

/** Neighbours kept on the device take no more bytes than this: more points are looked after in turns. */
const mostKept = 64 * 2 ** 20;
/**
 * A submission is to take about so many milliseconds: long enough to be worth it, short enough for a driver's watchdog and for whoever
 * draws meanwhile.
 */
const shortest = 15;
const longest = 50;
/** Pairs times dimensions of the first submission. */
const firstWork = 2e7;

/**
 * The k nearest of a set's own points as `exactNeighbours` finds them, but for the rounding of squares to float32, on a device that is the
 * caller's: the farther of two that differ by less than that may come first. Frees its buffers, not the device.
 *
 * @param points n × d. @param k at most n − 1.
 * Throws RangeError where there are not so many neighbours, a number is not finite, or the device holds no buffer of that size; the
 * signal's reason once that is aborted; Error where the device is lost or has no memory.
 */
export async function gpuNeighbours(
  device: GPUDevice,
  points: Float32Array,
  n: number,
  d: number,
  k: number,
  { signal, onProgress }: GpuNeighbourOptions = {},
): Promise<NeighbourGraph> {
  checkCount(k, n - 1, n);
  signal?.throwIfAborted();
  if (k === 0) return { n, k, indices: new Uint32Array(0), distances: new Float32Array(0) };
  const quads = Math.ceil(d / 4);
  const { packed, scale } = pack(points, n, d, quads);
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const largest = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  if (packed.byteLength > largest || 8 * k * lanes > largest) throw new RangeError(`The GPU holds no ${n} points of ${d} numbers.`);
  const most = Math.min(n, Math.floor(Math.min(mostKept, largest) / (8 * k)));

  const buffers: GPUBuffer[] = [];
  const buffer = (size: number, usage: GPUBufferUsageFlags): GPUBuffer => {
    const made = device.createBuffer({ size, usage });
    buffers.push(made);
    return made;
  };
  const { settle, forget } = settling(device, signal);
  try {
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const set = buffer(packed.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    const heap = buffer(8 * k * most, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const readable = buffer(8 * k * most, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const uniforms = buffer(32, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    const pipeline = pipelineOf(device, quads);
    const bound = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [set, heap, uniforms].map((entry, binding) => ({ binding, resource: { buffer: entry } })),
    });
    device.queue.writeBuffer(set, 0, packed);
    const [invalid, memory] = await settle(Promise.all([device.popErrorScope(), device.popErrorScope()]));
    if (memory ?? invalid) pipelines.delete(device);
    if (memory ?? invalid) throw new Error(`The GPU cannot look for neighbours: ${(memory ?? invalid)!.message}`);

    const kept = new Kept(n, k);
    let chunk = Math.max(lanes, Math.ceil(firstWork / (most * d)));
    for (let firstRow = 0; firstRow < n; firstRow += most) {
      const rows = Math.min(most, n - firstRow);
      for (let begin = 0; begin < n;) {
        const end = Math.min(n, begin + chunk);
        device.queue.writeBuffer(uniforms, 0, Uint32Array.of(n, rows, firstRow, k, begin, end, begin === 0 ? 1 : 0));
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bound);
        pass.dispatchWorkgroups(Math.ceil(rows / lanes));
        pass.end();
        const began = performance.now();
        device.queue.submit([encoder.finish()]);
        await settle(device.queue.onSubmittedWorkDone());
        const took = performance.now() - began;
        if (took < shortest) chunk *= 2;
        else if (took > longest) chunk = Math.max(lanes, chunk >> 1);
        begin = end;
        onProgress?.((firstRow * n + begin * rows) / (n * n));
      }
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(heap, 0, readable, 0, 8 * k * rows);
      device.queue.submit([encoder.finish()]);
      await settle(readable.mapAsync(GPUMapMode.READ, 0, 8 * k * rows));
      unpack(readable.getMappedRange(0, 8 * k * rows), kept, firstRow, rows, scale);
      readable.unmap();
    }
    const sorting = kept.graph();
    for (;;) {
      const { done, value } = sorting.next();
      if (done) return value;
      await settle(new Promise((resolve) => setTimeout(resolve)));
    }
  } finally {
    forget();
    for (const made of buffers) made.destroy();
  }
}

const pipelines = new WeakMap<GPUDevice, Map<number, GPUComputePipeline>>();

/** A software driver takes a second to compile one. */
function pipelineOf(device: GPUDevice, quads: number): GPUComputePipeline {
  const known = pipelines.get(device) ?? new Map<number, GPUComputePipeline>();
  pipelines.set(device, known);
  let pipeline = known.get(quads);
  if (!pipeline) {
    const label = `neighbours of ${quads} vec4`;
    const module = device.createShaderModule({ code: neighboursCode(quads), label });
    pipeline = device.createComputePipeline({ compute: { module, entryPoint: 'main' }, layout: 'auto', label });
    known.set(quads, pipeline);
  }
  return pipeline;
}

/** Waits for the device, unless the signal is aborted or the device lost meanwhile. */
function settling(
  device: GPUDevice,
  signal: AbortSignal | undefined,
): { settle: <T>(promise: Promise<T>) => Promise<T>; forget: () => void } {
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // It may fail while nobody waits.
  failed.catch(() => {});
  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  void device.lost.then(({ message }) => fail(new Error(`The GPU was lost while it looked for neighbours. ${message}`.trim())));
  return {
    settle: (promise) => Promise.race([promise, failed]),
    forget: () => signal?.removeEventListener('abort', abort),
  };
}

/** The points as vec4s, times a power of two that takes the largest to about 1, so that squares are float32. */
function pack(points: Float32Array, n: number, d: number, quads: number): { packed: Float32Array<ArrayBuffer>; scale: number } {
  let largest = 0;
  for (let at = 0; at < n * d; at++) {
    const size = Math.abs(points[at]);
    if (!(size < Infinity)) throw new RangeError(`Point ${Math.floor(at / d) + 1} has a number that is not finite.`);
    if (size > largest) largest = size;
  }
  const scale = largest > 0 ? 2 ** -Math.round(Math.log2(largest)) : 1;
  const packed = new Float32Array(4 * quads * n);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0, to = 4 * quads * i; f < d; f++) packed[to++] = points[at++] * scale;
  return { packed, scale };
}

/** From slot by slot to point by point. Each point's is a heap already. */
function unpack(bytes: ArrayBuffer, { squares, indices, k }: Kept, firstRow: number, rows: number, scale: number): void {
  const values = new Float32Array(bytes);
  const words = new Uint32Array(bytes);
  for (let slot = 0, at = 0; slot < k; slot++) {
    for (let row = 0, to = firstRow * k + slot; row < rows; row++, at += 2, to += k) {
      squares[to] = values[at] / scale / scale;
      indices[to] = words[at + 1];
    }
  }
}
