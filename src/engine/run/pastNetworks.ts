import { type Config, isDeep } from '../../methods/config';
import { architectureFor, deepMethodOf, headOf } from '../deep/heads';
import type { Parameters } from '../networks/architecture';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork } from '../networks/network';
import type { Restart } from './restart';
import type { RunData } from './runData';
import type { SquaredError } from '../judge/squaredError';

/** Points that go through at once. */
const batch = 64;

/** The networks of a run as they were at its epochs, put to work one at a time in a network beside those that train, on the processor. */
export class PastNetworks {
  private network: Promise<DeepNetwork> | null = null;
  private inIt: Parameters | null = null;

  /** @param m dimensions of the codes. */
  constructor(
    private readonly data: RunData,
    private readonly config: Config,
    private readonly m: number,
    private readonly restarts: readonly Restart[],
  ) {}

  /** Null where the networks of that epoch are not kept. */
  at(restart: number, epoch: number): Parameters | null {
    return this.restarts[restart]?.networks.at(epoch) ?? null;
  }

  /**
   * d(z) of codes, rows × m → rows × d, by the decoder of that epoch; null where that is not kept.
   * @param point of which all of them are the codes; null where they are places.
   */
  async decode(restart: number, epoch: number, codes: Float32Array, point: number | null = null): Promise<Float32Array | null> {
    const parameters = this.at(restart, epoch);
    if (!parameters) return null;
    const { m } = this;
    const rows = codes.length / m;
    const read = new Float32Array(codes);
    if (point !== null)
      for (let i = 0; i < rows; i++) read.set(this.decoderInput(parameters, codes.subarray(i * m, (i + 1) * m), point), i * m);
    return this.with(parameters, (network) => network.decode(read, rows));
  }

  /** By the decoder of that epoch; null where that is not kept. */
  errorBy(restart: number, epoch: number): SquaredError | null {
    const parameters = this.at(restart, epoch);
    if (!parameters) return null;
    return (codes, from, count) =>
      this.with(parameters, (network) => network.squaredError(this.decoderInput(parameters, codes, from), from, count));
  }

  /** What the decoder reads of points from `from` on, see `DeepMethod`. */
  private decoderInput({ head = {} }: Parameters, codes: Float32Array, from: number): Float32Array {
    const { config } = this;
    return (isDeep(config) && deepMethodOf(config).decoderInput?.(codes, from, this.m, head)) || codes;
  }

  dispose(): void {
    // The caller that requested a network already has the error of its creation.
    void this.network?.then(
      (network) => network.dispose(),
      () => {},
    );
    this.network = null;
    this.inIt = null;
  }

  /** Nothing comes between the parameters and the work, which on the processor is done at once. */
  private async with<T>(parameters: Parameters, work: (network: DeepNetwork) => T | Promise<T>): Promise<T> {
    const network = await (this.network ??= this.make());
    if (this.inIt !== parameters) network.setParameters(parameters);
    this.inIt = parameters;
    return work(network);
  }

  private make(): Promise<DeepNetwork> {
    const { data, config } = this;
    if (!isDeep(config)) throw new Error('The method has no networks.');
    return createDeepNetwork({
      points: data.points,
      n: data.n,
      architecture: architectureFor(config, data),
      head: headOf(config),
      k: 1,
      batchSize: batch,
      backend: 'wasm',
      ready: async () => 'wasm',
    });
  }
}
