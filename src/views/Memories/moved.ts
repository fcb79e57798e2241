/** The memories that are not at the place of their decoded pictures. */
import type { Snapshot } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { partitionerOf } from '../../core/partition/kinds';

export type Movable = Pick<Shown, 'model' | 'latent' | 'altered'>;

/**
 * The memories that were put elsewhere by hand: `latent.decoded` has them where they were. None where the memories live in the input space.
 */
export function movedMemories({ model, latent, altered }: Movable, frames: readonly Snapshot[]): number[] {
  if (!latent || !altered) return [];
  const frame = frames.find((one) => one.latent === latent);
  const before = frame && partitionerOf(frame.partition).prototypes;
  const { k, d } = model;
  const memories = partitionerOf(model).prototypes;
  if (before === memories) return [];
  const differs = (mu: number) => {
    if (!before) return true;
    for (let j = mu * d; j < (mu + 1) * d; j++) if (before[j] !== memories[j]) return true;
    return false;
  };
  return Array.from({ length: k }, (_, mu) => mu).filter(differs);
}
