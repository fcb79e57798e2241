/** How fine a picture is: the exact one by the stage, a coarse one by what this machine manages within a frame or two. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

const draftMilliseconds = 30;
const firstPlaces = 160 * 160;
const leastPlaces = 40 * 40;

/** The stage's device pixels, its longer side brought to between 512 and 768. */
export function exactSize({ width, height }: Size): Size {
  const longer = Math.max(width, height, 1);
  const factor = Math.min(768, Math.max(512, longer)) / longer;
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Learns from each picture how many places can be had in the time of a draft. */
export class Resolution {
  private places = firstPlaces;

  /** The size for a draft: the shape of `full`, never finer than it. */
  draft(full: Size): Size {
    const factor = Math.sqrt(this.places / (full.width * full.height));
    if (factor >= 1) return full;
    return { width: Math.max(1, Math.round(full.width * factor)), height: Math.max(1, Math.round(full.height * factor)) };
  }

  /** Halfway towards what the last picture suggests, so that one hiccup does not blur the map. */
  took({ width, height }: Size, milliseconds: number): void {
    const suggested = (width * height * draftMilliseconds) / Math.max(milliseconds, 1);
    this.places = Math.max(leastPlaces, Math.min(4 * this.places, (this.places + suggested) / 2));
  }
}
