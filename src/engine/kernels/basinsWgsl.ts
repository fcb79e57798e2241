/**
 * Basins of attraction on a plane, on the GPU: a thread a place, nothing of TensorFlow.js. The model should be one that was reduced to the
 * span of plane and memories (core/map/subspace.ts), where the answers are the same; up to 16 dimensions a point is in a thread's own
 * memory, beyond that in a buffer.
 */
import type { AssociativeMemory } from '../../core/memory/model';
import type { Plane } from '../../core/map/plane';
import type { BasinGrid } from '../../core/map/grid';

export interface BasinRequest {
  model: AssociativeMemory;
  /** In the model's d dimensions. */
  plane: Plane;
  width: number;
  height: number;
  /** s at the left and right edges. */
  xDomain: readonly [number, number];
  /** t at the edges of the first and the last row. */
  yDomain: readonly [number, number];
}

/** Dimensions that a thread's own memory is made for; more go to a buffer. */
const ownDimensions = [2, 4, 8, 16] as const;
const lanes = 64;
/** The buffer of points and steps takes no more bytes than this: a larger picture is drawn in strips. */
const largestScratch = 64 * 2 ** 20;

function code(capacity: number, spherical: boolean): string {
  const v = (i: string) => (capacity > 0 ? `v[${i}]` : `scratch[${i} * places + place]`);
  const next = (i: string) => (capacity > 0 ? `next[${i}]` : `scratch[(d + ${i}) * places + place]`);
  const score = spherical ? 's += x * r;' : 's += (x - r) * (x - r);';
  return `
struct Uniforms { width: u32, places: u32, first: u32, k: u32, d: u32, steps: u32, beta: f32, stepSize: f32, s0: f32, ds: f32, t0: f32, dt: f32 }
// plane: origin, e1, e2, d numbers each. memories: k × d, then log weights, k.
@group(0) @binding(0) var<storage, read> plane: array<f32>;
@group(0) @binding(1) var<storage, read> memories: array<f32>;
@group(0) @binding(2) var<storage, read_write> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> energies: array<f32>;
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
${capacity > 0 ? `var<private> v: array<f32, ${capacity}>; var<private> next: array<f32, ${capacity}>;` : '@group(0) @binding(5) var<storage, read_write> scratch: array<f32>;'}

@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = (group.y * groups.x + group.x) * ${lanes}u + lane;
  let places = uniforms.places;
  if (place >= places) { return; }
  let d = uniforms.d;
  let k = uniforms.k;
  let cell = uniforms.first + place;
  let s = uniforms.s0 + (f32(cell % uniforms.width) + 0.5) * uniforms.ds;
  let t = uniforms.t0 + (f32(cell / uniforms.width) + 0.5) * uniforms.dt;
  for (var i = 0u; i < d; i++) { ${v('i')} = plane[i] + s * plane[d + i] + t * plane[2u * d + i]; }
  ${spherical ? normalise(v('i')) : ''}
  var cellOfStart = 0u;
  for (var step = 0u; step <= uniforms.steps; step++) {
    // One pass over the memories: the sums of a softmax, rescaled whenever a larger score turns up.
    var top = -3.0e38;
    var sum = 0.0;
    var nearest = 0u;
    var closest = 3.0e38;
    for (var i = 0u; i < d; i++) { ${next('i')} = 0.0; }
    for (var m = 0u; m < k; m++) {
      var s = 0.0;
      for (var i = 0u; i < d; i++) { let x = ${v('i')}; let r = memories[m * d + i]; ${score} }
      ${spherical ? 's = -s;' : ''}
      if (s < closest) { closest = s; nearest = m; }
      let z = memories[k * d + m] - uniforms.beta * s;
      if (z > top) {
        let shrink = exp(top - z);
        sum *= shrink;
        for (var i = 0u; i < d; i++) { ${next('i')} *= shrink; }
        top = z;
      }
      let p = exp(z - top);
      sum += p;
      for (var i = 0u; i < d; i++) { ${next('i')} += p * ${spherical ? 'memories[m * d + i]' : `(memories[m * d + i] - ${v('i')})`}; }
    }
    if (step == 0u) {
      cellOfStart = nearest;
      energies[place] = -(top + log(sum)) / uniforms.beta;
    }
    if (step == uniforms.steps) { labels[place] = nearest | (cellOfStart << 16u); break; }
    for (var i = 0u; i < d; i++) { ${v('i')} += uniforms.stepSize * ${next('i')} / sum; }
    ${spherical ? normalise(v('i')) : ''}
  }
}
`;
}

const normalise = (entry: string): string => `{
    var square = 0.0;
    for (var i = 0u; i < d; i++) { square += ${entry} * ${entry}; }
    let inverse = select(1.0, inverseSqrt(square), square > 0.0);
    for (var i = 0u; i < d; i++) { ${entry} *= inverse; }
  }`;

/** ρ (ρ̃ on the sphere), then log ε, in float32. */
function packMemories({ memories, k, d, similarity, logWeights }: AssociativeMemory): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(k * d + k);
  packed.set(memories);
  if (logWeights) packed.set(logWeights, k * d);
  if (similarity === 'spherical')
    for (let mu = 0; mu < k; mu++) {
      const length = Math.hypot(...memories.subarray(mu * d, (mu + 1) * d)) || 1;
      for (let i = mu * d; i < (mu + 1) * d; i++) packed[i] /= length;
    }
  return packed;
}

