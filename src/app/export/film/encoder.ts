export type VideoFormat = 'webm' | 'mp4';
export type FilmFormat = VideoFormat | 'gif';

/** Pixels. */
export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

/** Turns frames into a file. */
export interface FilmEncoder {
  /** Resolves when the next frame may come. Rejects with Error. */
  add(canvas: OffscreenCanvas, index: number): Promise<void>;
  finish(): Promise<Blob>;
  /** Lets go of what it holds; a film that is not finished is lost. */
  end(): void;
}
