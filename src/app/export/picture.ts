/** The stage as a PNG: its canvases and drawings, one upon the other as on the page. */

/** What a drawing's looks depend on; style sheets do not reach into an image. */
const inherited = [
  'color',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'display',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'mix-blend-mode',
] as const;

function standalone(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  for (const [i, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[i];
    if (!original || !(element instanceof SVGElement)) continue;
    const style = getComputedStyle(original);
    for (const property of inherited) element.style.setProperty(property, style.getPropertyValue(property));
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

async function imageOf(svg: SVGSVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg, width, height))}`;
  await image.decode();
  return image;
}

/** Throws where the browser cannot draw it. */
export async function pictureOf(element: HTMLElement): Promise<Blob> {
  const frame = element.getBoundingClientRect();
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(frame.width * ratio);
  canvas.height = Math.round(frame.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw the picture on.');
  context.scale(ratio, ratio);
  context.fillStyle = getComputedStyle(element).getPropertyValue('--paper').trim() || '#fff';
  context.fillRect(0, 0, frame.width, frame.height);
  for (const layer of element.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas, svg')) {
    const { left, top, width, height } = layer.getBoundingClientRect();
    if (width === 0 || height === 0 || layer.parentElement?.closest('button, svg')) continue;
    const source = layer instanceof HTMLCanvasElement ? layer : await imageOf(layer, width, height);
    context.imageSmoothingEnabled = !(layer instanceof HTMLCanvasElement && layer.width < width);
    context.drawImage(source, left - frame.left, top - frame.top, width, height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser could not write the picture.'))), 'image/png');
  });
}
