import { onPicture, pictureDensity } from './forPicture';

/** The sizes of elements as the browser last laid them out: asking the element itself would make it lay out again, in every frame. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface SizeWatch {
  /** CSS pixels of the content box; zeros before the first layout. */
  of(element: Element): Size;
  stop(): void;
}

/** @param changed an element has another size, or the screen another density. */
export function watchSizes(elements: readonly Element[], changed: () => void): SizeWatch {
  const sizes = new Map<Element, Size>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) sizes.set(target, { width: contentRect.width, height: contentRect.height });
    changed();
  });
  for (const element of elements) observer.observe(element);
  const stopDensity = onDensityChange(changed);
  return {
    of: (element) => sizes.get(element) ?? { width: 0, height: 0 },
    stop() {
      observer.disconnect();
      stopDensity();
    },
  };
}

/** Gives a canvas as many pixels as its place on the screen has, and clears it. Null where it has no size. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size, density: number): CanvasRenderingContext2D | null {
  const across = Math.round(width * density);
  const down = Math.round(height * density);
  if (across === 0 || down === 0) return null;
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext('2d');
  context?.setTransform(density, 0, 0, density, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** Pixels of a canvas to a CSS pixel: the device's, `most` of them at most, or more where a picture is taken. Above 3 nobody sees more. */
export function density(canvas: Element, most = 3): number {
  return Math.max(pictureDensity(canvas), Math.min(most, devicePixelRatio || 1));
}

/** Calls back when the page is zoomed, moves to another screen, or is drawn for a picture. Returns a function that stops it. */
export function onDensityChange(changed: () => void): () => void {
  const listening = new AbortController();
  // A query is of one density: after each change the next one is another.
  const listen = () => {
    const next = () => {
      listen();
      changed();
    };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', next, { once: true, signal: listening.signal });
  };
  listen();
  const stopPicture = onPicture(changed);
  return () => {
    listening.abort();
    stopPicture();
  };
}