/** Draws on a device that is the caller's, one picture at a time. `destroy` frees its buffers, not the device. */
export class GpuBasins {
  private readonly pipelines = new Map<string, GPUComputePipeline>();
  private readonly buffers = new Map<string, GPUBuffer>();
  private drawing: Promise<unknown> = Promise.resolve();

  private constructor(private readonly device: GPUDevice) {}

  static create(device: GPUDevice): GpuBasins {
    return new GpuBasins(device);
  }

  /**
   * The picture, rows from yDomain[0] on. Throws RangeError where model and plane do not fit together, and rejects when the device is lost.
   */
  compute(request: BasinRequest): Promise<BasinGrid> {
    const picture = this.drawing.then(() => this.draw(request));
    // The next picture waits for this one, whether or not it succeeds; who asked for it hears of a failure.
    this.drawing = picture.then(
      () => undefined,
      () => undefined,
    );
    return picture;
  }

  destroy(): void {
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
  }

  private async draw({ model, plane, width, height, xDomain, yDomain }: BasinRequest): Promise<BasinGrid> {
    const { k, d, beta, steps, stepSize } = model;
    if (plane.origin.length !== d) throw new RangeError(`A plane in ${plane.origin.length} dimensions holds no points of ${d} features.`);
    if (k > 65_536) throw new RangeError(`Labels of 16 bits do not name ${k} memories.`);
    const capacity = ownDimensions.find((size) => d <= size) ?? 0;
    const pipeline = this.pipeline(capacity, model.similarity === 'spherical');
    const { limits } = this.device;
    const most = Math.min(largestScratch, limits.maxStorageBufferBindingSize) / 4;
    const strip = Math.max(1, Math.min(width * height, Math.floor(capacity > 0 ? most : most / (2 * d))));

    const planeBuffer = this.filled('plane', Float32Array.from([...plane.origin, ...plane.e1, ...plane.e2]), GPUBufferUsage.STORAGE);
    const memoryBuffer = this.filled('memories', packMemories(model), GPUBufferUsage.STORAGE);
    const labelBuffer = this.buffer('labels', 4 * strip, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const energyBuffer = this.buffer('energies', 4 * strip, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const readable = this.buffer('readable', 8 * strip, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const scratch = capacity > 0 ? null : this.buffer('scratch', 8 * d * strip, GPUBufferUsage.STORAGE);

    const grid: BasinGrid = {
      labels: new Uint16Array(width * height),
      nearest: new Uint16Array(width * height),
      energy: new Float32Array(width * height),
    };
    for (let first = 0; first < width * height; first += strip) {
      const places = Math.min(strip, width * height - first);
      const numbers = new ArrayBuffer(48);
      new Uint32Array(numbers).set([width, places, first, k, d, steps]);
      new Float32Array(numbers, 24).set([
        beta,
        stepSize,
        xDomain[0],
        (xDomain[1] - xDomain[0]) / width,
        yDomain[0],
        (yDomain[1] - yDomain[0]) / height,
      ]);
      const uniforms = this.filled('uniforms', new Float32Array(numbers), GPUBufferUsage.UNIFORM);
      const bound = [planeBuffer, memoryBuffer, labelBuffer, energyBuffer, uniforms, ...(scratch ? [scratch] : [])];
      const encoder = this.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        this.device.createBindGroup({
          layout: pipeline.getBindGroupLayout(0),
          entries: bound.map((buffer, binding) => ({ binding, resource: { buffer } })),
        }),
      );
      const groups = Math.ceil(places / lanes);
      const across = Math.min(groups, limits.maxComputeWorkgroupsPerDimension);
      pass.dispatchWorkgroups(across, Math.ceil(groups / across));
      pass.end();
      encoder.copyBufferToBuffer(labelBuffer, 0, readable, 0, 4 * places);
      encoder.copyBufferToBuffer(energyBuffer, 0, readable, 4 * places, 4 * places);
      this.device.queue.submit([encoder.finish()]);
      await readable.mapAsync(GPUMapMode.READ, 0, 8 * places);
      const range = readable.getMappedRange(0, 8 * places);
      const pairs = new Uint16Array(range, 0, 2 * places);
      for (let i = 0; i < places; i++) {
        grid.labels[first + i] = pairs[2 * i];
        grid.nearest[first + i] = pairs[2 * i + 1];
      }
      grid.energy.set(new Float32Array(range, 4 * places, places), first);
      readable.unmap();
    }
    return grid;
  }

  private pipeline(capacity: number, spherical: boolean): GPUComputePipeline {
    const key = `basins ${capacity} ${spherical ? 'spherical' : 'euclidean'}`;
    let pipeline = this.pipelines.get(key);
    if (!pipeline) {
      const module = this.device.createShaderModule({ code: code(capacity, spherical), label: key });
      pipeline = this.device.createComputePipeline({ compute: { module, entryPoint: 'main' }, label: key, layout: 'auto' });
      this.pipelines.set(key, pipeline);
    }
    return pipeline;
  }

  /** The buffer of that name, made anew where it has another size. */
  private buffer(name: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const known = this.buffers.get(name);
    if (known?.size === size) return known;
    known?.destroy();
    const made = this.device.createBuffer({ size, usage, label: name });
    this.buffers.set(name, made);
    return made;
  }

  private filled(name: string, values: Float32Array<ArrayBuffer>, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.buffer(name, values.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }
}
