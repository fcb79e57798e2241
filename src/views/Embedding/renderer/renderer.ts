import type { Camera } from '../geometry/camera';

/** The looks of points, the same for every renderer. Arrays are compared by identity: another array is another content. */
export interface PlotDots {
  /** count × 2 in the frame of the layout, where they come from and where they go. */
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** The colour of each point, by its place in the palette. */
  readonly index: Uint16Array;
  /** Red, green and blue of each colour. */
  readonly palette: Uint8Array;
  /** Bits of `mark` a point. */
  readonly marks: Uint8Array;
  /** Some points stand back so that others stand out. */
  readonly dimmed: boolean;
  /** In what order they are drawn. */
  readonly order: Uint32Array;
  /** The colour round each dot and within hollow ones. */
  readonly paper: readonly [number, number, number];
}

export const mark = {
  /** Drawn in full, on top. */
  stands: 1,
  hollow: 2,
} as const;

export interface PlotLook {
  /** 0: where they come from … 1: where they go. */
  readonly progress: number;
  /** CSS pixels. */
  readonly radius: number;
  readonly opacity: number;
}

/** Opacity of points that stand back, as a share of the others'. */
export const dimShare = 0.16;
/** From this radius on a dot has a border in the colour of the paper, in CSS pixels. */
export const borderFrom = 2.2;
export const border = 0.8;

export interface PointRenderer {
  /** @param moving more frames like this one follow at once. Answers true when it wants to be called again to go on. */
  draw(dots: PlotDots, camera: Camera, look: PlotLook, density: number, moving: boolean): boolean;
  /** Frees all that it holds, its canvas too. */
  destroy(): void;
}

export const maxPalette = 2048;
