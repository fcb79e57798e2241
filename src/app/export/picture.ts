import { standalone } from './standalone';

/** The stage as a PNG: its canvases, drawings and words where they stand on the page, without its buttons. */

interface Part {
  readonly box: DOMRect;
  readonly draw: (context: CanvasRenderingContext2D, x: number, y: number) => void;
}

/** Left out: what is there to be used, and hints on how (marked `data-screen`). */
const control = 'button, select, label, input, [hidden], [data-screen], .visually-hidden';

async function layer(element: HTMLCanvasElement | SVGSVGElement): Promise<Part> {
  const box = element.getBoundingClientRect();
  if (element instanceof HTMLCanvasElement)
    return {
      box,
      draw: (context, x, y) => {
        context.imageSmoothingEnabled = getComputedStyle(element).imageRendering !== 'pixelated';
        context.drawImage(element, x, y, box.width, box.height);
      },
    };
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(element, box.width, box.height))}`;
  await image.decode();
  return { box, draw: (context, x, y) => context.drawImage(image, x, y, box.width, box.height) };
}

/** A line of text of the page: a text node that wraps is several. */
function words(node: Text, parent: Element): Part[] {
  const range = document.createRange();
  const style = getComputedStyle(parent);
  const lines: { box: DOMRect; text: string }[] = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (line && Math.abs(line.box.top - box.top) < 2) {
      line.text += node.data[i];
      line.box = new DOMRect(line.box.x, line.box.y, box.right - line.box.x, line.box.height);
    } else if (box.width > 0) lines.push({ box, text: node.data[i] ?? '' });
  }
  return lines.map(({ box, text }) => ({
    box,
    draw: (context, x, y) => {
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.fillStyle = style.color;
      context.textBaseline = 'middle';
      context.fillText(text.replaceAll(/\s+/g, ' '), x, y + box.height / 2);
    },
  }));
}

async function partsOf(element: HTMLElement): Promise<Part[]> {
  const parts: Part[] = [];
  for (const one of element.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas, svg')) {
    const { width, height } = one.getBoundingClientRect();
    if (width > 0 && height > 0 && !one.parentElement?.closest(`${control}, svg`)) parts.push(await layer(one));
  }
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const parent = node.parentElement;
    if (
      node instanceof Text &&
      node.data.trim() &&
      parent &&
      !parent.closest(`${control}, svg`) &&
      parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    )
      parts.push(...words(node, parent));
  }
  return parts;
}

/** Throws where the browser cannot draw it. */
export async function pictureFileOf(element: HTMLElement): Promise<Blob> {
  const parts = await partsOf(element);
  if (parts.length === 0) throw new Error('There is nothing on the stage yet.');
  const margin = 12;
  const left = Math.min(...parts.map(({ box }) => box.left)) - margin;
  const top = Math.min(...parts.map(({ box }) => box.top)) - margin;
  const width = Math.max(...parts.map(({ box }) => box.right)) + margin - left;
  const height = Math.max(...parts.map(({ box }) => box.bottom)) + margin - top;
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw the picture on.');
  context.scale(ratio, ratio);
  context.fillStyle = getComputedStyle(element).getPropertyValue('--paper').trim() || '#fff';
  context.fillRect(0, 0, width, height);
  for (const { box, draw } of parts) draw(context, box.left - left, box.top - top);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser could not write the picture.'))), 'image/png');
  });
}
