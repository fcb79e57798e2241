import { letPageGo } from '../../../core/work/courtesy';
import type { Floats } from '../../../core/algebra/floats';
import { defaultOptimiser, type Optimiser } from '../../../core/optimise/optimiser';
import { learnedLength, learnedParts, learnedRange, namedArrays, outputOf } from '../../../methods/head';
import type { Head, HeadArrays, HeadOutput, LearnedShape, TypedHead } from '../../../methods/head';
import type { Architecture, Parameters } from '../architecture';
import { KeptArrays } from '../keptArrays';
import { shapeLength } from '../layers';
import type { DeepNetwork, NetworkState, StepRates, TrainingStep } from '../network';
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
  readonly learns: readonly LearnedShape[];
  /** The learned arrays of the head, one after another. */
  readonly learned: TrainedArrays;
  readonly output: HeadOutput;
  /** Points of the batch, batchSize × d. */
  readonly batch: Floats;
  /** What the decoder reads where that is not the codes, batchSize × m. */
  readonly decoderInput: Floats;
  /** ∂L/∂d(z), ∂L/∂z and ∂L/∂ of the encoder's output, z being what the decoder reads. */
  readonly pictureSlot: Slot;
  readonly inputSlot: Slot;
  readonly outputSlot: Slot;

  constructor({ d, m, encoder, decoder }: Architecture, k: number, batchSize: number, kernels: Kernels, head: Head<Live>) {
    const array = (length: number) => kernels.array(length);
    const slots = new Slots();
    this.encoder = new TypedHalf(encoder, batchSize, kernels, slots, array, letPageGo);
    this.decoder = new TypedHalf(decoder, batchSize, kernels, slots, array, letPageGo);
    this.learns = head.learns({ k, m });
    this.learned = new TrainedArrays(learnedLength(this.learns), array);
    this.output = outputOf(head, m);
    const { width } = this.output;
    const given = shapeLength(encoder[encoder.length - 1].output);
    if (given !== width) throw new RangeError(`The head takes ${width} numbers of the encoder, which gives ${given}.`);
    this.batch = array(batchSize * d);
    this.decoderInput = array(batchSize * m);
    this.head = head.make({ k, m, batchSize, learned: learnedParts(this.learns, this.learned), decoderInput: this.decoderInput });
    this.pictureSlot = slots.take(batchSize * d);
    this.inputSlot = this.decoder.plan(this.pictureSlot, true)!;
    this.outputSlot = slots.take(batchSize * width);
    slots.release(this.inputSlot);
    this.encoder.plan(this.outputSlot, false);
    slots.fill(array);
  }
}

/** A deep network on typed arrays: the CPU path, without TensorFlow.js. Every call is done when it returns. */
export class TypedNetwork<Live> implements DeepNetwork<Live> {
  private readonly parts: Assembly<Live>;
  private readonly keptArrays: KeptArrays;
  private optimiser = defaultOptimiser;
  private total = 0;
  private steps = 0;

  /** All of its memory is taken here; throws EngineError "too-large" where the kernels have not so much. */
  constructor(private readonly context: TypedNetworkContext<Live>) {
    const { architecture, n, k, batchSize, kernels, head } = context;
    this.parts = new Assembly(architecture, k, batchSize, kernels, head);
    this.keptArrays = new KeptArrays(head.keeps?.({ k, m: architecture.m }) ?? [], n, k);
  }

  get encoder(): TrainedArrays {
    return this.parts.encoder;
  }

  get decoder(): TrainedArrays {
    return this.parts.decoder;
  }

  /** The learned arrays of the head, one after another. */
  get learned(): TrainedArrays {
    return this.parts.learned;
  }

  beginEpoch(): void {
    this.total = 0;
    this.steps = 0;
    for (const one of [this.encoder, this.decoder, this.learned]) one.forgetMean();
  }

  pretrain(rows: Uint32Array, learningRate: number): void {
    this.train({ rows, live: null }, { encoder: learningRate, decoder: learningRate, head: null });
  }

  train(step: TrainingStep<Live>, rates: StepRates): void {
    const { kernels } = this.context;
    this.total += this.differentiate(step, rates.encoder !== null);
    this.steps++;
    if (rates.encoder !== null) this.encoder.update(kernels, rates.encoder);
    if (rates.decoder !== null && this.weight(step) > 0) this.decoder.update(kernels, rates.decoder);
    if (rates.head !== null && step.live !== null) this.learned.update(kernels, rates.head);
  }

  setOptimiser(optimiser: Optimiser): void {
    this.optimiser = optimiser;
    for (const one of [this.encoder, this.decoder, this.learned]) one.setOptimiser(optimiser);
  }

  /**
   * The loss of one step, with its gradients in `encoder` (where `toEncoder` says so), `decoder` and `learned`, as far as it depends on
   * them. Moving statistics follow the batch. Throws RangeError where there are no rows, or more than a batch.
   */
  differentiate(step: TrainingStep<Live>, toEncoder = true): number {
    const { m } = this.context.architecture;
    const { encoder, head, batch, inputSlot, outputSlot } = this.parts;
    const { rows, live } = step;
    const count = rows.length;
    const { batchSize } = this.context;
    if (count === 0 || count > batchSize) throw new RangeError(`A step takes 1 to ${batchSize} points, not ${count}.`);
    this.loadRows(rows);
    const output = encoder.forward(batch, count, true);
    const weight = this.weight(step);
    let loss: number;
    if (live === null) {
      loss = this.reconstruct(this.codesIn(output, count), count, weight);
      this.fromCodes(inputSlot.array, count, outputSlot.array);
    } else {
      const kept = Object.fromEntries(this.keptArrays.batch(rows).map(({ name, values }) => [name, values]));
      const taken = { rows, count, live, kept, noise: step.noise ?? null };
      const made = head.forward(taken, output);
      loss = made.loss;
      if (weight > 0) loss += this.reconstruct(made.decoderInput, count, weight);
      else inputSlot.array.fill(0, 0, count * m);
      head.backward(taken, output, inputSlot.array, outputSlot.array);
    }
    if (toEncoder) encoder.backward(count);
    return loss;
  }

