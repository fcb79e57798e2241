import { Unzip, UnzipInflate, UnzipPassThrough, type UnzipDecoderConstructor } from 'fflate';
import { DataError } from '../dataset';
import { count } from '../text';
import { cancelled } from './bytes';

/** What a zip may become, at most. */
export interface ZipLimits {
  /** Bytes of all entries that are expanded. */
  readonly bytes: number;
  /** Entries, expanded or not, folders included. */
  readonly entries: number;
  /** Bytes expanded for each byte of the zip that was read; looked at from 16 MiB on. */
  readonly ratio: number;
}

export const ZIP_LIMITS: ZipLimits = { bytes: 2 ** 30, entries: 100_000, ratio: 200 };

export interface ZipEntry {
  /** With / between folders; relative, without "..". */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Why an entry is not among those given: its path would lead out of the folder; it is damaged; its compression is unknown here. */
export type Refusal = 'unsafe' | 'damaged' | 'unsupported';

export interface ZipOptions {
  readonly limits?: Partial<ZipLimits>;
  /** Entries for which this is false are passed over, and not expanded. */
  readonly wanted?: (path: string) => boolean;
  readonly onRefused?: (path: string, why: Refusal) => void;
  readonly onProgress?: (bytes: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes given to the decoder at a time. Deflate makes at most 1,032 bytes of one, so that nothing grows by more than 17 MB unnoticed. */
const PIECE = 1 << 14;
/** The ratio of less than this says nothing. */
const RATIO_FROM = 16 * 2 ** 20;

/** What is not wanted is let go as it comes. */
const passOver = (compression: number): UnzipDecoderConstructor =>
  class {
    static readonly compression = compression;
    ondata = (): void => {};
    push(): void {}
  };
const expanders = new Map<number, UnzipDecoderConstructor>([
  [0, UnzipPassThrough],
  [8, UnzipInflate],
]);

/** Whether a path could lead out of the folder that a zip is unpacked into, or means different places on different systems. */
export function isUnsafePath(path: string): boolean {
  return path.includes('\\') || path.includes('\0') || path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..');
}

/**
 * The entries of a zip, one after the other, in the order and time of reading: only one is held here at a time. Nothing is ever
 * written anywhere. Works in a page (it gives way between reads) and in a worker.
 * Throws DataError "not-zip", "bad-zip", "encrypted-zip", "zip-bomb", "too-many-entries", "unreadable", "cancelled".
 */
export async function* zipEntries(file: Blob, name: string, options: ZipOptions = {}): AsyncGenerator<ZipEntry, void> {
  const { signal, onProgress } = options;
  const reading = new ZipReading(name, options);
  const reader = file.stream().getReader();
  let taken = 0;
  try {
    for (;;) {
      if (signal?.aborted) throw cancelled(name);
      const { done, value } = await reader.read().catch((error: unknown) => {
        if (!(error instanceof DOMException)) throw error;
        throw new DataError('unreadable', `“${name}” could not be read (${error.message}): choose the file again.`);
      });
      if (taken === 0) checkStart(value, name);
      if (done) break;
      for (let at = 0; at < value.length; at += PIECE) {
        reading.push(value.subarray(at, at + PIECE), false);
        yield* reading.finished.splice(0);
      }
      taken += value.length;
      onProgress?.(taken, file.size);
    }
    reading.push(new Uint8Array(0), true);
    yield* reading.finished.splice(0);
  } finally {
    await reader.cancel().catch(() => {}); // the stream has ended or failed: there is nothing left to cancel
  }
}

function checkStart(head: Uint8Array | undefined, name: string): void {
  const signature = head && head.length >= 8 ? String.fromCharCode(...head.subarray(0, 4)) : '';
  // The second is a zip without entries.
  if (signature !== 'PK\x03\x04' && signature !== 'PK\x05\x06') throw new DataError('not-zip', `“${name}” does not begin as a zip does: pack the files again.`);
  if (signature === 'PK\x03\x04' && head && (head[6] & 1) !== 0) throw new DataError('encrypted-zip', `“${name}” is protected by a password: pack the files without one.`);
}

class ZipReading {
  readonly finished: ZipEntry[] = [];
  private readonly unzip = new Unzip((entry) => this.begin(entry));
  private readonly limits: ZipLimits;
  private read = 0;
  private expanded = 0;
  private entries = 0;
  /** fflate takes what is thrown while it expands for damage to the entry, so that it is kept and thrown after. */
  private failure: DataError | null = null;

  constructor(
    private readonly name: string,
    private readonly options: ZipOptions,
  ) {
    this.limits = { ...ZIP_LIMITS, ...options.limits };
  }

  push(bytes: Uint8Array, final: boolean): void {
    this.read += bytes.length;
    try {
      this.unzip.push(bytes, final);
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw new DataError('bad-zip', `“${this.name}” is cut off or damaged (${error instanceof Error ? error.message : String(error)}): pack the files again.`);
    }
    if (this.failure) throw this.failure;
  }

  private begin(entry: Parameters<NonNullable<Unzip['onfile']>>[0]): void {
    const { wanted, onRefused } = this.options;
    const path = entry.name;
    if (++this.entries > this.limits.entries)
      throw new DataError('too-many-entries', `“${this.name}” has more than ${count(this.limits.entries)} entries: pack fewer files.`);
    const folder = path.endsWith('/');
    const unsafe = isUnsafePath(path);
    const expander = expanders.get(entry.compression);
    const take = !folder && !unsafe && expander !== undefined && (wanted?.(path) ?? true);
    if (unsafe) onRefused?.(path, 'unsafe');
    else if (!expander && (wanted?.(path) ?? true)) onRefused?.(path, 'unsupported');
    this.unzip.register(take ? expander : passOver(entry.compression));
    const pieces: Uint8Array[] = [];
    let damaged = false;
    entry.ondata = (error, data, final) => {
      if (!take || damaged || this.failure) return;
      if (error) {
        damaged = true;
        pieces.length = 0;
        onRefused?.(path, 'damaged');
        return;
      }
      this.expanded += data.length;
      this.failure = this.excess();
      // The decoder goes on using what it gave.
      pieces.push(data.slice());
      if (final) this.finished.push({ path, bytes: joined(pieces) });
    };
    entry.start();
  }

  private excess(): DataError | null {
    const { bytes, ratio } = this.limits;
    if (this.expanded > bytes) return new DataError('zip-bomb', `“${this.name}” expands beyond ${size(bytes)}, the most that is unpacked: pack fewer files.`);
    if (this.expanded > RATIO_FROM && this.expanded > ratio * this.read)
      return new DataError('zip-bomb', `“${this.name}” expands beyond ${count(ratio)} times its size, as no ordinary zip does; it was not unpacked.`);
    return null;
  }
}

function size(bytes: number): string {
  return bytes >= 2 ** 30 ? `${count(bytes / 2 ** 30)} GiB` : `${count(Math.round(bytes / 2 ** 20))} MiB`;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
