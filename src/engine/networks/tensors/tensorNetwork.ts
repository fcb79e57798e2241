import { add, gather, mean, mul, reshape, scalar, slice, square, sub, sum, tensor, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { read } from '../../kernels/read';
import type { Architecture, Parameters } from '../architecture';
import { shapeLength, type Layer } from '../layers';
import { learnedLength } from '../../../methods/head';
import type { DeepNetwork, NetworkState, StepRates } from '../network';
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
  private readonly head: TensorHead<Live>;
  private readonly learned: TrainedTensor;
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
    this.head = head;
    this.learned = new TrainedTensor([1, learnedLength(head.learns({ k, m }))]);
    this.lossSum = scalar(0);
  }

  beginEpoch(): void {
    this.lossSum.dispose();
    this.lossSum = scalar(0);
    this.steps = 0;
  }

  pretrain(rows: Uint32Array, learningRate: number): void {
    this.step(rows, null, { encoder: learningRate, decoder: learningRate, memories: 0 });
  }

  train(rows: Uint32Array, live: Live, rates: StepRates): void {
    this.step(rows, live, rates);
  }

  async loss(): Promise<number> {
    const { steps } = this;
    const [sum] = await read(this.lossSum);
    return steps > 0 ? sum / steps : Number.NaN;
  }

  async encode(from: number, count: number): Promise<Float32Array> {
    const { m } = this.architecture;
    const codes = new Float32Array(count * m);
    for (const [at, rows] of this.blocks(from, count)) {
      const block = tidy(() => inferPass(this.encoder.layers, this.rows(at, rows), this.encoder.parameters));
      codes.set(await read(block), (at - from) * m);
      block.dispose();
    }
    return codes;
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

  memories(): Promise<Float32Array> {
    return this.learned.read();
  }

  setMemories(memories: Float32Array): void {
    this.learned.set(memories);
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
    const [parameters, memories, ofEncoder, ofDecoder, ofMemories] = await Promise.all([
      this.parameters(),
      this.memories(),
      this.encoder.moments(),
      this.decoder.moments(),
      this.learned.moments(),
    ]);
    return { ...parameters, memories, optimisers: { encoder: ofEncoder, decoder: ofDecoder, memories: ofMemories } };
  }

  restore({ encoder, decoder, memories, optimisers }: NetworkState): void {
    this.encoder.restore(encoder, optimisers.encoder);
    this.decoder.restore(decoder, optimisers.decoder);
    this.learned.restore(memories, optimisers.memories);
  }

  dispose(): void {
    this.points.release();
    for (const held of [this.encoder, this.decoder, this.learned, this.lossSum]) held.dispose();
  }

  /** One step on the loss with the head, or with `live` null on the reconstruction of the codes alone. */
  private step(rows: Uint32Array, live: Live | null, rates: StepRates): void {
    if (rows.length === 0) throw new RangeError('A step takes one point or more.');
    const { k, head } = this;
    const { m } = this.architecture;
    const before = this.lossSum;
    const result = tidy(() => {
      const x = this.pictures(gather(this.points.tensor, tensor1d(Int32Array.from(rows), 'int32')), rows.length);
      const statistics: NamedTensorMap = {};
      const gradients: NamedTensorMap = {};
      const encoded = forwardPass(this.encoder.layers, x, this.encoder.parameters, statistics);
      const codes = reshape(encoded.output, [rows.length, m]) as Tensor2D;
      const pass = live === null ? null : head.forward(codes, this.learned.tensor, live, { k, m });
      const weight = live === null ? 1 : head.reconstruction(live);
      const decoded = weight > 0 ? this.reconstruct(pass?.decoderInput ?? codes, x, weight) : null;
      let lossSum = before.clone();
      if (pass?.loss) lossSum = add(lossSum, pass.loss);
      if (decoded) lossSum = add(lossSum, decoded.loss);
      const toInput = decoded?.toInput ?? (zeros([rows.length, m]) as Tensor2D);
      const back = pass?.back(toInput);
      encoded.back(reshape(back?.toCodes ?? toInput, encoded.output.shape), gradients, false);
      return {
        lossSum,
        encoder: this.encoder.join(gradients),
        ofEncoder: this.encoder.follow(statistics),
        decoder: decoded?.gradient,
        ofDecoder: decoded?.statistics,
        learned: back?.toLearned,
      };
    });
    before.dispose();
    this.lossSum = result.lossSum;
    this.encoder.step(result.encoder, result.ofEncoder, rates.encoder);
    if (result.decoder) this.decoder.step(result.decoder, result.ofDecoder, rates.decoder);
    if (result.learned) this.learned.step(result.learned, rates.memories);
    for (const gradient of [result.encoder, result.decoder, result.learned]) gradient?.dispose();
    this.steps++;
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
