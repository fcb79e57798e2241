/**
 * Reads a view off the page as the parts of a figure, whatever it is drawn with: canvases, SVG, and the text, areas and borders of HTML.
 * Left out is what is there to be used, and what is marked `data-screen`. The legend is what the view has in an `ExportLegend`, with the
 * clusters where that says so. A view that explains its own colours in the drawing says `data-legend="drawn"`; one that says nothing gets
 * the clusters.
 */
import { copySvg } from './copySvg';
import { escaped, intersection, isEmpty, tag, union, type Box, type Part } from './parts';

const controls =
  'button:not(.quiet-button, .word), select, label, input, textarea, progress, summary, [popover], [hidden], [data-screen], .visually-hidden';
const legends = '[data-legend]:not([data-legend="drawn"])';

export interface LegendEntry {
  /** Markup in a box of `signWidth` × `signHeight`; empty: none. */
  readonly sign: string;
  readonly text: string;
}

export interface ViewReading {
  /** Around all that is drawn, from the view's upper left. */
  readonly box: Box;
  /** Their places are from the upper left of `box`. */
  readonly parts: readonly Part[];
  readonly legend: readonly LegendEntry[];
  /** The clusters belong into the legend. */
  readonly clusters: boolean;
}

export const signWidth = 18;
export const signHeight = 10;

/** What the parents of an element say of it. */
interface Around {
  readonly clip: Box;
  readonly opacity: number;
}

type Placed = { readonly box: Box; readonly part: (left: number, top: number) => Part };

const everything: Box = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };

/** Must be called between two frames, for it reads the page as it stands. Throws Error where nothing is drawn. */
export function readView(view: Element, extent?: Box): ViewReading {
  const placed: Placed[] = [];
  // What the view itself scrolls is read, too.
  for (const part of view.children) visit(part, { clip: everything, opacity: 1 }, placed);
  const at = view.getBoundingClientRect();
  const found = union(placed.map(({ box }) => box));
  const box = extent ?? { x: found.x - at.x, y: found.y - at.y, width: found.width, height: found.height };
  if (isEmpty(box)) throw new Error('There is nothing in this view yet.');
  const own = [...view.querySelectorAll<HTMLElement>('[data-legend]'), ...(view.matches('[data-legend]') ? [view as HTMLElement] : [])];
  return {
    box,
    parts: placed.map(({ part }) => part(at.x + box.x, at.y + box.y)),
    legend: own.filter((one) => one.matches(legends)).flatMap(({ children }) => Array.from(children, entryOf)),
    clusters: own.length === 0 || own.some((one) => one.dataset['legend'] === 'clusters'),
  };
}

function visit(element: Element, around: Around, placed: Placed[]): void {
  if (element.matches(controls) || element.matches(legends)) return;
  if (element instanceof HTMLDetailsElement && !element.open) return;
  const style = getComputedStyle(element);
  const opacity = around.opacity * Number(style.opacity);
  if (style.display === 'none' || opacity === 0) return;
  const box = boxOf(element.getBoundingClientRect());
  const seen = style.visibility === 'visible';
  const inside = style.overflow === 'visible' || style.display === 'contents' ? around.clip : intersection(around.clip, box);
  if (element instanceof SVGSVGElement) {
    if (seen && !isEmpty(box))
      add(placed, intersection(around.clip, style.overflow === 'visible' ? around.clip : box), box, (moved) =>
        copySvg(element, moved, opacity),
      );
    return;
  }
  if (seen && element instanceof HTMLElement) decorate(style, box, { ...around, opacity }, placed);
  if (element instanceof HTMLCanvasElement) {
    const shown = intersection(around.clip, box);
    if (!seen || isEmpty(shown) || element.width === 0 || element.height === 0) return;
    const pixels = copyOf(element);
    const smooth = style.imageRendering !== 'pixelated';
    placed.push({
      box: shown,
      part: (left, top) => ({ kind: 'pixels', pixels, box: shifted(box, left, top), clip: shifted(shown, left, top), smooth, opacity }),
    });
    return;
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) visit(child, { clip: inside, opacity }, placed);
    else if (child instanceof Text && seen && child.data.trim()) write(child, style, { clip: inside, opacity }, placed);
  }
}

function copyOf(canvas: HTMLCanvasElement): OffscreenCanvas {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  return copy;
}

const boxOf = ({ x, y, width, height }: DOMRect): Box => ({ x, y, width, height });
const shifted = (box: Box, left: number, top: number): Box => ({ ...box, x: box.x - left, y: box.y - top });
const contains = (outer: Box, inner: Box): boolean => {
  const common = intersection(outer, inner);
  return common.width >= inner.width - 0.5 && common.height >= inner.height - 0.5;
};

/** Adds markup that lies in `box`, cut off where it leaves `clip`. */
function add(placed: Placed[], clip: Box, box: Box, draw: (box: Box) => string): void {
  const shown = intersection(clip, box);
  if (isEmpty(shown)) return;
  placed.push({
    box: shown,
    part: (left, top) => {
      if (contains(clip, box)) return { kind: 'markup', markup: draw(shifted(box, left, top)), box: shifted(box, left, top) };
      const place = shifted(shown, left, top);
      const markup = draw(shifted(box, shown.x, shown.y));
      return { kind: 'markup', markup: markup && tag('svg', { ...place, overflow: 'hidden' }, markup), box: place };
    },
  });
}

