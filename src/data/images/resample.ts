/** Pixels into numbers: grey or colour, and from one size to another. */

/** The square in the middle of a picture, in its own pixels. */
export function middleSquare(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/** ITU-R Rec. 601, written so that a grey pixel keeps its value exactly. */
const luma = (r: number, g: number, b: number): number => g + 0.299 * (r - g) + 0.114 * (b - g);

/** Values 0 … 255 of RGBA pixels, channels last: colour as it is, or grey as the luma. Alpha is left out: pixels are opaque by now. */
export function channelsOf(rgba: Uint8ClampedArray, channels: 1 | 3, out: Float32Array, offset = 0): void {
  for (let from = 0, to = offset; from < rgba.length; from += 4) {
    const [r, g, b] = [rgba[from], rgba[from + 1], rgba[from + 2]];
    if (channels === 1) out[to++] = luma(r, g, b);
    else {
      out[to++] = r;
      out[to++] = g;
      out[to++] = b;
    }
  }
}

/**
 * Which source pixels make up each target pixel: counts[i] of them from first[i] on, with the next counts[i] weights, which add up to 1.
 */
interface Shares {
  readonly first: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
}

/** Shrinking takes the mean of the area under each target pixel; enlarging is linear between the pixels' centres. */
function sharesOf(source: number, target: number): Shares {
  const scale = source / target;
  const first = new Int32Array(target);
  const counts = new Int32Array(target);
  const weights: number[] = [];
  for (let i = 0; i < target; i++) {
    if (scale >= 1) {
      const [left, right] = [i * scale, (i + 1) * scale];
      first[i] = Math.floor(left);
      counts[i] = Math.min(source, Math.ceil(right - 1e-9)) - first[i];
      for (let j = first[i]; j < first[i] + counts[i]; j++) weights.push((Math.min(right, j + 1) - Math.max(left, j)) / scale);
    } else {
      const centre = Math.min(source - 1, Math.max(0, (i + 0.5) * scale - 0.5));
      first[i] = Math.floor(centre);
      const part = centre - first[i];
      counts[i] = first[i] + 1 < source ? 2 : 1;
      weights.push(...(counts[i] === 2 ? [1 - part, part] : [1]));
    }
  }
  return { first, counts, weights: Float64Array.from(weights) };
}

/** Those of the sizes met last: the pictures of a set are often alike. */
const known = new Map<string, Shares>();

function knownShares(source: number, target: number): Shares {
  const key = `${source} ${target}`;
  const found = known.get(key) ?? sharesOf(source, target);
  if (known.size >= 32) known.clear();
  known.set(key, found);
  return found;
}

/**
 * Brings a square picture to another side. It takes the rows as they come, so that a large picture need never be held as a whole, and the
 * result does not depend on how many rows come at a time.
 */
export class Resizer {
  private readonly shares: Shares;
  /** target × target × RGB. */
  private readonly sums: Float64Array;
  private readonly row: Float64Array;
  /** Of the source rows, the next one; and the first target row that it, or a later one, is a part of. */
  private next = 0;
  private from = 0;
  private weightsBefore = 0;

  constructor(
    private readonly source: number,
    private readonly target: number,
  ) {
    this.shares = knownShares(source, target);
    this.sums = new Float64Array(target * target * 3);
    this.row = new Float64Array(target * 3);
  }

  /** @param rgba the next rows, whole ones, of `source` opaque pixels. */
  push(rgba: Uint8ClampedArray): void {
    for (let at = 0; at < rgba.length; at += 4 * this.source) {
      this.narrow(rgba, at);
      this.addRow();
    }
  }

  /** The row at rgba[at], `target` pixels wide. */
  private narrow(rgba: Uint8ClampedArray, at: number): void {
    const { row, target } = this;
    const { first, counts, weights } = this.shares;
    for (let x = 0, w = 0, to = 0; x < target; x++, to += 3) {
      let [r, g, b] = [0, 0, 0];
      let i = at + 4 * first[x];
      for (const end = w + counts[x]; w < end; w++, i += 4) {
        const weight = weights[w];
        r += weight * rgba[i];
        g += weight * rgba[i + 1];
        b += weight * rgba[i + 2];
      }
      row[to] = r;
      row[to + 1] = g;
      row[to + 2] = b;
    }
  }

  /** Adds the narrowed row to the target rows that it is a part of. */
  private addRow(): void {
    const { sums, row, target } = this;
    const { first, counts, weights } = this.shares;
    const y = this.next++;
    while (this.from < target && first[this.from] + counts[this.from] <= y) this.weightsBefore += counts[this.from++];
    for (let t = this.from, w = this.weightsBefore; t < target && first[t] <= y; w += counts[t++]) {
      const weight = weights[w + y - first[t]];
      for (let i = 0, to = t * row.length; i < row.length; i++) sums[to + i] += weight * row[i];
    }
  }

  /** Writes target × target × channels values 0 … 255, channels last, from `offset` on, when all rows have come. */
  write(channels: 1 | 3, out: Float32Array, offset: number): void {
    const { sums } = this;
    if (channels === 3) out.set(sums, offset);
    else for (let from = 0, to = offset; from < sums.length; from += 3) out[to++] = luma(sums[from], sums[from + 1], sums[from + 2]);
  }
}

/** Brings one square picture, source × source × channels, to target × target × channels, as `Resizer` does. */
export function resizeSquare(values: Float32Array, source: number, target: number, channels: number, out: Float32Array): void {
  const { first, counts, weights } = knownShares(source, target);
  for (let y = 0, rows = 0, to = 0; y < target; rows += counts[y++])
    for (let x = 0, columns = 0; x < target; columns += counts[x++])
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let i = 0; i < counts[y]; i++)
          for (let j = 0; j < counts[x]; j++)
            sum += weights[rows + i] * weights[columns + j] * values[((first[y] + i) * source + first[x] + j) * channels + c];
        out[to++] = sum;
      }
}

/**
 * True if no pixel has a hue. JPEG stores some pixels a little off.
 * @param step numbers a pixel, the first three of them red, green and blue.
 */
export function isGrey(pixels: Uint8ClampedArray | Float32Array, step: 3 | 4): boolean {
  for (let i = 0; i < pixels.length; i += step) {
    const [r, g, b] = [pixels[i], pixels[i + 1], pixels[i + 2]];
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
