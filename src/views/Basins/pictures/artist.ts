import type { Space } from '../../../engine/protocol';
import { session } from '../../../store/session';
import type { RunState, Shown } from '../../../store/state';
import type { DecodedBy } from '../../../store/shown/standIns';
import { lackingSentence as lacking } from '../../drawn';
import { inTurns } from '../../Memories/nearest';
import { imageBytes, type ImageFormat } from '../../thumbnail';
import { rowToData } from '../../units';

/**
 * Pictures of places in the space of the memories: what the decoder makes of codes, or the points that stand in for them; or the places
 * themselves where each is a picture.
 */

/** The epoch whose decoder draws. */
export type PictureSource = Pick<Shown, 'run' | 'restart' | 'epoch'> & {
  readonly latent: NonNullable<Shown['latent']>;
  readonly by: DecodedBy;
};

/**
 * True if the layer of pictures is on; null where it is not offered, since the rows of a table are no pictures. Where memories are decoded
 * it is on by default.
 */
export function picturesOn({ dataset, shown, layers }: Pick<RunState, 'dataset' | 'shown' | 'layers'>): boolean | null {
  return dataset?.image ? (layers.pictures ?? shown?.latent != null) : null;
}

/**
 * Numbers that all the pictures of one drawing may have together: a few milliseconds to decode and paint, and a few megabytes on their way.
 */
const mostNumbers = 2e6;

/** The number of pictures of d numbers that are drawn at once, at most `wanted`. */
export const picturesAtOnce = (d: number, wanted: number) => Math.max(2, Math.min(wanted, Math.floor(mostNumbers / d)));

export class Artist {
  private without: PictureSource | null = null;

  /** True where the decoder was asked for and is not kept. */
  lacks(source: PictureSource | null): boolean {
    return source !== null && this.without === source;
  }

  /** @param places rows × m codes, or rows × d. @returns rows × d in the scaled input space; null where the decoder is not kept. */
  async draw(places: Float32Array, source: PictureSource | null): Promise<Float32Array | null> {
    if (!source) return places;
    const drawn = await session.draw(places, source);
    if (!drawn) this.without = source;
    return drawn?.values ?? null;
  }
}

/** Pictures at their own size, beside and below one another on one canvas. */
export interface PictureSheet {
  readonly canvas: HTMLCanvasElement;
  readonly image: ImageFormat;
  readonly across: number;
}

/** Paints rows × d scaled numbers as pictures, in turns so that the page never waits. */
export function sheetOf(values: Float32Array, image: ImageFormat, space: Space): Promise<PictureSheet> {
  const rows = values.length / space.d;
  const across = Math.ceil(Math.sqrt(rows));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: across * image.width, height: Math.ceil(rows / across) * image.height });
  const context = canvas.getContext('2d')!;
  function* paint(): Generator<void, PictureSheet> {
    for (let i = 0; i < rows; i++) {
      const bytes = imageBytes(rowToData(space, values, i * space.d), 0, image);
      context.putImageData(
        new ImageData(bytes, image.width, image.height),
        (i % across) * image.width,
        Math.floor(i / across) * image.height,
      );
      yield;
    }
    return { canvas, image, across };
  }
  return new Promise((done) => inTurns(paint(), done));
}

/** Lays picture i of the sheet onto a canvas, with hard pixels. */
export function layPicture(
  context: CanvasRenderingContext2D,
  { canvas, image: { width, height }, across }: PictureSheet,
  i: number,
  left: number,
  top: number,
  w = width,
  h = height,
): void {
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, (i % across) * width, Math.floor(i / across) * height, width, height, left, top, w, h);
}

export const lackingSentence = (source: PictureSource) => lacking(source, ' any more: go to another epoch to see what its decoder draws.');
