/** Reads parts of a file. What is read one after another is taken out of one piece, so that small parts do not cost a read each. */
export class BlobReader {
  private start = 0;
  private window = new Uint8Array(0);

  /**
   * @param piece bytes read at a time.
   * @param refusal what to throw where the file cannot be read: it was moved, changed or locked since it was chosen.
   */
  constructor(
    readonly blob: Blob,
    private readonly piece: number,
    private readonly refusal: (error: DOMException) => Error = (error) => error,
  ) {}

  /** `length` bytes from `at` on, or fewer where the file ends before; they are overwritten by none of the next reads. */
  async read(at: number, length: number): Promise<DataView<ArrayBuffer>> {
    const there = Math.max(0, Math.min(length, this.blob.size - at));
    if (there > 0 && (at < this.start || at + there > this.start + this.window.length)) {
      try {
        this.window = new Uint8Array(await this.blob.slice(at, at + Math.max(length, this.piece)).arrayBuffer());
      } catch (error) {
        throw error instanceof DOMException ? this.refusal(error) : error;
      }
      this.start = at;
    }
    return there > 0 ? new DataView(this.window.buffer, at - this.start, there) : new DataView(new ArrayBuffer(0));
  }
}

/** The bytes that a view shows. */
export const bytesOf = (view: DataView<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
