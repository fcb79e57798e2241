import type { Pretrained } from '../trainers/trainer';

/**
 * Networks that were pretrained on the data at hand, so that other memories can be tried without pretraining again. The last few, by what
 * they were pretrained with.
 */
const most = 4;

export class KeptNetworks {
  private readonly networks = new Map<string, Pretrained>();

  of(key: string): Pretrained | null {
    return this.networks.get(key) ?? null;
  }

  keep(key: string, network: Pretrained): void {
    this.networks.delete(key);
    this.networks.set(key, network);
    for (const oldest of this.networks.keys()) {
      if (this.networks.size <= most) break;
      this.networks.delete(oldest);
    }
  }

  clear(): void {
    this.networks.clear();
  }
}