/** Colours as they are computed: rgb(230, 159, 0) is none of these. */
const transparent = /^transparent$|^rgba\(.*, 0\)$|\/ 0\)$/;

/** The area and the borders of an element. */
function decorate(style: CSSStyleDeclaration, box: Box, { clip, opacity }: Around, placed: Placed[]): void {
  const sides = (['top', 'right', 'bottom', 'left'] as const).map((side) => {
    const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
    const colour = style.getPropertyValue(`border-${side}-color`);
    return { width: transparent.test(colour) ? 0 : width, colour, dashed: style.getPropertyValue(`border-${side}-style`) === 'dashed' };
  });
  const fill = transparent.test(style.backgroundColor) ? null : style.backgroundColor;
  const [first] = sides;
  if (isEmpty(box) || (!fill && sides.every(({ width }) => width === 0))) return;
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, Math.min(box.width, box.height) / 2);
  const alike = sides.every(({ width, colour }) => width === first!.width && colour === first!.colour);
  add(placed, clip, box, ({ x, y, width, height }) => {
    const inset = alike ? first!.width / 2 : 0;
    const area = tag('rect', {
      x: x + inset,
      y: y + inset,
      width: Math.max(0, width - 2 * inset),
      height: Math.max(0, height - 2 * inset),
      rx: radius > 0 ? Math.max(0, radius - inset) : null,
      fill: fill ?? 'none',
      ...(alike && inset > 0 && { stroke: first!.colour, 'stroke-width': first!.width, 'stroke-dasharray': first!.dashed ? '4 3' : null }),
      opacity: opacity === 1 ? null : opacity,
    });
    if (alike) return area;
    const lines = sides.map(({ width: breadth, colour }, side) => {
      if (breadth === 0) return '';
      const upright = side % 2 === 1;
      return tag('rect', {
        x: side === 1 ? x + width - breadth : x,
        y: side === 2 ? y + height - breadth : y,
        width: upright ? breadth : width,
        height: upright ? height : breadth,
        fill: colour,
        opacity: opacity === 1 ? null : opacity,
      });
    });
    return (fill ? area : '') + lines.join('');
  });
}

const pen = new OffscreenCanvas(1, 1).getContext('2d')!;

/** How a font is written for a canvas. */
export const fontOf = (style: CSSStyleDeclaration): string =>
  `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;

/** The text of a node: a line of the page is a line of the figure. */
function write(node: Text, style: CSSStyleDeclaration, { clip, opacity }: Around, placed: Placed[]): void {
  pen.font = fontOf(style);
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = pen.measureText('x');
  for (const { box, text } of linesOf(node)) {
    const words = cased(text.replaceAll(/\s+/g, ' '), style.textTransform);
    if (!words.trim()) continue;
    add(placed, clip, box, ({ x, y, height }) =>
      tag(
        'text',
        {
          x,
          y: y + (height - ascent - descent) / 2 + ascent,
          fill: style.color,
          'font-family': style.fontFamily,
          'font-size': style.fontSize,
          'font-weight': style.fontWeight === '400' ? null : style.fontWeight,
          'font-style': style.fontStyle === 'normal' ? null : style.fontStyle,
          'letter-spacing': style.letterSpacing === 'normal' ? null : style.letterSpacing,
          style: style.fontVariantNumeric === 'normal' ? null : `font-variant-numeric:${style.fontVariantNumeric}`,
          opacity: opacity === 1 ? null : opacity,
        },
        // A space before the words has its place, and SVG would drop it.
        escaped(words.trimEnd()).replace(/^ /, '\u00a0'),
      ),
    );
  }
}

const cased = (text: string, transform: string): string =>
  transform === 'uppercase' ? text.toUpperCase() : transform === 'lowercase' ? text.toLowerCase() : text;

function linesOf(node: Text): { box: Box; text: string }[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rows = new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top)));
  if (rows.size <= 1) {
    const box = boxOf(range.getBoundingClientRect());
    return box.width > 0 ? [{ box, text: node.data }] : [];
  }
  const lines: { box: Box; text: string }[] = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = boxOf(range.getBoundingClientRect());
    const line = lines.at(-1);
    if (line && Math.abs(line.box.y - box.y) < 2) {
      line.text += node.data[i];
      line.box = { ...line.box, width: box.x + box.width - line.box.x };
    } else if (box.width > 0) lines.push({ box, text: node.data[i] ?? '' });
  }
  return lines;
}

/** An entry of a legend, which need not be seen on the page. */
function entryOf(element: Element): LegendEntry {
  const drawing = element.querySelector('svg');
  const silent = new Set<Node>(element.querySelectorAll('.visually-hidden, button'));
  const words: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    [...silent].some((one) => one.contains(node)) || node.parentElement?.closest('svg')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) words.push(walker.currentNode.textContent ?? '');
  return {
    sign: drawing ? copySvg(drawing, { x: 0, y: 0, width: signWidth, height: signHeight }) : '',
    text: words.join('').replaceAll(/\s+/g, ' ').trim(),
  };
}
