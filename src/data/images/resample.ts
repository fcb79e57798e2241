/** Pixels into numbers: grey or colour, and from one size to another. */

/** The square in the middle of a picture, in its own pixels. */
export function middleSquare(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/**
 * Values 0 … 255 of RGBA pixels, channels last: colour as it is, or grey as the luma 0.299 R + 0.587 G + 0.114 B of ITU-R
 * Rec. 601, written so that a grey pixel keeps its value exactly. Alpha is left out: pixels are opaque by now.
 */
export function channelsOf(rgba: Uint8ClampedArray, channels: 1 | 3, out: Float32Array, offset = 0): void {
  for (let from = 0, to = offset; from < rgba.length; from += 4) {
    const [r, g, b] = [rgba[from], rgba[from + 1], rgba[from + 2]];
    if (channels === 1) out[to++] = g + 0.299 * (r - g) + 0.114 * (b - g);
    else {
      out[to++] = r;
      out[to++] = g;
      out[to++] = b;
    }
  }
}

/** Which source pixels make up a target pixel, and how much of it each: `weights` from `first` on add up to 1. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Shrinking takes the mean of the area under each target pixel; enlarging is linear between the pixels' centres. */
function sharesOf(source: number, target: number): Share[] {
  const scale = source / target;
  return Array.from({ length: target }, (_, i) => {
    if (scale >= 1) {
      const [left, right] = [i * scale, (i + 1) * scale];
      const first = Math.floor(left);
      const last = Math.min(source, Math.ceil(right - 1e-9));
      return { first, weights: Array.from({ length: last - first }, (_, j) => (Math.min(right, first + j + 1) - Math.max(left, first + j)) / scale) };
    }
    const centre = Math.min(source - 1, Math.max(0, (i + 0.5) * scale - 0.5));
    const first = Math.floor(centre);
    return first + 1 < source ? { first, weights: [1 - (centre - first), centre - first] } : { first, weights: [1] };
  });
}

/**
 * A square picture in another size. @param values source × source × channels, channels last. @param out gets target × target ×
 * channels from `offset` on.
 */
export function resample(values: Float32Array, source: number, target: number, channels: 1 | 3, out: Float32Array, offset: number): void {
  if (source === target) {
    out.set(values.subarray(0, source * source * channels), offset);
    return;
  }
  const shares = sharesOf(source, target);
  // Rows first: source rows of target pixels each.
  const narrow = new Float32Array(source * target * channels);
  for (let y = 0; y < source; y++)
    for (let x = 0; x < target; x++) {
      const { first, weights } = shares[x];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let j = 0; j < weights.length; j++) sum += weights[j] * values[(y * source + first + j) * channels + c];
        narrow[(y * target + x) * channels + c] = sum;
      }
    }
  const across = target * channels;
  for (let y = 0; y < target; y++) {
    const { first, weights } = shares[y];
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let j = 0; j < weights.length; j++) sum += weights[j] * narrow[(first + j) * across + x];
      out[offset + y * across + x] = sum;
    }
  }
}

/** Whether no pixel has a hue; JPEG stores some of them a little off. */
export function isGrey(rgba: Uint8ClampedArray): boolean {
  for (let i = 0; i < rgba.length; i += 4) {
    const [r, g, b] = [rgba[i], rgba[i + 1], rgba[i + 2]];
    if (Math.max(r, g, b) - Math.min(r, g, b) > 8) return false;
  }
  return true;
}

/** Names of the features of a picture: "r0c0", or "r0c0 red", "r0c0 green", "r0c0 blue"; row by row, channels last. */
export function pixelNames(width: number, height: number, channels: 1 | 3): string[] {
  const names: string[] = [];
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      if (channels === 1) names.push(`r${r}c${c}`);
      else names.push(`r${r}c${c} red`, `r${r}c${c} green`, `r${r}c${c} blue`);
    }
  return names;
}
