import { DataError, UNLABELLED_K, type Dataset } from '../dataset';
import type { ReadProgress } from '../formats/bytes';
import { MAX_CELLS } from '../table/table';
import { count, quantity, stem } from '../text';
import { gridOf, type SheetChoice } from './choice';
import { imageOf } from './collection';
import { decodeImage, headerOf, pixelsOf, release } from './decode';
import { channelsOf, isGrey, pixelNames } from './resample';
import { guessTile, LEAST_TILE } from './tile';

/** A picture decoded, which the worker keeps until it is cut. */
export interface Sheet {
  readonly name: string;
  readonly bitmap: ImageBitmap;
  readonly animated: boolean;
}

export interface SheetSummary {
  readonly name: string;
  /** Of the whole picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly proposal: SheetChoice;
  /** A doubt that the picture is a sheet of such tiles, as a sentence. */
  readonly doubt: string | null;
  /** The picture in small, to draw the grid on: at most PREVIEW pixels wide or high. */
  readonly preview: ImageBitmap;
}

const PREVIEW = 1024;
/** Pixels looked at together: 4 MB. */
const BAND = 1_000_000;

/** Decodes a sheet. Throws DataError "broken-image", "too-large-image", "too-small". */
export async function openSheet(file: Blob, name: string): Promise<Sheet> {
  const header = await headerOf(file, name);
  if (header.width * header.height < 2)
    throw new DataError(
      'too-small',
      `“${name}” is a single pixel, which cannot be cut into tiles: open a folder, a zip or several pictures, or a sheet of tiles.`,
    );
  return { name, bitmap: await decodeImage(file, name, header), animated: header.animated };
}

/** Looks at a sheet: how large its tiles are, most likely, and whether it is grey. */
export async function summariseSheet({ name, bitmap }: Sheet): Promise<SheetSummary> {
  const { width, height } = bitmap;
  const across = new Float64Array(width - 1);
  const down = new Float64Array(height - 1);
  const rows = Math.max(1, Math.min(height, Math.floor(BAND / width)));
  let grey = true;
  const luma = new Float32Array(width * rows);
  const above = new Float32Array(width);
  for (let top = 0; top < height; top += rows) {
    const high = Math.min(rows, height - top);
    const rgba = pixelsOf(bitmap, 0, top, width, high);
    grey &&= isGrey(rgba, 4);
    channelsOf(rgba, 1, luma);
    release(rgba);
    for (let y = 0; y < high; y++) {
      const row = luma.subarray(y * width, (y + 1) * width);
      for (let x = 0; x + 1 < width; x++) across[x] += Math.abs(row[x + 1] - row[x]) / height;
      if (top + y > 0) {
        let change = 0;
        for (let x = 0; x < width; x++) change += Math.abs(row[x] - above[x]);
        down[top + y - 1] = change / width;
      }
      above.set(row);
    }
  }
  const shrink = Math.min(1, PREVIEW / Math.max(width, height));
  const preview = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(width * shrink)),
    resizeHeight: Math.max(1, Math.round(height * shrink)),
    resizeQuality: 'medium',
  });
  const proposal = { ...guessTile(width, height, across, down), channels: grey ? 1 : 3, rowsPerClass: null, dropBlank: true } as const;
  return { name, width, height, proposal, doubt: doubtOf({ name, bitmap }, proposal), preview };
}

/** Rows of tiles looked at for a doubt. */
const ROWS_LOOKED_AT = 32;
/** Tiles of one colour are told where they are more than this share of all. */
const MOST_PLAIN = 0.9;

function doubtOf(
  { name, bitmap }: Pick<Sheet, 'name' | 'bitmap'>,
  { width, height }: Pick<SheetChoice, 'width' | 'height'>,
): string | null {
  if (width * height < LEAST_TILE ** 2) return `“${name}” shows no tiles of at least ${LEAST_TILE} × ${LEAST_TILE} pixels.`;
  const { across, down } = gridOf(bitmap, { width, height });
  const looked = Math.min(ROWS_LOOKED_AT, down);
  let plain = 0;
  for (let i = 0; i < looked; i++) {
    const rgba = pixelsOf(bitmap, 0, Math.floor((i * down) / looked) * height, across * width, height);
    const pixels = new Uint32Array(rgba.buffer);
    for (let column = 0; column < across; column++) if (isPlainTile(pixels, across * width, column * width, width, height)) plain++;
    release(rgba);
  }
  const share = plain / (looked * across);
  return share > MOST_PLAIN
    ? `Of the tiles of ${count(width)} × ${count(height)} pixels that “${name}” seems to hold, ${Math.floor(100 * share)}% are of one colour: it may be damaged, or no sheet of tiles.`
    : null;
}

/** @param pixels rows of `stride` pixels. @param left where the tile begins. */
function isPlainTile(pixels: Uint32Array, stride: number, left: number, width: number, height: number): boolean {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (pixels[y * stride + left + x] !== pixels[left]) return false;
  return true;
}

