/** Pictures of rows: a dataset's image, or a memory that has the shape of one. */
import type { Dataset } from '../data/dataset';

export type ImageFormat = NonNullable<Dataset['image']>;

/**
 * One row of an image dataset as RGBA bytes, width · height · 4: values run row by row, channels last, from range[0] (black) to
 * range[1] (white); what lies outside is clamped. Throws RangeError when the row has too few numbers.
 */
export function imageBytes(
  values: ArrayLike<number>,
  offset: number,
  { width, height, channels, range }: ImageFormat,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = width * height;
  if (values.length < offset + pixels * channels)
    throw new RangeError(`A picture of ${width} × ${height} × ${channels} needs ${pixels * channels} numbers.`);
  const bytes = new Uint8ClampedArray(pixels * 4);
  const [black, white] = range;
  const gain = 255 / (white - black || 1);
  for (let i = 0; i < pixels; i++) {
    const at = offset + i * channels;
    const r = (values[at]! - black) * gain;
    const grey = channels === 1;
    bytes[i * 4] = r;
    bytes[i * 4 + 1] = grey ? r : (values[at + 1]! - black) * gain;
    bytes[i * 4 + 2] = grey ? r : (values[at + 2]! - black) * gain;
    bytes[i * 4 + 3] = 255;
  }
  return bytes;
}

/** Paints such a row at its own size; CSS makes it larger (class "picture": hard pixels). */
export function paintImage(canvas: HTMLCanvasElement, values: ArrayLike<number>, offset: number, image: ImageFormat): void {
  if (canvas.width !== image.width) canvas.width = image.width;
  if (canvas.height !== image.height) canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(new ImageData(imageBytes(values, offset, image), image.width, image.height), 0, 0);
}
