import { isDeep, networkKey, type Config } from '../../methods/config';
import { outputFor } from '../deep/heads';
import type { Pretrained } from '../trainers/trainer';

/** The last few. */
const most = 4;

/**
 * Networks that were pretrained on the data at hand, by the settings that they depend on: other clusters, and other methods, are tried on
 * them without pretraining again.
 */
export class KeptNetworks {
  private readonly networks = new Map<string, Pretrained>();

  /** @param d features of a point. */
  of(config: Config, d: number): Pretrained | null {
    return this.networks.get(keyOf(config, d)) ?? null;
  }

  keep(config: Config, d: number, network: Pretrained): void {
    const key = keyOf(config, d);
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

/** With the shape of what the encoder gives, which the method's head asks for. */
function keyOf(config: Config, d: number): string {
  if (!isDeep(config)) throw new Error(`${config.method} has no networks.`);
  const { width, codesFrom } = outputFor(config, d);
  return `${networkKey(config, d)} ${width} ${codesFrom}`;
}
