import { letPageGo } from '../../../core/work/courtesy';
import type { Floats } from '../../../core/algebra/floats';
import { learnedLength, learnedParts, type Head, type TypedHead } from '../../../methods/head';
import type { Architecture, Parameters } from '../architecture';
import type { DeepNetwork, NetworkState, StepRates } from '../network';
import { TypedHalf, TrainedArrays } from './half';
import type { Kernels } from './kernels';
import { Slots, type Slot } from './slots';

export interface TypedNetworkContext<Live> {
  readonly architecture: Architecture;
  /** n × d, scaled; read, never changed. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  /** Most rows of a step. Inference goes so many points at a time. */
  readonly batchSize: number;
  readonly head: Head<Live>;
  /** The network's own: it disposes of them. */
  readonly kernels: Kernels;
}

/** The arrays and stages of a network: what it takes of memory is what this takes. */
export class Assembly<Live> {
  readonly encoder: TypedHalf;
  readonly decoder: TypedHalf;
  readonly head: TypedHead<Live>;
  /** The learned arrays of the head, one after another. */
  readonly learned: TrainedArrays;
  /** Points of the batch, batchSize × d. */
  readonly batch: Floats;
  /** What the decoder reads where that is not the codes, batchSize × m. */
  readonly decoderInput: Floats;
  /** ∂L/∂d(z), ∂L/∂z and ∂L/∂e(x), z being what the decoder reads. */
  readonly outputSlot: Slot;
  readonly inputSlot: Slot;
  readonly codeSlot: Slot;

  constructor({ d, m, encoder, decoder }: Architecture, k: number, batchSize: number, kernels: Kernels, head: Head<Live>) {
    const array = (length: number) => kernels.array(length);
    const slots = new Slots();
    this.encoder = new TypedHalf(encoder, batchSize, kernels, slots, array, letPageGo);
    this.decoder = new TypedHalf(decoder, batchSize, kernels, slots, array, letPageGo);
    const learns = head.learns({ k, m });
    this.learned = new TrainedArrays(learnedLength(learns), array);
    this.batch = array(batchSize * d);
    this.decoderInput = array(batchSize * m);
    this.head = head.make({ k, m, batchSize, learned: learnedParts(learns, this.learned), decoderInput: this.decoderInput });
    this.outputSlot = slots.take(batchSize * d);
    this.inputSlot = this.decoder.plan(this.outputSlot, true)!;
    this.codeSlot = slots.take(batchSize * m);
    slots.release(this.inputSlot);
    this.encoder.plan(this.codeSlot, false);
    slots.fill(array);
  }
}

/** A deep network on typed arrays: the CPU path, without TensorFlow.js. Every call is done when it returns. */
export class TypedNetwork<Live> implements DeepNetwork<Live> {
  private readonly parts: Assembly<Live>;
  private total = 0;
  private steps = 0;

  /** All of its memory is taken here; throws EngineError "too-large" where the kernels have not so much. */
  constructor(private readonly context: TypedNetworkContext<Live>) {
    const { architecture, k, batchSize, kernels, head } = context;
    this.parts = new Assembly(architecture, k, batchSize, kernels, head);
  }

  get encoder(): TrainedArrays {
    return this.parts.encoder;
  }

  get decoder(): TrainedArrays {
    return this.parts.decoder;
  }

  get memory(): TrainedArrays {
    return this.parts.learned;
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

  train(rows: Uint32Array, live: Live, rates: StepRates): void {
    this.add(this.differentiate(rows, live));
    this.encoder.update(this.context.kernels, rates.encoder);
    if (this.parts.head.reconstruction(live) > 0) this.decoder.update(this.context.kernels, rates.decoder);
    this.memory.update(this.context.kernels, rates.memories);
  }

  /**
   * The loss of one step, the head's own and its share of mean (x − d(z))², or with `live` null mean (x − d(e(x)))², and its gradients in `encoder`,
   * `decoder` and, with `live`, `memory`. Moving statistics follow the batch. Throws RangeError where there are no rows, or more than a batch.
   */
  differentiate(rows: Uint32Array, live: Live | null): number {
    const { m } = this.context.architecture;
    const { encoder, head, batch, inputSlot, codeSlot } = this.parts;
    const count = rows.length;
    const { batchSize } = this.context;
    if (count === 0 || count > batchSize) throw new RangeError(`A step takes 1 to ${batchSize} points, not ${count}.`);
    for (let i = 0; i < count; i++) this.load(rows[i], 1, i);
    const codes = encoder.forward(batch, count, true);
    let loss: number;
    if (live === null) {
      loss = this.reconstruct(codes, count, 1);
      codeSlot.array.set(inputSlot.array.subarray(0, count * m));
    } else {
      const step = { rows, count, live };
      const made = head.forward(step, codes);
      const weight = head.reconstruction(live);
      loss = made.loss;
      if (weight > 0) loss += this.reconstruct(made.decoderInput, count, weight);
      else inputSlot.array.fill(0, 0, count * m);
      head.backward(step, codes, inputSlot.array, codeSlot.array);
    }
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

  /** `weight` · mean (x − d(input))², and the way back to ∂L/∂input in the slot of the decoder's input. */
  private reconstruct(input: Floats, count: number, weight: number): number {
    const { d } = this.context.architecture;
    const { decoder, batch, outputSlot } = this.parts;
    const scale = weight / (count * d);
    const loss = scale * this.context.kernels.error(count, d, decoder.forward(input, count, true), batch, 2 * scale, outputSlot.array);
    decoder.backward(count);
    return loss;
  }

  /** Points from … from + count − 1 into the batch, from row `to`. */
  private load(from: number, count: number, to: number): void {
    const { d } = this.context.architecture;
    this.parts.batch.set(this.context.points.subarray(from * d, (from + count) * d), to * d);
  }

  private decoded(codes: Float32Array, first: number, count: number): Floats {
    const { m } = this.context.architecture;
    this.parts.decoderInput.set(codes.subarray(first * m, (first + count) * m));
    return this.parts.decoder.forward(this.parts.decoderInput, count, false);
  }

  private inBatches(count: number, visit: (first: number, some: number) => void): void {
    const { batchSize } = this.context;
    for (let first = 0; first < count; first += batchSize) visit(first, Math.min(batchSize, count - first));
  }
}
