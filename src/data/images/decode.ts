import { DataError } from '../dataset';
import { count } from '../text';
import { readHeader, type ImageHeader } from './header';
import { channelsOf, middleSquare, resample } from './resample';

/** Decoding takes four bytes a pixel, so that this is 256 MB. */
export const MAX_PIXELS = 64_000_000;

export interface Decoded {
  readonly bitmap: ImageBitmap;
  readonly header: ImageHeader;
}

/**
 * Decodes a picture; of an animated one the first frame. The caller closes the bitmap. Its size is looked up before, so that a
 * huge one is not decoded. Throws DataError "broken-image" or "too-large-image".
 */
export async function decodeImage(file: Blob, name: string): Promise<Decoded> {
  let header: ImageHeader | null;
  try {
    header = await readHeader(file);
  } catch (error) {
    // A file that was moved, changed or locked since it was chosen; or one that ends within its header.
    if (error instanceof DOMException || error instanceof RangeError) throw broken(name, error.message);
    throw error;
  }
  if (!header) throw broken(name, 'it does not begin as a PNG, JPEG, WebP, GIF or BMP picture does');
  if (header.width * header.height > MAX_PIXELS)
    throw new DataError('too-large-image', `“${name}” has ${count(header.width)} × ${count(header.height)} pixels, more than the ${count(MAX_PIXELS / 1e6)} million that can be decoded: save it smaller.`);
  try {
    // As stored: neither gamma nor a colour profile changes the values.
    return { bitmap: await createImageBitmap(file, { colorSpaceConversion: 'none' }), header };
  } catch (error) {
    if (error instanceof DOMException) throw broken(name, error.message);
    throw error;
  }
}

function broken(name: string, why: string): DataError {
  return new DataError('broken-image', `“${name}” could not be decoded (${why.replace(/\.$/, '')}): save it again as PNG or JPEG.`);
}

/** What transparent pixels lie on. */
const PAPER = '#fff';

/** Canvases that are used again and again, each as large as it ever had to be; in memory, for their pixels are read. */
const canvases: OffscreenCanvasRenderingContext2D[] = [];

/** Canvas 0 or 1 with at least width × height pixels, white. */
function canvasOf(which: 0 | 1, width: number, height: number): OffscreenCanvasRenderingContext2D {
  let context = canvases[which];
  if (!context || context.canvas.width < width || context.canvas.height < height) {
    const made = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!made) throw new DataError('no-canvas', 'This browser cannot draw in a worker (OffscreenCanvas), so that pictures cannot be read: use a newer one.');
    context = made;
    context.fillStyle = PAPER;
    context.imageSmoothingQuality = 'high';
    // Large ones are not kept.
    if (width * height <= 1_000_000) canvases[which] = context;
  }
  context.fillRect(0, 0, width, height);
  return context;
}

/** RGBA of a part of a picture at its own size, on white. */
export function pixelsOf(bitmap: ImageBitmap, x: number, y: number, width: number, height: number): Uint8ClampedArray {
  const context = canvasOf(0, width, height);
  context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** The square in the middle of a picture, on white, halved until its side is less than four times what is wanted. */
export function squarePixels(bitmap: ImageBitmap, wanted: number): { rgba: Uint8ClampedArray; side: number } {
  const square = middleSquare(bitmap.width, bitmap.height);
  let { x, y, side } = square;
  if (side < 4 * wanted) return { rgba: pixelsOf(bitmap, x, y, side, side), side };
  let from: ImageBitmap | OffscreenCanvas = bitmap;
  let which: 0 | 1 = 0;
  for (;;) {
    // Halved, each pixel is the mean of four; the last step, by less than four, is for resample.
    const half = Math.ceil(side / 2);
    const context = canvasOf(which, half, half);
    context.drawImage(from, x, y, side, side, 0, 0, half, half);
    if (half < 4 * wanted) return { rgba: context.getImageData(0, 0, half, half).data, side: half };
    [from, x, y, side, which] = [context.canvas, 0, 0, half, which === 0 ? 1 : 0];
  }
}

/** A picture as side × side × channels values 0 … 255, channels last, from `offset` on: cut to the square in its middle, then resized. */
export function writeValues(bitmap: ImageBitmap, side: number, channels: 1 | 3, out: Float32Array, offset: number): void {
  const square = squarePixels(bitmap, side);
  const values = new Float32Array(square.side * square.side * channels);
  channelsOf(square.rgba, channels, values);
  resample(values, square.side, side, channels, out, offset);
}
