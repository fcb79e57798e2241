import { slopes, type Activation } from '../../layers';
import type { Floats } from '../../../../core/algebra/floats';
import type { Geometry, Kernels, NormArrays } from '../kernels';
import type { HelperThreads } from './helperThreads';
import { scratchBytes, type Exports, type Operation } from './operations';

/** The first page holds geometries; scratch follows. */
const page = 65_536;
const geometryBytes = 44;
export const align = (bytes: number) => Math.ceil(bytes / 16) * 16;

const slope = (activation: Activation) => slopes[activation];
const at = (array: Floats | null) => array?.byteOffset ?? 0;

/** Multiplications, about, below which an operation is not worth sharing out. */
const worthSharing = 50_000;

export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  /** Other threads that work in the same memory; null where there are none. */
  readonly helpers: HelperThreads | null;
}

/** Bytes of memory beside the arrays. @param widest most channels of any picture. */
export const groundBytes = (threads: number, batchSize: number, widest: number): number =>
  page + threads * scratchBytes + align(8 * batchSize) + align(4 * widest);

/**
 * WebAssembly with four numbers at a time, in a memory of its own where all arrays live: nothing is copied in or out of it between
 * operations.
 */
export class WasmKernels implements Kernels {
  private readonly geometries = new Map<Geometry, number>();
  private readonly sums: Float64Array;
  private readonly zeros: number;
  private free: number;

  /** The memory is as large as `groundBytes` and the arrays ask for. */
  constructor(
    private readonly ground: KernelMemory,
    batchSize: number,
    widest: number,
  ) {
    this.free = page + (ground.helpers?.threads ?? 1) * scratchBytes;
    this.sums = new Float64Array(ground.memory.buffer, this.free, batchSize);
    this.free += align(8 * batchSize);
    this.zeros = this.free;
    this.free += align(4 * widest);
  }

  array(length: number): Floats {
    const array = new Float32Array(this.ground.memory.buffer, this.free, length);
    this.free += align(4 * length);
    return array;
  }

  correlate(
    geometry: Geometry,
    count: number,
    large: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    small: Floats,
  ): void {
    this.run(
      products(geometry, count),
      'correlate',
      this.place(geometry),
      count,
      at(large),
      at(weights),
      at(bias),
      slope(activation),
      at(small),
    );
  }

  spread(
    geometry: Geometry,
    count: number,
    small: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    large: Floats,
  ): void {
    this.run(
      products(geometry, count),
      'spread',
      this.place(geometry),
      count,
      at(small),
      at(weights),
      at(bias),
      slope(activation),
      at(large),
    );
  }

  weightGradient(geometry: Geometry, count: number, large: Floats, small: Floats, gradient: Floats): void {
    this.run(products(geometry, count), 'weightGradient', this.place(geometry), count, at(large), at(small), at(gradient));
  }

  columnSums(rows: number, columns: number, from: Floats, sums: Floats): void {
    this.run(rows * columns, 'columnSums', rows, columns, at(from), at(sums));
  }

  gate(activation: Activation, length: number, output: Floats, gradient: Floats): void {
    if (activation !== 'linear') this.run(length, 'gate', length, at(output), at(gradient), slope(activation));
  }

  add(activation: Activation, length: number, a: Floats, b: Floats, sum: Floats): void {
    this.run(length, 'add', length, at(a), at(b), at(sum), slope(activation));
  }

  normaliseBatch(
    { channels, gamma, beta }: NormArrays,
    rows: number,
    activation: Activation,
    x: Floats,
    y: Floats,
    mean: Floats,
    variance: Floats,
  ): void {
    this.run(
      4 * rows * channels,
      'normalise',
      1,
      rows,
      channels,
      at(gamma),
      at(beta),
      slope(activation),
      at(x),
      at(y),
      at(mean),
      at(variance),
    );
  }

  normalise(
    { channels, gamma, beta }: NormArrays,
    rows: number,
    activation: Activation,
    x: Floats,
    y: Floats,
    mean: Floats,
    variance: Floats,
  ): void {
    this.run(
      2 * rows * channels,
      'normalise',
      0,
      rows,
      channels,
      at(gamma),
      at(beta),
      slope(activation),
      at(x),
      at(y),
      at(mean),
      at(variance),
    );
  }

  normaliseBack(
    { channels, gamma }: NormArrays,
    rows: number,
    x: Floats,
    gradient: Floats,
    mean: Floats,
    variance: Floats,
    gammaGradient: Floats,
    betaGradient: Floats,
  ): void {
    this.run(
      4 * rows * channels,
      'normaliseBack',
      rows,
      channels,
      at(gamma),
      at(x),
      at(gradient),
      at(mean),
      at(variance),
      at(gammaGradient),
      at(betaGradient),
    );
  }

  error(count: number, d: number, output: Floats, target: Floats, scale: number, gradient: Floats | null): number {
    this.run(count * d, 'error', count, d, at(output), at(target), scale, at(gradient), this.sums.byteOffset);
    let total = 0;
    for (let i = 0; i < count; i++) total += this.sums[i];
    return total;
  }

  adam(length: number, parameters: Floats, gradient: Floats, first: Floats, second: Floats, rate: number, epsilon: number): void {
    this.run(8 * length, 'adam', length, at(parameters), at(gradient), at(first), at(second), rate, epsilon);
  }

  dispose(): void {
    this.ground.helpers?.leave();
  }

  private run(work: number, operation: Operation, ...numbers: number[]): void {
    const { exports, helpers } = this.ground;
    if (helpers && work > worthSharing) helpers.run(work, exports, operation, page, numbers);
    else exports[operation](0, 1, page, ...numbers);
  }

  /** Where the geometry stands in memory, as products.ts reads it. */
  private place(geometry: Geometry): number {
    let place = this.geometries.get(geometry);
    if (place === undefined) {
      // Address 0 stands for nothing.
      place = 16 + this.geometries.size * geometryBytes;
      if (place + geometryBytes > page) throw new RangeError('A network has no more than 1,489 layers with weights.');
      const { large, small, size, stride, before } = geometry;
      new Uint32Array(this.ground.memory.buffer, place, geometryBytes / 4).set([...large, ...small, size, stride, ...before, this.zeros]);
      this.geometries.set(geometry, place);
    }
    return place;
  }
}

const products = ({ small, large, size }: Geometry, count: number) => count * small[0] * small[1] * small[2] * size * size * large[2];
