/** What a figure is made of: SVG markup, and canvases as pixels. Places are CSS pixels from the figure's upper left. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Text, lines and areas, as SVG. */
export interface MarkupPart {
  readonly kind: 'markup';
  readonly markup: string;
}

/** A canvas as it was when the figure was read. */
export interface PixelPart {
  readonly kind: 'pixels';
  /** Closed by whoever writes the figure. */
  readonly bitmap: Promise<ImageBitmap>;
  readonly box: Box;
  /** Nothing of it is outside. */
  readonly clip: Box;
  /** Enlarged smoothly, or pixel by pixel. */
  readonly smooth: boolean;
  readonly opacity: number;
}

export type Part = MarkupPart | PixelPart;

export function intersection(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

export const isEmpty = ({ width, height }: Box): boolean => width <= 0 || height <= 0;

/** Around all of them; of none, of no size. */
export function union(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Enough digits for four pixels to a CSS pixel. */
export const short = (value: number): string => String(Math.round(value * 1000) / 1000);

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no way to write: most control characters, and halves of a pair. */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for an element or a quoted attribute. */
export const escaped = (text: string): string => text.replaceAll(unwritable, '').replaceAll(/[&<>"]/g, (sign) => named[sign]!);

/** `opening` and its attributes; those without a value are left out. */
export function tag(name: string, attributes: Readonly<Record<string, string | number | null | undefined>>, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? short(value) : value!)}"`)
    .join('');
  return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`;
}
