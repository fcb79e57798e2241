/** The energy landscape as a map-maker draws one: a hue for each basin, height by lightness and soft shading, contour lines, hatching. */

export interface ReliefOptions {
  /** The basin of each pixel, 0 … k − 1, row 0 at the top. */
  readonly labels: Uint16Array;
  /** The energy of each pixel: the height. */
  readonly energy: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each basin, k × 3; the last is that of all labels from k − 1 on. */
  readonly palette: Uint8Array;
  /** Deep colours on a dark ground, or pale ones on paper. */
  readonly dark: boolean;
  readonly contours: boolean;
  /**
   * How broad lines and borders are, in pixels: 1. Below that they are fainter, for a coarse picture is enlarged, and its lines with it.
   */
  readonly lines?: number;
  /** The Voronoi label of each pixel, to hatch where it is not the basin, in the hue of the nearest memory; null: no hatching. */
  readonly disagreement: Uint16Array | null;
}

/** Steps of height between which a tone is not told apart. */
const TONES = 1024;
/** Coverage of one diagonal hatch line, by (column + row) mod 8. */
const HATCH = Float64Array.of(0.35, 1, 0.35, 0, 0, 0, 0, 0);

/**
 * Paints width × height pixels, RGBA, opaque. Light falls from the upper left. Throws RangeError when an array is shorter than the picture.
 * Where energies are not finite or all equal the land is flat, at half height, without shading and contour lines.
 */
export function paintRelief(options: ReliefOptions): Uint8ClampedArray<ArrayBuffer> {
  const { labels, energy, width, height, palette, dark, disagreement, lines = 1 } = options;
  const count = width * height;
  if (Math.min(labels.length, energy.length, disagreement ? disagreement.length : count) < count)
    throw new RangeError(`A relief of ${width} × ${height} needs ${count} labels and energies.`);
  const { low, range } = extent(energy, count);
  const flat = !(range > 0);
  const toTone = flat ? 0 : (TONES - 1) / range;
  const tones = toneTable(palette, dark, flat);
  const level = flat ? 1 : contourStep(range);
  const perLevel = 1 / level;
  const contours = options.contours && !flat;
  const steep = flat ? 0 : (0.28 * Math.max(width, height)) / range;
  // Lines darken on paper, and lighten a dark ground.
  const ink = dark ? 255 : 40;
  const strength = Math.min(1, lines);
  const breadth = Math.max(1, Math.round(lines));
  const lineStrength = strength * (dark ? 0.16 : 0.2);
  const shadeStrength = dark ? 0.3 : 0.13;
  const last = palette.length / 3 - 1;
  const border = 1 - strength * (dark ? 0.55 : 0.38);

  const out = new Uint8ClampedArray(4 * count);
  // One write a pixel: every machine with a browser on it is little-endian.
  const pixels = new Uint32Array(out.buffer);
  for (let y = 0; y < height; y++) paintRow(y);
  return out;

  /** By the row: an engine compiles what is called often long before what runs long. */
  function paintRow(y: number): void {
    const up = y > 0 ? width : 0;
    const down = y < height - 1 ? width : 0;
    const halfY = up && down ? 0.5 : 1;
    const below = Math.min(breadth, height - 1 - y) * width;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const label = labels[i];
      const e = energy[i];
      const tone = tones[(label < last ? label : last) * TONES + (((e - low) * toTone) | 0)];
      let red = tone & 255;
      let green = (tone >>> 8) & 255;
      let blue = tone >>> 16;
      const right = x < width - 1 ? 1 : 0;
      let light = 1;
      if (!flat) {
        const left = x > 0 ? 1 : 0;
        const gx = (energy[i + right] - energy[i - left]) * (left + right === 2 ? 0.5 : 1);
        const gy = (energy[i + down] - energy[i - up]) * halfY;
        const slope = (gx + gy) * steep;
        light += (shadeStrength * slope) / (1 + Math.abs(slope));
        if (contours) {
          const q = e * perLevel;
          const nearest = Math.floor(q + 0.5);
          const gradient = Math.sqrt(gx * gx + gy * gy);
          // Distance to the line in breadths of it; where lines would crowd, below four breadths apart, they fade.
          const distance = (Math.abs(q - nearest) * level) / (gradient * breadth);
          if (distance < 1) {
            const crowd = level / (gradient * breadth);
            const weight = nearest % 5 === 0 ? 1.7 * lineStrength : lineStrength;
            const cover = (1 - distance) * weight * (crowd < 4 ? crowd / 4 : 1);
            red += cover * (ink - red);
            green += cover * (ink - green);
            blue += cover * (ink - blue);
          }
        }
      }
      if (disagreement !== null && disagreement[i] !== label) {
        const cover = 0.7 * HATCH[Math.floor((x + y) / breadth) & 7];
        const c = 3 * Math.min(last, disagreement[i]);
        red += cover * (palette[c] - red);
        green += cover * (palette[c + 1] - green);
        blue += cover * (palette[c + 2] - blue);
      }
      if (label !== labels[i + Math.min(breadth, width - 1 - x)] || label !== labels[i + below]) light *= border;
      red *= light;
      green *= light;
      blue *= light;
      pixels[i] =
        0xff000000 | ((blue < 255 ? blue + 0.5 : 255) << 16) | ((green < 255 ? green + 0.5 : 255) << 8) | (red < 255 ? red + 0.5 : 255);
    }
  }
}

/** The step between contour lines: 1, 2 or 5 times a power of ten, for 8 to 20 lines. */
export function contourStep(range: number): number {
  const rough = range / 12;
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/** The least energy and the range; a range of 0 where an energy is not finite. */
function extent(energy: Float32Array, count: number): { low: number; range: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < count; i++) {
    const e = energy[i];
    if (e < low) low = e;
    if (e > high) high = e;
    if (!(e - e === 0)) return { low: 0, range: 0 };
  }
  return { low, range: high - low };
}

/** Of the last picture: while something moves they are the same every time. */
let lastTones: { palette: string; dark: boolean; flat: boolean; tones: Uint32Array } | null = null;

/** k × TONES colours, 0xBBGGRR: full hue in the valleys, towards the ground colour on the heights. */
function toneTable(palette: Uint8Array, dark: boolean, flat: boolean): Uint32Array {
  const name = palette.join();
  if (lastTones?.palette === name && lastTones.dark === dark && lastTones.flat === flat) return lastTones.tones;
  const ground = dark ? [17, 19, 26] : [251, 250, 246];
  const k = palette.length / 3;
  const tones = new Uint32Array(k * TONES);
  for (let mu = 0; mu < k; mu++)
    for (let tone = 0; tone < TONES; tone++) {
      // Energy grows as a square of distance: its root spreads the tones evenly over the land.
      const height = flat ? 0.5 : Math.sqrt(tone / (TONES - 1));
      const hue = dark ? 0.62 - 0.4 * height : 0.66 - 0.46 * height;
      let colour = 0;
      for (let c = 2; c >= 0; c--) colour = (colour << 8) | Math.round(ground[c] + hue * (palette[3 * mu + c] - ground[c]));
      tones[mu * TONES + tone] = colour;
    }
  lastTones = { palette: name, dark, flat, tones };
  return tones;
}
