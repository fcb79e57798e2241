import { add, gather, mean, mul, pad, reshape, scalar, slice, square } from '@tensorflow/tfjs-core';
import { sub, sum, tensor, tensor1d, tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { read } from '../../kernels/read';
import { defaultOptimiser, type Optimiser } from '../../../core/optimise/optimiser';
import { learnedLength, learnedRange, namedArrays, outputOf } from '../../../methods/head';
import type { HeadArrays, HeadOutput, LearnedShape } from '../../../methods/head';
import type { TensorBatch } from '../../../methods/tensorHead';
import type { Architecture, Parameters } from '../architecture';
import { KeptArrays } from '../keptArrays';
import { shapeLength, type Layer } from '../layers';
import type { DeepNetwork, NetworkState, StepRates, TrainingStep } from '../network';
import { TensorHalf } from './half';
import type { TensorHead } from './head';
import { holdPoints } from './heldPoints';
import { forwardPass, inferPass } from './passes';
import { TrainedTensor } from './trained';

/** The options of a deep network. */
export interface NetworkSetting<Live> {
  readonly architecture: Architecture;
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  readonly batchSize: number;
  readonly head: TensorHead<Live>;
}

/** The widest layer of a block of inference takes no more bytes than this. */
const blockBytes = 32 * 2 ** 20;

/**
 * One restart of a deep method on TensorFlow.js's current backend. Parameters, moments, learned arrays of the head and points stay on the
 * device; they begin as zeros.
 */
export class TensorNetwork<Live> implements DeepNetwork<Live> {
  private readonly architecture: Architecture;
  private readonly k: number;
  private readonly block: number;
  private readonly points: ReturnType<typeof holdPoints>;
  private readonly encoder: TensorHalf;
  private readonly decoder: TensorHalf;
  private readonly between: TensorHead<Live>;
  private readonly learns: readonly LearnedShape[];
  /** The learned arrays of the head, one after another. */
  private readonly learned: TrainedTensor;
  private readonly keptArrays: KeptArrays;
  private readonly output: HeadOutput;
  private optimiser = defaultOptimiser;
  private lossSum: Scalar;
  private steps = 0;

  constructor({ architecture, points, n, k, head }: NetworkSetting<Live>) {
    const { d, m, encoder, decoder } = architecture;
    this.architecture = architecture;
    this.k = k;
    this.block = Math.max(1, Math.floor(blockBytes / (4 * Math.max(widest(encoder), widest(decoder)))));
    this.points = holdPoints(points, n, d);
    this.encoder = new TensorHalf(encoder);
    this.decoder = new TensorHalf(decoder);
    this.between = head;
    this.learns = head.head.learns({ k, m });
    this.learned = new TrainedTensor([1, learnedLength(this.learns)]);
    this.keptArrays = new KeptArrays(head.head.keeps?.({ k, m }) ?? [], n, k);
    this.output = outputOf(head.head, m);
    this.lossSum = scalar(0);
  }

  beginEpoch(): void {
    this.lossSum.dispose();
    this.lossSum = scalar(0);
    this.steps = 0;
    for (const one of [this.encoder, this.decoder, this.learned]) one.forgetMean();
  }

  pretrain(rows: Uint32Array, learningRate: number): void {
    this.train({ rows, live: null }, { encoder: learningRate, decoder: learningRate, head: null });
  }

  train(step: TrainingStep<Live>, rates: StepRates): void {
    if (step.rows.length === 0) throw new RangeError('A step takes one point or more.');
    const before = this.lossSum;
    const result = tidy(() => this.differentiate(step, rates));
    before.dispose();
    this.lossSum = result.lossSum;
    this.encoder.step(result.encoder, result.ofEncoder, rates.encoder);
    this.decoder.step(result.decoder, result.ofDecoder, rates.decoder);
    if (result.learned && rates.head !== null) this.learned.step(result.learned, rates.head);
    for (const gradient of [result.encoder, result.decoder, result.learned]) gradient?.dispose();
    this.steps++;
  }

  setOptimiser(optimiser: Optimiser): void {
    this.optimiser = optimiser;
    for (const one of [this.encoder, this.decoder, this.learned]) one.setOptimiser(optimiser);
  }

  async loss(): Promise<number> {
    const { steps } = this;
    const [sum] = await read(this.lossSum);
    return steps > 0 ? sum / steps : Number.NaN;
  }

  encode(from: number, count: number): Promise<Float32Array> {
    return this.encoded(count, (at, rows) => this.rows(from + at, rows), 'codes');
  }

  outputs(from: number, count: number): Promise<Float32Array> {
    return this.encoded(count, (at, rows) => this.rows(from + at, rows), 'all');
  }

  encodeRows(rows: Uint32Array): Promise<Float32Array> {
    return this.encoded(rows.length, (at, count) => this.gathered(rows.subarray(at, at + count)), 'codes');
  }

  async decode(codes: Float32Array, count: number): Promise<Float32Array> {
    const { d } = this.architecture;
    const points = new Float32Array(count * d);
    for (const [at, rows] of this.blocks(0, count)) {
      const block = tidy(() => this.decoded(codes, at, rows));
      points.set(await read(block), at * d);
      block.dispose();
    }
    return points;
  }

  async squaredError(codes: Float32Array, from: number, count: number): Promise<number> {
    let total = scalar(0);
    for (const [at, rows] of this.blocks(from, count)) {
      const before = total;
      total = tidy(() => add(before, sum(square(sub(this.rows(at, rows), this.decoded(codes, at - from, rows)))) as Scalar));
      before.dispose();
    }
    const [error] = await read(total);
    total.dispose();
    return error;
  }

  addToMean(): void {
    for (const one of [this.encoder, this.decoder, this.learned]) one.addToMean();
  }

  takeMean(): void {
    for (const one of [this.encoder, this.decoder, this.learned]) one.takeMean();
  }

  async head(): Promise<HeadArrays> {
    const kept = this.keptArrays.copies();
    return { ...namedArrays(this.learns, await this.learned.read()), ...kept };
  }

  kept(): HeadArrays {
    return this.keptArrays.all;
  }

  setHead(arrays: HeadArrays, moments: 'kept' | 'anew' = 'kept'): void {
    for (const [name, values] of Object.entries(arrays)) {
      if (this.keptArrays.set(name, values)) continue;
      this.learned.put(learnedRange(this.learns, name, values.length)[0], values, moments === 'anew');
    }
  }

  setParameters({ encoder, decoder }: Parameters): void {
    this.encoder.restore(encoder, null);
    this.decoder.restore(decoder, null);
  }

  async parameters(): Promise<Parameters> {
    const [encoder, decoder] = await Promise.all([this.encoder.read(), this.decoder.read()]);
    return { encoder, decoder };
  }

  async save(): Promise<NetworkState> {
    const { optimiser } = this;
    const [parameters, head, ofEncoder, ofDecoder, ofHead] = await Promise.all([
      this.parameters(),
      this.head(),
      this.encoder.moments(),
      this.decoder.moments(),
      this.learned.moments(),
    ]);
    return { ...parameters, head, optimiser, optimisers: { encoder: ofEncoder, decoder: ofDecoder, head: ofHead } };
  }

  restore({ encoder, decoder, head, optimiser, optimisers }: NetworkState): void {
    this.setOptimiser(optimiser);
    this.encoder.restore(encoder, optimisers.encoder);
    this.decoder.restore(decoder, optimisers.decoder);
    const learned = new Float32Array(learnedLength(this.learns));
    for (const { name } of this.learns) learned.set(head[name], learnedRange(this.learns, name, head[name].length)[0]);
    this.learned.restore(learned, optimisers.head);
    for (const [name, values] of Object.entries(head)) this.keptArrays.set(name, values);
  }

  dispose(): void {
    this.points.release();
    for (const held of [this.encoder, this.decoder, this.learned, this.lossSum]) held.dispose();
  }

  /** The loss of a step and its gradients, as far as they are wanted. Runs inside a tidy. */
  private differentiate({ rows, live, noise, loss }: TrainingStep<Live>, rates: StepRates) {
    const { k, between, learns } = this;
    const { m } = this.architecture;
    const count = rows.length;
    const x = this.gathered(rows);
    const statistics: NamedTensorMap = {};
    const gradients: NamedTensorMap = {};
    const encoded = forwardPass(this.encoder.layers, x, this.encoder.parameters, statistics);
    const output = reshape(encoded.output, [count, this.output.width]) as Tensor2D;
    const pass = live === null ? null : between.forward(this.batch(rows, live, noise ?? null), output, this.learned.tensor, { k, m });
    const weight = live === null ? 1 : loss === 'head' ? 0 : between.head.reconstruction(live);
    const decoded = weight > 0 ? this.reconstruct(pass?.decoderInput ?? this.codesIn(output), x, weight) : null;
    let lossSum = this.lossSum.clone();
    if (pass?.loss) lossSum = add(lossSum, pass.loss);
    if (decoded) lossSum = add(lossSum, decoded.loss);
    const toInput = decoded?.toInput ?? (zeros([count, m]) as Tensor2D);
    const back = pass?.back(toInput);
    if (rates.encoder !== null) encoded.back(reshape(back?.toOutput ?? this.fromCodes(toInput), encoded.output.shape), gradients, false);
    return {
      lossSum,
      encoder: rates.encoder === null ? undefined : this.encoder.join(gradients),
      ofEncoder: this.encoder.follow(statistics),
      decoder: decoded?.gradient,
      ofDecoder: decoded?.statistics,
      learned: learns.length > 0 ? back?.toLearned : undefined,
    };
  }

  private batch(rows: Uint32Array, live: Live, noise: Float32Array | null): TensorBatch<Live> {
    const kept = this.keptArrays
      .batch(rows)
      .map(({ name, values, width }) => [name, tensor2d(values, [values.length / width, width])] as const);
    return {
      rows,
      count: rows.length,
      live,
      kept: Object.fromEntries(kept),
      noise: noise && tensor2d(noise, [rows.length, this.architecture.m]),
    };
  }

  /** The codes in the encoder's output, count × m. */
  private codesIn(output: Tensor2D): Tensor2D {
    const { m } = this.architecture;
    return this.output.width === m ? output : slice(output, [0, this.output.codesFrom], [-1, m]);
  }

  /** From ∂L/∂codes to ∂L/∂output. */
  private fromCodes(toCodes: Tensor2D): Tensor2D {
    const { width, codesFrom } = this.output;
    const after = width - codesFrom - this.architecture.m;
    return width === this.architecture.m
      ? toCodes
      : pad(toCodes, [
          [0, 0],
          [codesFrom, after],
        ]);
  }

  /** `weight` · mean (x − d(input))², its gradients, and what moving statistics follow. */
  private reconstruct(input: Tensor2D, x: Tensor4D, weight: number) {
    const { layers, parameters } = this.decoder;
    const [statistics, gradients]: NamedTensorMap[] = [{}, {}];
    const decoded = forwardPass(layers, reshape(input, [input.shape[0], ...layers[0].input]), parameters, statistics);
    const error = sub(decoded.output, x);
    const meanError = mean(square(error)) as Scalar;
    const toInput = decoded.back(mul(error, (2 * weight) / (input.shape[0] * this.architecture.d)), gradients, true);
    if (!toInput) throw new Error('The decoder gave no gradient of its input.');
    return {
      loss: weight === 1 ? meanError : mul(meanError, weight),
      toInput: reshape(toInput, input.shape) as Tensor2D,
      gradient: this.decoder.join(gradients),
      statistics: this.decoder.follow(statistics),
    };
  }

  /** Rows of d numbers as the encoder takes them. */
  private pictures(rows: Tensor2D, count: number): Tensor4D {
    return reshape(rows, [count, ...this.encoder.layers[0].input]);
  }

  private gathered(rows: Uint32Array): Tensor4D {
    return this.pictures(gather(this.points.tensor, tensor1d(Int32Array.from(rows), 'int32')), rows.length);
  }

  /** e(x) of `count` points, count × m, or all that the encoder gives. @param pictures gives some of them, from `at` on. */
  private async encoded(count: number, pictures: (at: number, rows: number) => Tensor4D, columns: 'codes' | 'all'): Promise<Float32Array> {
    const width = columns === 'codes' ? this.architecture.m : this.output.width;
    const taken = new Float32Array(count * width);
    for (const [at, rows] of this.blocks(0, count)) {
      const block = tidy(() => {
        const output = reshape(inferPass(this.encoder.layers, pictures(at, rows), this.encoder.parameters), [rows, this.output.width]);
        return columns === 'codes' ? this.codesIn(output as Tensor2D) : output;
      });
      taken.set(await read(block), at * width);
      block.dispose();
    }
    return taken;
  }

  private rows(from: number, count: number): Tensor4D {
    return this.pictures(slice(this.points.tensor, [from, 0], [count, -1]), count);
  }

  /** d of the codes `from` … `from + count − 1`. */
  private decoded(codes: Float32Array, from: number, count: number): Tensor4D {
    const { m } = this.architecture;
    const { layers, parameters } = this.decoder;
    return inferPass(layers, tensor(codes.subarray(from * m, (from + count) * m), [count, ...layers[0].input]), parameters);
  }

  /** [first, how many] of the blocks that inference is done in, so that memory does not grow with n. */
  private *blocks(from: number, count: number): Generator<[number, number]> {
    for (let at = from; at < from + count; at += this.block) yield [at, Math.min(this.block, from + count - at)];
  }
}

/** The most numbers of a point that a layer gives or takes. */
function widest(layers: readonly Layer[]): number {
  const inside = (layer: Layer): number => (layer.kind === 'residual' ? widest([...layer.main, ...layer.shortcut]) : 0);
  return Math.max(...layers.map((layer) => Math.max(shapeLength(layer.input), shapeLength(layer.output), inside(layer))));
}
