import { DataError } from '../dataset';
import { count } from '../text';
import { readHeader, type ImageHeader } from './header';
import { MemoryBound, memoryOf } from './memory';
import { uprightTransform } from './orientation';
import { middleSquare, Resizer } from './resample';

/** Decoding takes four bytes a pixel, so that this is 256 MB. */
export const MAX_PIXELS = 64_000_000;

/** Of pictures that are decoded at the same time. */
const memory = new MemoryBound(4 * MAX_PIXELS);

/**
 * The header of a picture, which tells its size before anything is decoded. Throws DataError "broken-image" where there is none, and
 * "too-large-image" where the picture has more than 64 million pixels.
 */
export async function headerOf(file: Blob, name: string): Promise<ImageHeader> {
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
    throw new DataError(
      'too-large-image',
      `“${name}” has ${count(header.width)} × ${count(header.height)} pixels, more than the ${count(MAX_PIXELS / 1e6)} million that can be decoded: save it smaller.`,
    );
  return header;
}

/** Decodes a picture, upright; of an animated one the first frame. The caller closes the bitmap. Throws DataError "broken-image". */
export async function decodeImage(file: Blob, name: string, { orientation, colours }: ImageHeader): Promise<ImageBitmap> {
  const untold = orientation ? new Blob([file.slice(0, orientation.start), orientation.instead, file.slice(orientation.end)]) : file;
  try {
    // As stored: neither gamma nor a colour profile changes the values. To be asked for this makes Chromium copy all pixels.
    const bitmap = await createImageBitmap(untold, colours ? { colorSpaceConversion: 'none' } : undefined);
    return orientation ? upright(bitmap, orientation.number) : bitmap;
  } catch (error) {
    if (error instanceof DOMException) throw broken(name, error.message);
    throw error;
  }
}

/** Decodes a picture for as long as `work` looks at it, when there is memory for it. Throws what headerOf and decodeImage throw. */
export async function withImage<T>(file: Blob, name: string, work: (bitmap: ImageBitmap, header: ImageHeader) => T): Promise<T> {
  const header = await headerOf(file, name);
  return memory.during(memoryOf(header, file.size), async () => {
    const bitmap = await decodeImage(file, name, header);
    try {
      return work(bitmap, header);
    } finally {
      bitmap.close();
    }
  });
}

function broken(name: string, why: string): DataError {
  return new DataError('broken-image', `“${name}” could not be decoded (${why.replace(/\.$/, '')}): save it again as PNG or JPEG.`);
}

/** A canvas in memory, for its pixels are read. Pictures are drawn on it pixel by pixel: it never scales. */
function drawing(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new DataError(
      'no-canvas',
      'This browser cannot draw in a worker (OffscreenCanvas), so that pictures cannot be read: use a newer one.',
    );
  context.imageSmoothingEnabled = false;
  // Transparent pixels lie on white.
  context.fillStyle = '#fff';
  return context;
}

/** A picture turned as its EXIF orientation asks. */
function upright(bitmap: ImageBitmap, orientation: number): ImageBitmap {
  const { width, height } = bitmap;
  const context = orientation >= 5 ? drawing(height, width) : drawing(width, height);
  context.setTransform(...uprightTransform(orientation, width, height));
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.canvas.transferToImageBitmap();
}

/** Pixels of a picture that are read at a time: 4 MB. */
const STRIP = 1_000_000;

/** The canvas that parts of pictures are drawn on. It grows to the widest and the highest part, up to STRIP pixels. */
let strip: OffscreenCanvasRenderingContext2D | null = null;

/** RGBA of a part of a picture at its own size, on white. Large parts, read one after another, are let go with `release`. */
export function pixelsOf(bitmap: ImageBitmap, x: number, y: number, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  let context = strip;
  if (!context || context.canvas.width < width || context.canvas.height < height) {
    const [across, down] = [Math.max(width, context?.canvas.width ?? 0), Math.max(height, context?.canvas.height ?? 0)];
    context = across * down <= STRIP ? (strip = drawing(across, down)) : drawing(width, height);
  }
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** Nobody listens at its other end, so that what is transferred to it is gone. */
let nowhere: MessagePort | null = null;

/**
 * Frees pixels at once: a worker that reads a large picture without a pause would else hold all its parts until the next collection of
 * garbage.
 */
export function release(pixels: Uint8ClampedArray<ArrayBuffer>): void {
  if (!nowhere) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    nowhere = port1;
  }
  nowhere.postMessage(null, [pixels.buffer]);
}

/**
 * A picture as side × side × channels values 0 … 255, channels last, from `offset` on: cut to the square in its middle, on white, then
 * resized. The same picture gives the same values, whatever else is read before or beside it.
 */
export function writeValues(bitmap: ImageBitmap, side: number, channels: 1 | 3, out: Float32Array, offset: number): void {
  const square = middleSquare(bitmap.width, bitmap.height);
  const resizer = new Resizer(square.side, side);
  const rows = Math.max(1, Math.floor(STRIP / square.side));
  for (let top = 0; top < square.side; top += rows) {
    const pixels = pixelsOf(bitmap, square.x, square.y + top, square.side, Math.min(rows, square.side - top));
    resizer.push(pixels);
    if (rows < square.side) release(pixels);
  }
  resizer.write(channels, out, offset);
}
