import type { ImageHeader } from './header';

/** Bytes that decoding a picture takes at once, by what its header tells. @param file its bytes as stored. */
export function memoryOf({ width, height, progressive, orientation, colours }: ImageHeader, file: number): number {
  const pixels = 4 * width * height;
  // A progressive JPEG is held as coefficients until its last scan: 16 bits for a pixel's brightness, and half of that for its colour.
  return file + pixels + (progressive ? 3 * width * height : 0) + (orientation || colours ? pixels : 0);
}

/**
 * Lets work begin only while what is under way takes no more memory than a bound, in the order of asking. What alone needs more goes alone.
 */
export class MemoryBound {
  private taken = 0;
  private readonly waiting: { readonly bytes: number; readonly begin: () => void }[] = [];

  constructor(private readonly most: number) {}

  async during<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.waiting.push({ bytes, begin });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.taken -= bytes;
      this.admit();
    }
  }

  private admit(): void {
    for (let [first] = this.waiting; first && (this.taken === 0 || this.taken + first.bytes <= this.most); [first] = this.waiting) {
      this.waiting.shift();
      this.taken += first.bytes;
      first.begin();
    }
  }
}
