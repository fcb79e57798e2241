/** Turns frames into a file: WebM and MP4 by the browser's own encoder, GIF in a worker. */
import type { FilmEncoder, FilmFormat, FilmSize, VideoFormat } from './encoder';
import { hundredths } from './epochs';
import type { GifAnswer, GifJob } from './gifWorker';

const names: Record<FilmFormat, string> = { webm: 'WebM', mp4: 'MP4', gif: 'GIF' };
const video = () => import('./video');

/** The formats that this browser writes films of such a size in, the best first. */
export async function filmFormats(size: FilmSize): Promise<{ value: FilmFormat; label: string }[]> {
  const { codecFor } = await video();
  const videos = await Promise.all((['webm', 'mp4'] as const).map(async (format) => ((await codecFor(format, size)) ? [format] : [])));
  return [...videos.flat(), 'gif' as const].map((value) => ({ value, label: names[value] }));
}

/** @param count the number of frames, that are shown for `seconds` in all. Rejects where the browser has no encoder for it. */
export function filmEncoder(format: FilmFormat, size: FilmSize, count: number, seconds: number): Promise<FilmEncoder> {
  return format === 'gif' ? Promise.resolve(gifEncoder(size, count, seconds)) : videoOr(format, size, count, seconds);
}

async function videoOr(format: VideoFormat, size: FilmSize, count: number, seconds: number): Promise<FilmEncoder> {
  const encoder = await (await video()).videoEncoder(format, size, count, seconds);
  if (encoder) return encoder;
  throw new Error(`this browser writes no ${names[format]} of ${size.width} × ${size.height} pixels`);
}

function gifEncoder({ width, height }: FilmSize, count: number, seconds: number): FilmEncoder {
  const worker = new Worker(new URL('./gifWorker.ts', import.meta.url), { type: 'module', name: 'gif' });
  const ask = (job: GifJob, transfer: Transferable[] = []) =>
    new Promise<Uint8Array<ArrayBuffer> | null>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<GifAnswer>) => ('failure' in data ? reject(new Error(data.failure)) : resolve(data.bytes));
      worker.onerror = ({ message }) => reject(new Error(message || 'its worker stopped'));
      worker.postMessage(job, transfer);
    });
  return {
    async add(canvas, index) {
      const { data: rgba } = canvas.getContext('2d')!.getImageData(0, 0, width, height) as ImageData & {
        data: Uint8ClampedArray<ArrayBuffer>;
      };
      await ask({ type: 'frame', rgba, width, height, delay: hundredths(index, count, seconds) }, [rgba.buffer]);
    },
    async finish() {
      const bytes = await ask({ type: 'finish' });
      return new Blob([bytes!], { type: 'image/gif' });
    },
    end: () => worker.terminate(),
  };
}