  loss(): number {
    return this.steps ? this.total / this.steps : Number.NaN;
  }

  encode(from: number, count: number): Float32Array {
    return this.encoded(count, (first, some) => this.load(from + first, some, 0));
  }

  outputs(from: number, count: number): Float32Array {
    const { width } = this.parts.output;
    const outputs = new Float32Array(count * width);
    this.inBatches(count, (first, some) => {
      this.load(from + first, some, 0);
      outputs.set(this.parts.encoder.forward(this.parts.batch, some, false).subarray(0, some * width), first * width);
    });
    return outputs;
  }

  encodeRows(rows: Uint32Array): Float32Array {
    return this.encoded(rows.length, (first, some) => this.loadRows(rows.subarray(first, first + some)));
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

  addToMean(): void {
    for (const one of [this.encoder, this.decoder, this.learned]) one.addToMean();
  }

  takeMean(): void {
    for (const one of [this.encoder, this.decoder, this.learned]) one.takeMean();
  }

  head(): HeadArrays {
    const { learns, learned } = this.parts;
    return { ...namedArrays(learns, learned.values), ...this.keptArrays.copies() };
  }

  kept(): HeadArrays {
    return this.keptArrays.all;
  }

  setHead(arrays: HeadArrays, moments: 'kept' | 'anew' = 'kept'): void {
    const { learns, learned } = this.parts;
    for (const [name, values] of Object.entries(arrays)) {
      if (this.keptArrays.set(name, values)) continue;
      const [start, end] = learnedRange(learns, name, values.length);
      learned.values.set(values, start);
      if (moments === 'anew') learned.forget(start, end);
    }
  }

  setParameters({ encoder, decoder }: Parameters): void {
    this.encoder.set(encoder, null);
    this.decoder.set(decoder, null);
  }

  parameters(): Parameters {
    return { encoder: Float32Array.from(this.encoder.values), decoder: Float32Array.from(this.decoder.values) };
  }

  save(): NetworkState {
    const { encoder, decoder, learned, optimiser } = this;
    return {
      ...this.parameters(),
      head: this.head(),
      optimiser,
      optimisers: { encoder: encoder.moments(), decoder: decoder.moments(), head: learned.moments() },
    };
  }

  restore({ encoder, decoder, head, optimiser, optimisers }: NetworkState): void {
    this.setOptimiser(optimiser);
    this.setHead(head);
    this.encoder.set(encoder, optimisers.encoder);
    this.decoder.set(decoder, optimisers.decoder);
    this.learned.set(Float32Array.from(this.learned.values), optimisers.head);
  }

  dispose(): void {
    this.context.kernels.dispose();
  }

  /** The factor of the reconstruction error. */
  private weight({ live, loss }: TrainingStep<Live>): number {
    if (live === null) return 1;
    return loss === 'head' ? 0 : this.context.head.reconstruction(live);
  }

  /** `weight` · mean (x − d(input))², and the way back to ∂L/∂input in the slot of the decoder's input. */
  private reconstruct(input: Floats, count: number, weight: number): number {
    const { d } = this.context.architecture;
    const { decoder, batch, pictureSlot } = this.parts;
    const scale = weight / (count * d);
    const loss = scale * this.context.kernels.error(count, d, decoder.forward(input, count, true), batch, 2 * scale, pictureSlot.array);
    decoder.backward(count);
    return loss;
  }

  /** Points from … from + count − 1 into the batch, from row `to`. */
  private load(from: number, count: number, to: number): void {
    const { d } = this.context.architecture;
    this.parts.batch.set(this.context.points.subarray(from * d, (from + count) * d), to * d);
  }

  private loadRows(rows: Uint32Array): void {
    for (let i = 0; i < rows.length; i++) this.load(rows[i], 1, i);
  }

  /** e(x) of `count` points, count × m. @param load puts some of them, from the `first` on, into the batch. */
  private encoded(count: number, load: (first: number, some: number) => void): Float32Array {
    const { m } = this.context.architecture;
    const codes = new Float32Array(count * m);
    this.inBatches(count, (first, some) => {
      load(first, some);
      const output = this.parts.encoder.forward(this.parts.batch, some, false);
      codes.set(this.codesIn(output, some).subarray(0, some * m), first * m);
    });
    return codes;
  }

  /** The codes in the encoder's output, count × m. */
  private codesIn(output: Floats, count: number): Floats {
    const { m } = this.context.architecture;
    const { width, codesFrom } = this.parts.output;
    if (width === m) return output;
    const { decoderInput } = this.parts;
    for (let i = 0; i < count; i++) for (let j = 0; j < m; j++) decoderInput[i * m + j] = output[i * width + codesFrom + j];
    return decoderInput;
  }

  /** From ∂L/∂codes to ∂L/∂output. */
  private fromCodes(toCodes: Floats, count: number, toOutput: Floats): void {
    const { m } = this.context.architecture;
    const { width, codesFrom } = this.parts.output;
    if (width === m) {
      toOutput.set(toCodes.subarray(0, count * m));
      return;
    }
    toOutput.fill(0, 0, count * width);
    for (let i = 0; i < count; i++) for (let j = 0; j < m; j++) toOutput[i * width + codesFrom + j] = toCodes[i * m + j];
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
