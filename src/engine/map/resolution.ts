/** The resolution of a picture: the exact one by the stage, a coarse one by the speed of this machine within a frame or two. */

export interface RasterSize {
  readonly width: number;
  readonly height: number;
}

const draftMilliseconds = 16;
/** An exact picture finer than it must be is wanted only where it comes within this time. */
const exactMilliseconds = 250;
const firstPlaces = 160 * 160;
const leastSide = 40;
const leastPlaces = leastSide * leastSide;

/** The shape of `stage` with its longer side as long as that. */
function withLonger({ width, height }: RasterSize, side: number): RasterSize {
  const factor = side / Math.max(width, height, 1);
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The size itself, or where its longer side is longer than that, its shape. */
export const within = (size: RasterSize, longest: number): RasterSize =>
  Math.max(size.width, size.height) <= longest ? size : withLonger(size, longest);

/** Learns from each picture how many places can be had in the time of a draft. */
export class Resolution {
  private places = firstPlaces;
  private step = -Infinity;

  /** @param workers how many share an exact picture; a draft is drawn by one. */
  constructor(private readonly workers = 1) {}

  /**
   * The size of the exact picture: the stage's device pixels with the longer side brought to 512 … 768, fewer of these where they would
   * take too long.
   */
  exact(stage: RasterSize): RasterSize {
    const affordable = (this.workers * this.places * exactMilliseconds) / draftMilliseconds;
    const longer = Math.max(stage.width, stage.height, 1);
    const side = Math.min(longer, longer * Math.sqrt(affordable / Math.max(1, stage.width * stage.height)));
    return withLonger(stage, Math.round(Math.min(768, Math.max(512, side))));
  }

  /**
   * The size for a draft: the shape of `full`, never finer than it; in steps that it keeps to, for a canvas of another size is laid out
   * anew.
   */
  draft(full: RasterSize): RasterSize {
    const factor = Math.sqrt(this.places / (full.width * full.height));
    if (factor >= 1) return full;
    const step = Math.max(0, Math.log((Math.max(full.width, full.height) * factor) / leastSide) / Math.log(1.1));
    if (step < this.step - 0.7 || step >= this.step + 1.7) this.step = Math.floor(step);
    return withLonger(full, Math.floor(leastSide * 1.1 ** this.step));
  }

  /** @param milliseconds of one worker. Halfway towards what the last picture suggests, so that one hiccup does not blur the map. */
  took({ width, height }: RasterSize, milliseconds: number): void {
    const suggested = (width * height * draftMilliseconds) / Math.max(milliseconds, 1);
    this.places = Math.max(leastPlaces, Math.min(4 * this.places, (this.places + suggested) / 2));
  }
}
