import type { Floats } from '../../../core/algebra/floats';

/** Memory for a gradient on its way back through the layers. */
export interface Slot {
  length: number;
  /** Valid once `fill` was called. */
  array: Floats;
  free: boolean;
}

/**
 * Gradients live for a layer or two each, and so share a few arrays. Who lives when is the same in every step, and is found once,
 * beforehand.
 */
export class Slots {
  private readonly all: Slot[] = [];

  /** The free slot nearest in size, which grows where it must. */
  take(length: number): Slot {
    const free = this.all.filter((slot) => slot.free);
    const fitting =
      free.filter((slot) => slot.length >= length).sort((a, b) => a.length - b.length)[0] ?? free.sort((a, b) => b.length - a.length)[0];
    if (fitting) {
      fitting.free = false;
      fitting.length = Math.max(fitting.length, length);
      return fitting;
    }
    const slot: Slot = { length, array: new Float32Array(0), free: false };
    this.all.push(slot);
    return slot;
  }

  release(slot: Slot): void {
    slot.free = true;
  }

  /** Gives every slot its array. */
  fill(array: (length: number) => Floats): void {
    for (const slot of this.all) slot.array = array(slot.length);
  }
}
