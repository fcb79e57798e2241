import { letPageGo } from '../../../core/work/courtesy';
import type { Architecture, Parameters } from '../architecture';
import type { DeepNetwork, NetworkState, StepRates, Slide } from '../network';
import { Attraction } from './attraction';
import { TypedHalf, TrainedArrays } from './half';
import type { Floats } from '../../../core/algebra/floats';
import type { Kernels } from './kernels';
import { Slots, type Slot } from './slots';

export interface TypedNetworkContext {
  readonly architecture: Architecture;
  /** n × d, scaled; read, never changed. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  /** Most rows of a step. Inference goes so many points at a time. */
  readonly batchSize: number;
  /** The network's own: it disposes of them. */
  readonly kernels: Kernels;
}

/** The arrays and stages of a network: what it takes of memory is what this takes. */
export class Assembly {
  readonly encoder: TypedHalf;
  readonly decoder: TypedHalf;
  /** ρ, k × m. */
  readonly memories: TrainedArrays;
  /** Points of the batch, batchSize × d. */
  readonly batch: Floats;
  /** Between the halves, batchSize × m. */
  readonly moved: Floats;
  /** ∂L/∂d(z), ∂L/∂A(e(x)) and ∂L/∂e(x). */
  readonly outputSlot: Slot;
  readonly movedSlot: Slot;
  readonly codeSlot: Slot;

  constructor({ d, m, encoder, decoder }: Architecture, k: number, batchSize: number, kernels: Kernels) {
    const array = (length: number) => kernels.array(length);
    const slots = new Slots();
    this.encoder = new TypedHalf(encoder, batchSize, kernels, slots, array, letPageGo);
    this.decoder = new TypedHalf(decoder, batchSize, kernels, slots, array, letPageGo);
    this.memories = new TrainedArrays(k * m, array);
    this.batch = array(batchSize * d);
    this.moved = array(batchSize * m);
    this.outputSlot = slots.take(batchSize * d);
    this.movedSlot = this.decoder.plan(this.outputSlot, true)!;
    this.codeSlot = slots.take(batchSize * m);
    slots.release(this.movedSlot);
    this.encoder.plan(this.codeSlot, false);
    slots.fill(array);
  }
}

/** DCLAM's network on typed arrays: the CPU path, without TensorFlow.js. Every call is done when it returns. */
export class TypedNetwork implements DeepNetwork {
  private readonly parts: Assembly;
  private readonly attraction: Attraction;
  private total = 0;
  private steps = 0;

  /** All of its memory is taken here; throws EngineError "too-large" where the kernels have not so much. */
  constructor(private readonly context: TypedNetworkContext) {
    const { architecture, k, batchSize, kernels } = context;
    this.parts = new Assembly(architecture, k, batchSize, kernels);
    this.attraction = new Attraction(k, architecture.m);
  }

  get encoder(): TrainedArrays {
    return this.parts.encoder;
  }

  get decoder(): TrainedArrays {
    return this.parts.decoder;
  }

  get memory(): TrainedArrays {
    return this.parts.memories;
  }

  beginEpoch(): void {
    this.total = 0;
    this.steps = 0;
  }

  pretrain(rows: Uint32Array, learningRate: number): void {
    this.add(this.differentiate(rows, null));
    this.encoder.update(this.context.kernels, learningRate);
    this.decoder.update(this.context.kernels, learningRate);
  }

  train(rows: Uint32Array, slide: Slide, rates: StepRates): void {
    this.add(this.differentiate(rows, slide));
    this.encoder.update(this.context.kernels, rates.encoder);
    this.decoder.update(this.context.kernels, rates.decoder);
    this.memory.update(this.context.kernels, rates.memories);
  }

