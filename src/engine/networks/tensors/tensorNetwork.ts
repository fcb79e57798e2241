import { add, gather, mean, mul, reshape, scalar, slice, square, sub, sum, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Scalar, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { read } from '../../kernels/read';
import { recursion, recursionGradients } from '../../kernels/recursion';
import type { Architecture, Parameters } from '../architecture';
import { shapeLength, type Layer } from '../layers';
import type { Slide } from '../../../methods/dclam/attraction';
import type { DeepNetwork, NetworkState, StepRates } from '../network';
import { TensorHalf } from './half';
import { holdPoints } from './heldPoints';
import { forwardPass, inferPass } from './passes';
import { TrainedTensor } from './trained';

/** The options of a deep network. */
export interface NetworkSetting {
  readonly architecture: Architecture;
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  readonly batchSize: number;
}

/** The widest layer of a block of inference takes no more bytes than this. */
const blockBytes = 32 * 2 ** 20;

/**
 * One restart of DCLAM on TensorFlow.js's current backend. Parameters, moments, memories and points stay on the device; they begin as
 * zeros.
 */
export class TensorNetwork implements DeepNetwork {
  private readonly architecture: Architecture;
  private readonly k: number;
  private readonly block: number;
  private readonly points: ReturnType<typeof holdPoints>;
  private readonly encoder: TensorHalf;
  private readonly decoder: TensorHalf;
  private readonly rho: TrainedTensor;
  private lossSum: Scalar;
  private steps = 0;

  constructor({ architecture, points, n, k }: NetworkSetting) {
    const { d, m, encoder, decoder } = architecture;
    this.architecture = architecture;
    this.k = k;
    this.block = Math.max(1, Math.floor(blockBytes / (4 * Math.max(widest(encoder), widest(decoder)))));
    this.points = holdPoints(points, n, d);
    this.encoder = new TensorHalf(encoder);
    this.decoder = new TensorHalf(decoder);
    this.rho = new TrainedTensor([1, k, m]);
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

  train(rows: Uint32Array, slide: Slide, rates: StepRates): void {
    this.step(rows, slide, rates);
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
    return this.rho.read();
  }

  setMemories(memories: Float32Array): void {
    this.rho.set(memories);
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
      this.rho.moments(),
    ]);
    return { ...parameters, memories, optimisers: { encoder: ofEncoder, decoder: ofDecoder, memories: ofMemories } };
  }

  restore({ encoder, decoder, memories, optimisers }: NetworkState): void {
    this.encoder.restore(encoder, optimisers.encoder);
    this.decoder.restore(decoder, optimisers.decoder);
    this.rho.restore(memories, optimisers.memories);
  }

  dispose(): void {
    this.points.release();
    for (const held of [this.encoder, this.decoder, this.rho, this.lossSum]) held.dispose();
  }

  private step(rows: Uint32Array, slide: Slide | null, rates: StepRates): void {
    if (rows.length === 0) throw new RangeError('A step takes one point or more.');
    const { d, m } = this.architecture;
    const before = this.lossSum;
    const memories = reshape(this.rho.tensor, [1, this.k, m]) as Tensor3D;
    const result = tidy(() => {
      const x = this.pictures(gather(this.points.tensor, tensor1d(Int32Array.from(rows), 'int32')), rows.length);
      const statistics: [NamedTensorMap, NamedTensorMap] = [{}, {}];
      const gradients: [NamedTensorMap, NamedTensorMap] = [{}, {}];
      const encoded = forwardPass(this.encoder.layers, x, this.encoder.parameters, statistics[0]);
      const codes = reshape(encoded.output, [1, rows.length, m]) as Tensor3D;
      const options = slide && { beta: slide.beta, steps: slide.steps, stepSize: slide.stepSize, similarity: 'euclidean' as const };
      const ends = options ? recursion(codes, memories, options) : codes;
      const decoded = forwardPass(
        this.decoder.layers,
        reshape(ends, [rows.length, ...this.decoder.layers[0].input]),
        this.decoder.parameters,
        statistics[1],
      );
      const error = sub(decoded.output, x);
      const lossSum = add(before, mean(square(error))) as Scalar;
      const toEnds = decoded.back(mul(error, 2 / (rows.length * d)), gradients[1], true);
      if (!toEnds) throw new Error('The decoder gave no gradient of its input.');
      let toCodes = reshape(toEnds, [1, rows.length, m]) as Tensor3D;
      let toMemories: Tensor3D | undefined;
      if (options) [toCodes, toMemories] = recursionGradients(codes, memories, toCodes, options);
      encoded.back(reshape(toCodes, encoded.output.shape), gradients[0], false);
      return {
        lossSum,
        encoder: this.encoder.join(gradients[0]),
        decoder: this.decoder.join(gradients[1]),
        ofEncoder: this.encoder.follow(statistics[0]),
        ofDecoder: this.decoder.follow(statistics[1]),
        memories: toMemories,
      };
    });
    memories.dispose();
    before.dispose();
    this.lossSum = result.lossSum;
    this.encoder.step(result.encoder, result.ofEncoder, rates.encoder);
    this.decoder.step(result.decoder, result.ofDecoder, rates.decoder);
    if (result.memories) this.rho.step(result.memories, rates.memories);
    for (const gradient of [result.encoder, result.decoder, result.memories]) gradient?.dispose();
    this.steps++;
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
