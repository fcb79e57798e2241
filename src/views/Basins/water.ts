import { Random } from '../../core/random';
import type { Drops, Scene } from '../../engine/client';
import { latest } from '../../store/latest';
import type { Box } from './domain';

interface Question {
  readonly scene: Scene;
  readonly starts: Float64Array;
}

/** Asks where drops run, anew whenever the model, the plane or the drops change. */
export class Water {
  /** The last answer about as many drops as there are now. */
  drops: Drops | null = null;
  private scene: Scene | null = null;
  private starts: Float64Array | null = null;
  private readonly send: (question: Question) => void;

  constructor(ask: (scene: Scene, starts: Float64Array) => Promise<Drops>, changed: () => void, failed: (error: unknown) => void) {
    this.send = latest(async ({ scene, starts }: Question) => {
      const drops = await ask(scene, starts);
      // An answer about a model that has moved on meanwhile is near enough to draw, as long as it is about as many drops.
      if (starts.length !== this.starts?.length) return;
      this.drops = drops;
      changed();
    }, failed);
  }

  /** @param starts m × 2 in the axes of the plane; null or empty: it is dry. */
  follow(scene: Scene | null, starts: Float64Array | null): void {
    if (scene?.model === this.scene?.model && scene?.plane === this.scene?.plane && starts === this.starts) return;
    if (starts?.length !== this.starts?.length) this.drops = null;
    this.scene = scene;
    this.starts = starts;
    if (scene && starts && starts.length > 0) this.send({ scene, starts });
    else this.drops = null;
  }
}

/** Places for a shower, spread at random over the box: m × 2. The same number gives the same shower. */
export function shower(box: Box, count: number, number: number): Float64Array {
  const random = new Random(number);
  const starts = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    starts[2 * i] = box.s0 + random.uniform() * (box.s1 - box.s0);
    starts[2 * i + 1] = box.t0 + random.uniform() * (box.t1 - box.t0);
  }
  return starts;
}
