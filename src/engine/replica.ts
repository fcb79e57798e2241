import type { Parameters } from './networks/architecture';
import type { DeepNetwork } from './networks/network';

/** A network beside the one that trains, on the processor, into which networks of the past are put to decode with. */
export class Replica {
  private network: Promise<DeepNetwork> | null = null;
  private inIt: Parameters | null = null;

  constructor(private readonly make: () => Promise<DeepNetwork>) {}

  /** The network with these parameters. To be used before anything else is waited for. */
  async as(parameters: Parameters): Promise<DeepNetwork> {
    this.network ??= this.make();
    const network = await this.network;
    if (this.inIt !== parameters) network.setParameters(parameters);
    this.inIt = parameters;
    return network;
  }

  dispose(): void {
    void this.network?.then((network) => network.dispose());
    this.network = null;
    this.inIt = null;
  }
}
