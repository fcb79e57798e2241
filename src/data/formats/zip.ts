import { Inflate } from 'fflate';
import { DataError, cancelled } from '../dataset';

import { crc32 } from './crc32';
import { checkExpansion, EXPANSION_LIMITS, type ExpansionLimits } from './limits';
import { BlobReader, bytesOf } from './blobReader';
import { encryptedZip, LOCAL_SIGNATURE, readDirectory, type ListedEntry } from './zipDirectory';
import { isFolderPath, isUnsafePath } from './zipName';

/** Limits of an expanded zip. */
export interface ZipLimits extends ExpansionLimits {
  /** Entries, expanded or not, folders included. */
  readonly entries: number;
}

export const ZIP_LIMITS: ZipLimits = { ...EXPANSION_LIMITS, entries: 100_000 };

export interface ZipEntry {
  /** With / between folders; relative, without "..". */
  readonly path: string;
  readonly file: Blob;
}

/**
 * Why an entry is not among those given: its path would lead out of the folder; it is damaged; its compression is unknown here; it is under
 * a password.
 */
export type Refusal = 'unsafe' | 'damaged' | 'unsupported' | 'encrypted';

export interface ZipOptions {
  readonly limits?: Partial<ZipLimits>;
  /** Entries for which this is false are passed over, and not expanded. Asked once for each file with a safe path. */
  readonly wanted?: (path: string) => boolean;
  readonly onRefused?: (path: string, why: Refusal) => void;
  /** Bytes of the wanted entries that were read, and all of them. */
  readonly onProgress?: (bytes: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes given to the decoder at a time. Deflate makes at most 1,032 bytes of one, so that nothing grows by more than 17 MB unnoticed. */
const PIECE = 1 << 14;
/** Expanded bytes that are held before they are handed to a Blob. */
const HELD = 1 << 22;
const STORED = 0;
const DEFLATE = 8;

const readerOf = (file: Blob, name: string): BlobReader =>
  new BlobReader(
    file,
    1 << 20,
    (error) => new DataError('unreadable', `“${name}” could not be read (${error.message}): choose the file again.`),
  );

/** The paths of the files in a zip, but for those that lead out of it. Throws what zipEntries throws of the directory. */
export async function zipPaths(file: Blob, name: string, limits: Partial<ZipLimits> = {}): Promise<string[]> {
  const { entries } = await readDirectory(readerOf(file, name), name, { ...ZIP_LIMITS, ...limits }.entries);
  return latest(entries).flatMap(({ path }) => (isFolderPath(path) || isUnsafePath(path) ? [] : [path]));
}

/**
 * The entries of a zip, one after the other, in the order in which they lie in it. Each is a Blob, which the browser keeps, on disk where
 * memory is short; nothing is written anywhere else. Of two entries with the same path the later one in the directory counts. Each is held
 * against its size and its CRC-32. Works in a page, in a worker and in Node.
 * Throws DataError "not-zip", "bad-zip", "split-zip", "encrypted-zip", "zip-bomb", "too-many-entries", "unreadable", "cancelled".
 */
export async function* zipEntries(file: Blob, name: string, options: ZipOptions = {}): AsyncGenerator<ZipEntry, void> {
  const { signal, onProgress, onRefused } = options;
  const limits = { ...ZIP_LIMITS, ...options.limits };
  if (signal?.aborted) throw cancelled(name);
  const reader = readerOf(file, name);
  const { entries, start } = await readDirectory(reader, name, limits.entries);
  const wanted = select(entries, name, options);
  // The directory tells the sizes, so that too much is refused before any of it is expanded; no entry is given more than its size.
  checkExpansion('zip', name, sum(wanted, 'size'), file.size, limits);
  const total = sum(wanted, 'packed');
  let done = 0;
  for (const entry of wanted) {
    if (signal?.aborted) throw cancelled(name);
    const expanded = await toBlob(expand(reader, entry, start)).catch((error: unknown) => {
      if (error instanceof DamagedEntry) return null;
      throw error;
    });
    if (expanded) yield { path: entry.path, file: expanded };
    else onRefused?.(entry.path, 'damaged');
    done += entry.packed;
    onProgress?.(done, total);
  }
}

const sum = (entries: readonly ListedEntry[], what: 'size' | 'packed'): number => entries.reduce((all, entry) => all + entry[what], 0);

/** Of entries with the same path the later one in the directory: the earlier one was replaced. */
const latest = (entries: readonly ListedEntry[]): ListedEntry[] => [...new Map(entries.map((entry) => [entry.path, entry])).values()];

/**
 * The wanted entries that can be expanded, in the order in which they lie in the file. Throws DataError "encrypted-zip" where a password is
 * all that keeps them.
 */
function select(entries: readonly ListedEntry[], name: string, { wanted, onRefused }: ZipOptions): ListedEntry[] {
  const taken: ListedEntry[] = [];
  const encrypted: string[] = [];
  for (const entry of latest(entries)) {
    const { path, method } = entry;
    if (isFolderPath(path)) continue;
    if (isUnsafePath(path)) onRefused?.(path, 'unsafe');
    else if (!(wanted?.(path) ?? true)) continue;
    else if (entry.encrypted) encrypted.push(path);
    else if (method !== STORED && method !== DEFLATE) onRefused?.(path, 'unsupported');
    else taken.push(entry);
  }
  if (encrypted.length > 0 && taken.length === 0) throw encryptedZip(name);
  for (const path of encrypted) onRefused?.(path, 'encrypted');
  return taken.sort((a, b) => a.offset - b.offset);
}

/** The bytes of an entry are not those that the directory tells of. */
class DamagedEntry extends Error {}

/** The bytes of an entry in pieces, never more than the directory told. @param limit where entries end. Throws DamagedEntry. */
async function* expand(
  reader: BlobReader,
  { method, offset, packed, size, crc }: ListedEntry,
  limit: number,
): AsyncGenerator<Uint8Array, void> {
  const head = await reader.read(offset, 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL_SIGNATURE) throw new DamagedEntry();
  let at = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const end = at + packed;
  if (end > limit) throw new DamagedEntry();
  const deflated = method === DEFLATE ? new Inflating() : null;
  let given = 0;
  let checksum = 0;
  do {
    const raw = bytesOf(await reader.read(at, Math.min(PIECE, end - at)));
    if (raw.length === 0 && at < end) throw new DamagedEntry();
    at += raw.length;
    for (const piece of deflated ? deflated.push(raw, at === end) : [raw]) {
      given += piece.length;
      if (given > size) throw new DamagedEntry();
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } while (at < end);
  if (given !== size || checksum !== crc) throw new DamagedEntry();
}

async function toBlob(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    // A slice, for a stored piece is a part of a larger one, which it would keep.
    held.push(piece.slice() as Uint8Array<ArrayBuffer>);
    bytes += piece.length;
    if (bytes < HELD) continue;
    parts.push(new Blob(held));
    [held, bytes] = [[], 0];
  }
  return new Blob([...parts, ...held]);
}

/** Deflate, piece by piece. */
class Inflating {
  private pieces: Uint8Array[] = [];
  private readonly inflate = new Inflate((piece) => void this.pieces.push(piece));

  /** Expands these bytes. Throws DamagedEntry. */
  push(bytes: Uint8Array, last: boolean): Uint8Array[] {
    this.pieces = [];
    try {
      this.inflate.push(bytes, last);
    } catch (error) {
      throw new DamagedEntry('', { cause: error });
    }
    return this.pieces.filter(({ length }) => length > 0);
  }
}
