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
  /** Around what is drawn. */
  readonly box: Box;
}

/** A canvas as it was when the figure was read. */
export interface PixelPart {
  readonly kind: 'pixels';
  readonly pixels: OffscreenCanvas;
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

/** What is drawn together, in the order of drawing: markup, or canvases. */
export type Layer =
  | { readonly kind: 'markup'; readonly markup: string }
  | { readonly kind: 'pixels'; readonly parts: readonly PixelPart[] };

/** As few layers as keep the order of parts that overlap. */
export function layersOf(parts: readonly Part[]): Layer[] {
  const placed: { readonly part: Part; readonly box: Box; readonly level: number }[] = [];
  for (const part of parts) {
    const own = part.kind === 'markup' ? part.box : part.clip;
    let level = part.kind === 'markup' ? 0 : 1;
    for (const before of placed)
      if (before.level >= level && !isEmpty(intersection(before.box, own))) level = before.level + (before.part.kind === part.kind ? 0 : 1);
    placed.push({ part, box: own, level });
  }
  const levels = [...new Set(placed.map(({ level }) => level))].toSorted((a, b) => a - b);
  return levels.map((level): Layer => {
    const own = placed.filter((one) => one.level === level).map(({ part }) => part);
    const pixels = own.filter((part) => part.kind === 'pixels');
    if (pixels.length > 0) return { kind: 'pixels', parts: pixels };
    return { kind: 'markup', markup: own.flatMap((part) => (part.kind === 'markup' ? part.markup : [])).join('\n') };
  });
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
