import { rgb } from 'd3';

/** Dots put straight into pixels: thousands of them take a few milliseconds so, and ten times as long through a canvas's own drawing. */

/** One dot in device pixels: side × side, red, green, blue and alpha each. */
export interface Stamp {
  readonly side: number;
  readonly pixels: Uint8ClampedArray;
}

export interface StampStyle {
  readonly fill: string;
  readonly halo: string;
  /** Device pixels, of the fill and of the halo round it. */
  readonly radius: number;
  readonly border: number;
  readonly opacity: number;
}

/** A disc with a halo whose middle lies (dx, dy), below 1 each, to the right of and below the middle pixel's corner. */
export function stampOf({ fill, halo, radius, border, opacity }: StampStyle, dx: number, dy: number): Stamp {
  const reach = Math.ceil(radius + border + 1);
  const side = 2 * reach + 1;
  const pixels = new Uint8ClampedArray(4 * side * side);
  const inner = rgb(fill);
  const outer = rgb(halo);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 4) {
      const distance = Math.hypot(x - reach + 0.5 - dx, y - reach + 0.5 - dy);
      const cover = (r: number) => Math.max(0, Math.min(1, r + 0.5 - distance));
      const share = cover(radius);
      pixels[at] = outer.r + share * (inner.r - outer.r);
      pixels[at + 1] = outer.g + share * (inner.g - outer.g);
      pixels[at + 2] = outer.b + share * (inner.b - outer.b);
      pixels[at + 3] = 255 * opacity * cover(radius + border);
    }
  return { side, pixels };
}

/** Lays a stamp over width × height pixels of RGBA, its middle pixel at (x, y); what lies outside is cut off. */
export function lay({ side, pixels }: Stamp, onto: Uint8ClampedArray, width: number, height: number, x: number, y: number): void {
  // Whole pixels at a time where nothing is mixed.
  const words = new Uint32Array(onto.buffer, onto.byteOffset, onto.length / 4);
  const stamped = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const reach = (side - 1) / 2;
  const left = x - reach;
  const top = y - reach;
  const lastRow = Math.min(side, height - top);
  const firstColumn = Math.max(0, -left);
  const lastColumn = Math.min(side, width - left);
  for (let row = Math.max(0, -top); row < lastRow; row++) {
    let from = row * side + firstColumn;
    let to = (top + row) * width + left + firstColumn;
    for (let column = firstColumn; column < lastColumn; column++, from++, to++) {
      const alpha = pixels[4 * from + 3];
      if (alpha === 0) continue;
      const under = onto[4 * to + 3];
      if (alpha === 255 || under === 0) words[to] = stamped[from];
      else mix(pixels, 4 * from, alpha, onto, 4 * to, under);
    }
  }
}

/** "Over", for colours that are not multiplied by their alpha. */
function mix(pixels: Uint8ClampedArray, from: number, alpha: number, onto: Uint8ClampedArray, to: number, under: number): void {
  const kept = (under * (255 - alpha)) / 255;
  const sum = alpha + kept;
  const share = alpha / sum;
  for (let channel = 0; channel < 3; channel++) onto[to + channel] += share * (pixels[from + channel] - onto[to + channel]);
  onto[to + 3] = sum;
}
