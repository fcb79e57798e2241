/** Turns frames into a file: WebM and MP4 by the browser's own encoder, GIF in a worker. */
import type { VideoCodec } from 'mediabunny';
import { hundredths, mostFramesASecond } from './epochs';
import type { GifAnswer, GifJob } from './gifWorker';

export type FilmFormat = 'webm' | 'mp4' | 'gif';

export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

export interface FilmEncoder {
  /** Resolves when the next frame may come. Rejects with Error. */
  add(canvas: OffscreenCanvas, index: number): Promise<void>;
  finish(): Promise<Blob>;
  /** Lets go of what it holds; a film that is not finished is lost. */
  end(): void;
}

const names: Record<FilmFormat, string> = { webm: 'WebM', mp4: 'MP4', gif: 'GIF' };
/** MP4 is for players that know no other codec. */
const codecs: Record<'webm' | 'mp4', VideoCodec[]> = { webm: ['vp9', 'vp8'], mp4: ['avc'] };

const mediabunny = () => import('mediabunny');

const codecFor = async (format: 'webm' | 'mp4', size: FilmSize): Promise<VideoCodec | null> =>
  (await mediabunny()).getFirstEncodableVideoCodec(codecs[format], size);

/** The formats that this browser writes films of such a size in, the best first. */
export async function filmFormats(size: FilmSize): Promise<{ value: FilmFormat; label: string }[]> {
  const videos = await Promise.all((['webm', 'mp4'] as const).map(async (format) => ((await codecFor(format, size)) ? [format] : [])));
  return [...videos.flat(), 'gif' as const].map((value) => ({ value, label: names[value] }));
}

/** @param count the number of frames, that are shown for `seconds` in all. Rejects where the browser has no encoder for it. */
export function filmEncoder(format: FilmFormat, size: FilmSize, count: number, seconds: number): Promise<FilmEncoder> {
  return format === 'gif' ? Promise.resolve(gifEncoder(size, count, seconds)) : videoEncoder(format, size, count, seconds);
}

async function videoEncoder(format: 'webm' | 'mp4', size: FilmSize, count: number, seconds: number): Promise<FilmEncoder> {
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } = await mediabunny();
  const codec = await codecFor(format, size);
  if (!codec)
    throw new Error(`This browser writes no ${names[format]} of ${size.width} × ${size.height} pixels. Choose GIF, or a smaller size.`);
  const target = new BufferTarget();
  const output = new Output({ format: format === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  // The encoder's frames are copies: the canvas that is drawn on is another at each of them.
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d')!;
  const source = new CanvasSource(canvas, { codec, quality: new Quality('high') });
  output.addVideoTrack(source);
  await output.start();
  return {
    async add(drawn, index) {
      context.drawImage(drawn, 0, 0);
      await source.add((index * seconds) / count, seconds / count);
    },
    async finish() {
      // WebM does not say how long its last frame is: it comes once more at the end.
      const moment = 1 / mostFramesASecond;
      if (seconds / count > 1.5 * moment) await source.add(seconds - moment, moment);
      await output.finalize();
      return new Blob([target.buffer!], { type: `video/${format}` });
    },
    end() {
      if (output.state === 'started') void output.cancel();
    },
  };
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
