/** Writes a GIF off the page's thread: one message a frame, and one that ends it. Each is answered. */
import { GIFEncoder, applyPalette, quantize } from 'gifenc';

export interface GifFrame {
  readonly type: 'frame';
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Hundredths of a second. */
  readonly delay: number;
}
export type GifJob = GifFrame | { readonly type: 'finish' };
export type GifAnswer = { readonly bytes: Uint8Array<ArrayBuffer> | null } | { readonly failure: string };

/** One colour of the 256 stands for "as before". */
const asBefore = 255;

const gif = GIFEncoder();
let last: Uint32Array | null = null;

function write({ rgba, width, height, delay }: GifFrame): void {
  const palette = quantize(rgba, asBefore);
  const index = applyPalette(rgba, palette);
  const pixels = new Uint32Array(rgba.buffer);
  // What does not change takes next to no room.
  if (last) for (let i = 0; i < pixels.length; i++) if (pixels[i] === last[i]) index[i] = asBefore;
  while (palette.length <= asBefore) palette.push([0, 0, 0]);
  gif.writeFrame(index, width, height, { palette, delay: 10 * delay, transparent: last !== null, transparentIndex: asBefore, dispose: 1 });
  last = pixels;
}

const answer = (message: GifAnswer, transfer: Transferable[] = []) => postMessage(message, { transfer });

addEventListener('message', ({ data }: MessageEvent<GifJob>) => {
  try {
    if (data.type === 'frame') {
      write(data);
      answer({ bytes: null });
    } else {
      gif.finish();
      const bytes = gif.bytes();
      answer({ bytes }, [bytes.buffer]);
    }
  } catch (error) {
    answer({ failure: error instanceof Error ? error.message : String(error) });
  }
});
