import { interpolateViridis, rgb } from 'd3';

/** Steps of a sequential palette. */
export const steps = 256;

/** True if a paper is dark: what is high stands out against it. */
export function isDark(paper: string): boolean {
  const { r, g, b } = rgb(paper);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
}

/** Low to high, 0 … 1: even steps for the eye, and on either paper away from it. Its ends too near to the paper are left out. */
export const sequential =
  (dark: boolean) =>
  (t: number): string =>
    interpolateViridis(dark ? 0.22 + 0.78 * t : 0.84 * (1 - t));

/** 256 × 3 bytes. */
export function sequentialBytes(dark: boolean): Uint8Array {
  const colour = sequential(dark);
  const bytes = new Uint8Array(3 * steps);
  for (let i = 0; i < steps; i++) {
    const { r, g, b } = rgb(colour(i / (steps - 1)));
    bytes.set([r, g, b], 3 * i);
  }
  return bytes;
}

/** The step of a value, clamped. */
export const stepOf = (value: number, [low, high]: readonly [number, number]): number =>
  Math.max(0, Math.min(steps - 1, Math.round(((value - low) / (high - low)) * (steps - 1))));
