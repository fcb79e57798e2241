/** Videos by the browser's own encoder. It is a module of its own, so that only what is used of mediabunny is loaded, and when asked. */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import type { FilmEncoder, FilmSize, VideoFormat } from './encoder';
import { mostFramesASecond } from './epochs';

/** MP4 is for players that know no other codec. */
const codecs: Record<VideoFormat, VideoCodec[]> = { webm: ['vp9', 'vp8'], mp4: ['avc'] };

/** Null where this browser writes no such video. */
export const codecFor = (format: VideoFormat, size: FilmSize): Promise<VideoCodec | null> =>
  getFirstEncodableVideoCodec(codecs[format], size);

/** Null where this browser writes no such video. */
export async function videoEncoder(format: VideoFormat, size: FilmSize, count: number, seconds: number): Promise<FilmEncoder | null> {
  const codec = await codecFor(format, size);
  if (!codec) return null;
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