  /**
   * The loss of one step, mean (x − d(A(e(x))))² or without a slide mean (x − d(e(x)))², and its gradients in `encoder`, `decoder` and,
   * with a slide, `memory`. Moving statistics follow the batch. Throws RangeError where there are no rows, or more than a batch.
   */
  differentiate(rows: Uint32Array, slide: Slide | null): number {
    const { d, m } = this.context.architecture;
    const { kernels, batchSize } = this.context;
    const { encoder, decoder, memories, batch, moved, outputSlot, movedSlot, codeSlot } = this.parts;
    const count = rows.length;
    if (count === 0 || count > batchSize) throw new RangeError(`A step takes 1 to ${batchSize} points, not ${count}.`);
    for (let i = 0; i < count; i++) this.load(rows[i], 1, i);
    const codes = encoder.forward(batch, count, true);
    if (slide) this.attraction.forward(slide, memories.values, codes, count, moved);
    const output = decoder.forward(slide ? moved : codes, count, true);
    const scale = 1 / (count * d);
    const loss = scale * kernels.error(count, d, output, batch, 2 * scale, outputSlot.array);
    decoder.backward(count);
    if (slide) this.attraction.backward(slide, memories.values, codes, count, movedSlot.array, codeSlot.array, memories.gradient);
    else codeSlot.array.set(movedSlot.array.subarray(0, count * m));
    encoder.backward(count);
    return loss;
  }

  loss(): number {
    return this.steps ? this.total / this.steps : Number.NaN;
  }

  encode(from: number, count: number): Float32Array {
    const { m } = this.context.architecture;
    const codes = new Float32Array(count * m);
    this.inBatches(count, (first, some) => {
      this.load(from + first, some, 0);
      codes.set(this.parts.encoder.forward(this.parts.batch, some, false).subarray(0, some * m), first * m);
    });
    return codes;
  }

  decode(codes: Float32Array, count: number): Float32Array {
    const { d } = this.context.architecture;
    const pictures = new Float32Array(count * d);
    this.inBatches(count, (first, some) => pictures.set(this.decoded(codes, first, some).subarray(0, some * d), first * d));
    return pictures;
  }

  squaredError(codes: Float32Array, from: number, count: number): number {
    const { d } = this.context.architecture;
    let sum = 0;
    this.inBatches(count, (first, some) => {
      this.load(from + first, some, 0);
      sum += this.context.kernels.error(some, d, this.decoded(codes, first, some), this.parts.batch, 1, null);
    });
    return sum;
  }

  memories(): Float32Array {
    return Float32Array.from(this.memory.values);
  }

  setMemories(memories: Float32Array): void {
    this.memory.set(memories, this.memory.moments());
  }

  setParameters({ encoder, decoder }: Parameters): void {
    this.encoder.set(encoder, null);
    this.decoder.set(decoder, null);
  }

  parameters(): Parameters {
    return { encoder: Float32Array.from(this.encoder.values), decoder: Float32Array.from(this.decoder.values) };
  }

  save(): NetworkState {
    const { encoder, decoder, memory } = this;
    return {
      ...this.parameters(),
      memories: this.memories(),
      optimisers: { encoder: encoder.moments(), decoder: decoder.moments(), memories: memory.moments() },
    };
  }

  restore({ encoder, decoder, memories, optimisers }: NetworkState): void {
    this.encoder.set(encoder, optimisers.encoder);
    this.decoder.set(decoder, optimisers.decoder);
    this.memory.set(memories, optimisers.memories);
  }

  dispose(): void {
    this.context.kernels.dispose();
  }

  private add(loss: number): void {
    this.total += loss;
    this.steps++;
  }

  /** Points from … from + count − 1 into the batch, from row `to`. */
  private load(from: number, count: number, to: number): void {
    const { d } = this.context.architecture;
    this.parts.batch.set(this.context.points.subarray(from * d, (from + count) * d), to * d);
  }

  private decoded(codes: Float32Array, first: number, count: number): Floats {
    const { m } = this.context.architecture;
    this.parts.moved.set(codes.subarray(first * m, (first + count) * m));
    return this.parts.decoder.forward(this.parts.moved, count, false);
  }

  private inBatches(count: number, visit: (first: number, some: number) => void): void {
    const { batchSize } = this.context;
    for (let first = 0; first < count; first += batchSize) visit(first, Math.min(batchSize, count - first));
  }
}
