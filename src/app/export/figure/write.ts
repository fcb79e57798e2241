/** Writes a figure: as an SVG that stands alone, onto a canvas, or as a PNG. */
import type { Figure } from './compose';
import { escaped, layersOf, tag, type PixelPart } from './parts';

/** A reason for a picture that cannot be had, and what to do. */
export class PictureError extends Error {
  override name = 'PictureError';
  constructor(
    sentence: string,
    readonly code: 'too-large',
  ) {
    super(sentence);
  }
}

const head = ({ width, height, title }: Figure, scale: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}" role="img">\n<title>${escaped(title)}</title>\n`;

const page = ({ width, height, paper }: Figure): string => `${tag('rect', { width, height, fill: paper })}\n`;

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('A canvas could not be read.'));
    reader.readAsDataURL(blob);
  });
}

async function imageTag({ pixels, box, clip, smooth, opacity }: PixelPart): Promise<string> {
  const image = tag('image', {
    x: box.x - clip.x,
    y: box.y - clip.y,
    width: box.width,
    height: box.height,
    preserveAspectRatio: 'none',
    opacity: opacity === 1 ? null : opacity,
    style: smooth ? null : 'image-rendering:pixelated',
    href: await dataUrl(await pixels.convertToBlob({ type: 'image/png' })),
  });
  return tag('svg', { x: clip.x, y: clip.y, width: clip.width, height: clip.height, overflow: 'hidden' }, image);
}

/** The figure as a file: no scripts, no style sheets, no fonts, and its canvases within it. */
export async function svgFile(figure: Figure): Promise<Blob> {
  const written: string[] = [head(figure, 1), page(figure)];
  for (const layer of layersOf(figure.parts))
    if (layer.kind === 'markup') written.push(layer.markup, '\n');
    else for (const part of layer.parts) written.push(await imageTag(part), '\n');
  return new Blob([...written, '</svg>\n'], { type: 'image/svg+xml' });
}

/** A canvas beyond the browser's limit stays empty, or throws when it is read. */
function holds(canvas: OffscreenCanvas): boolean {
  const [x, y] = [canvas.width - 1, canvas.height - 1];
  try {
    const context = canvas.getContext('2d');
    context?.fillRect(x, y, 1, 1);
    return context?.getImageData(x, y, 1, 1).data[3] === 255;
  } catch {
    return false;
  }
}

/** A canvas of so many pixels. Throws PictureError "too-large" where this browser has none. */
export function canvasOf(width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  if (!holds(canvas))
    throw new PictureError(
      `A picture of ${width} × ${height} pixels is larger than this browser can draw. Choose a smaller scale, or SVG.`,
      'too-large',
    );
  return canvas;
}

async function drawn(markup: string, figure: Figure, scale: number): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(`${head(figure, scale)}${markup}</svg>`)}`;
  await image.decode();
  return image;
}

/** Draws the figure onto the canvas, `scale` pixels to a CSS pixel. */
export async function drawFigure(figure: Figure, canvas: OffscreenCanvas, scale: number): Promise<void> {
  const context = canvas.getContext('2d')!;
  const layers: (HTMLImageElement | readonly PixelPart[])[] = [];
  for (const layer of layersOf(figure.parts)) layers.push(layer.kind === 'pixels' ? layer.parts : await drawn(layer.markup, figure, scale));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = figure.paper;
  context.fillRect(0, 0, canvas.width / scale, canvas.height / scale);
  for (const layer of layers)
    if (layer instanceof Image) context.drawImage(layer, 0, 0, figure.width, figure.height);
    else for (const part of layer) drawPixels(context, part);
}

function drawPixels(context: OffscreenCanvasRenderingContext2D, { pixels, box, clip, smooth, opacity }: PixelPart): void {
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = smooth;
  context.imageSmoothingQuality = 'high';
  context.drawImage(pixels, box.x, box.y, box.width, box.height);
  context.restore();
}

export const pixelSize = ({ width, height }: Pick<Figure, 'width' | 'height'>, scale: number) => ({
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

/** Throws PictureError. */
export async function pngFile(figure: Figure, scale: number): Promise<Blob> {
  const { width, height } = pixelSize(figure, scale);
  const canvas = canvasOf(width, height);
  await drawFigure(figure, canvas, scale);
  return canvas.convertToBlob({ type: 'image/png' });
}