/**
 * A Dataset of the tiles: values 0 … 255, channels last. Throws DataError "bad-tile", "too-few-tiles", "too-many-cells", "bad-rows".
 */
export function buildSheet({ name, bitmap, animated }: Sheet, choice: SheetChoice, onProgress: (progress: ReadProgress) => void): Dataset {
  const { width, height, channels, rowsPerClass } = choice;
  const whole = `“${name}” (${count(bitmap.width)} × ${count(bitmap.height)} pixels)`;
  for (const [what, side, most] of [
    ['width', width, bitmap.width],
    ['height', height, bitmap.height],
  ] as const)
    if (!(Number.isInteger(side) && side >= 1 && side <= most))
      throw new DataError(
        'bad-tile',
        `The ${what} of a tile of ${whole} must be a whole number of pixels from 1 to ${count(most)}, not ${String(side)}.`,
      );
  if (channels !== 1 && channels !== 3)
    throw new DataError('bad-channels', `Pictures have 1 channel (grey) or 3 (colour), not ${String(channels)}.`);
  const { across, down, right, bottom } = gridOf(bitmap, choice);
  if (across * down < 2)
    throw new DataError(
      'too-few-tiles',
      `${whole} has room for a single tile of ${count(width)} × ${count(height)}; clustering needs at least two: choose smaller tiles.`,
    );
  if (rowsPerClass !== null && !(Number.isInteger(rowsPerClass) && rowsPerClass >= 1))
    throw new DataError('bad-rows', `The rows per class must be a whole number of at least 1, not ${String(rowsPerClass)}.`);
  const d = width * height * channels;
  const cells = across * down * d;
  if (cells > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${count(across * down)} tiles of ${count(width)} × ${count(height)} pixels${channels === 3 ? ' in colour' : ''} are more than ${count(MAX_CELLS)} values: ${channels === 3 && cells / 3 <= MAX_CELLS ? 'take them as grey' : 'open a smaller picture'}.`,
    );
  const values = new Float32Array(across * down * d);
  const strip = new Float32Array(across * width * height * channels);
  const blank: boolean[] = [];
  const [rowLength, tileRow] = [across * width * channels, width * channels];
  for (let row = 0; row < down; row++) {
    const rgba = pixelsOf(bitmap, 0, row * height, across * width, height);
    channelsOf(rgba, channels, strip);
    release(rgba);
    for (let column = 0; column < across; column++) {
      const at = (row * across + column) * d;
      for (let y = 0; y < height; y++)
        values.set(strip.subarray(y * rowLength + column * tileRow, y * rowLength + (column + 1) * tileRow), at + y * tileRow);
      blank.push(isPlain(values, at, d, channels));
    }
    onProgress({ bytes: row + 1, total: down, rows: blank.length });
  }
  const n = choice.dropBlank ? blank.lastIndexOf(false) + 1 : blank.length;
  if (n < 2)
    throw new DataError(
      'too-few-tiles',
      `${n === 0 ? 'All tiles' : 'All tiles but one'} of ${whole} are of one colour; clustering needs at least two that are not: choose another size.`,
    );
  const classes = rowsPerClass === null ? 0 : Math.ceil(n / (rowsPerClass * across));
  const file = stem(name);
  return {
    id: `file:${name}`,
    name: file,
    n,
    d,
    values: n < blank.length ? values.slice(0, n * d) : values,
    features: pixelNames(width, height, channels),
    // A class alone says nothing.
    labels:
      rowsPerClass === null || classes < 2 ? null : Uint16Array.from({ length: n }, (_, i) => Math.floor(i / (rowsPerClass * across))),
    labelNames: classes < 2 ? [] : Array.from({ length: classes }, (_, i) => String(i + 1)),
    image: imageOf(width, height, channels),
    k: Math.min(n, classes < 2 ? UNLABELLED_K : classes),
    source: null,
    notes: notesOn({ right, bottom, blank: blank.length - n, animated }),
    itemNames: Array.from({ length: n }, (_, i) => `row ${Math.floor(i / across) + 1}, column ${(i % across) + 1}`),
  };
}

/** True if all pixels of a tile are alike. */
function isPlain(values: Float32Array, at: number, d: number, channels: number): boolean {
  for (let i = channels; i < d; i++) if (values[at + i] !== values[at + (i % channels)]) return false;
  return true;
}

function notesOn({ right, bottom, blank, animated }: { right: number; bottom: number; blank: number; animated: boolean }): string[] {
  const notes: string[] = [];
  const edges = [right > 0 ? `${count(right)} at the right` : '', bottom > 0 ? `${count(bottom)} at the bottom` : ''].filter(Boolean);
  if (edges.length > 0) notes.push(`Pixels that make no whole tile are left out: ${edges.join(', ')}.`);
  if (blank > 0) notes.push(`${quantity(blank, 'tile of one colour at the end was', 'tiles of one colour at the end were')} left out.`);
  if (animated) notes.push('The picture is animated; only its first frame is used.');
  return notes;
}
