import { DataError } from '../dataset';
import type { Limits } from '../table/table';
import { count } from '../text';
import { Gunzipping } from './gzip';
import { EXPANSION_LIMITS, type ExpansionLimits } from './limits';

/** Progress of reading a file, for a callback. */
export interface ReadProgress {
  /** Bytes read so far, of the file as it lies on disk. */
  readonly bytes: number;
  readonly total: number;
  /** Rows of data so far. */
  readonly rows: number;
}

/** True if the first row holds names. "alone": no rows of units or types follow it. Without a choice, reading finds out. */
export type HeaderChoice = boolean | 'alone';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly header?: HeaderChoice;
  /** The largest table that is read. */
  readonly limits?: Partial<Limits>;
  /** Characters parsed at a time. */
  readonly chunk?: number;
}

const SIGNATURES: readonly { bytes: readonly number[]; what: string; remedy: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', remedy: 'choose a table saved as CSV' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', remedy: 'choose a table saved as CSV' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture', remedy: 'choose a table saved as CSV' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', remedy: 'choose a table saved as CSV' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive or an Excel workbook', remedy: 'unpack it, or save the sheet as CSV' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', remedy: 'save the sheet as CSV' },
  // The outer gzip has already been unpacked.
  { bytes: [0x1f, 0x8b], what: 'packed twice by gzip', remedy: 'unpack it once' },
  { bytes: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41], what: 'packed by bzip2', remedy: 'unpack it' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'packed by xz', remedy: 'unpack it' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed by Zstandard', remedy: 'unpack it' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', remedy: 'unpack it' },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a], what: 'a RAR archive', remedy: 'unpack it' },
  { bytes: [0x50, 0x41, 0x52, 0x31, 0x15], what: 'a Parquet file', remedy: 'save the table as CSV' },
  { bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], what: 'a NumPy array', remedy: 'save it as CSV' },
  { bytes: [0x89, 0x48, 0x44, 0x46], what: 'an HDF5 file', remedy: 'save the table as CSV' },
];

export function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
}

/** True if the bytes begin a gzip file; a server may have unpacked it on the way, whatever its name says. */
export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, [0x1f, 0x8b]);
}

/** Throws DataError "binary-file" when the first bytes are those of a well-known binary format. */
function refuseBinary(head: Uint8Array, name: string): void {
  for (const { bytes, what, remedy } of SIGNATURES)
    if (startsWith(head, bytes)) throw new DataError('binary-file', `“${name}” is ${what}, not a table of text: ${remedy}.`);
}

function encodingOf(head: Uint8Array): string {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  return 'utf-8';
}

/**
 * The text of a file, piece by piece, unpacked when it is gzip; a byte-order mark is left out. UTF-8, or UTF-16 with its mark.
 * Throws DataError "binary-file", "not-text", "bad-gzip", "gzip-junk", "gzip-bomb", "unreadable".
 *
 * @param onBytes is told how many bytes of the file each step took.
 * @param row tells, for messages, the number of lines before the piece being decoded.
 */
export async function* readText(
  blob: Blob,
  name: string,
  onBytes: (taken: number) => void,
  row: () => number,
  limits: ExpansionLimits = EXPANSION_LIMITS,
): AsyncGenerator<string, void> {
  let decoder: TextDecoder | null = null;
  for await (const bytes of unpacked(blob, name, onBytes, limits)) {
    if (!decoder) {
      refuseBinary(bytes, name);
      decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    }
    yield decode(decoder, bytes, name, row);
  }
  if (decoder) yield decode(decoder, null, name, row);
}

/** The most bytes that are handed on at a time: a few of gzip can become a thousand times as many. */
const PIECE = 1 << 20;

async function* unpacked(
  blob: Blob,
  name: string,
  onBytes: (taken: number) => void,
  limits: ExpansionLimits,
): AsyncGenerator<Uint8Array, void> {
  const gzip = isGzip(await firstBytes(blob, name)) ? new Gunzipping(name, blob.size, limits) : null;
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await next(reader, name);
      if (done) break;
      onBytes(value.length);
      if (!gzip) yield value;
      else for (const piece of gzip.push(value)) for (let at = 0; at < piece.length; at += PIECE) yield piece.subarray(at, at + PIECE);
    }
    gzip?.end();
  } finally {
    await reader.cancel().catch(() => {}); // the stream has ended or failed: there is nothing left to cancel
  }
}

async function firstBytes(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  } catch (error) {
    throw unreadable(error, name);
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>, name: string): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    throw unreadable(error, name);
  }
}

/** A file that was moved, changed or locked since it was chosen gives a DOMException; anything else is passed on as it is. */
function unreadable(error: unknown, name: string): unknown {
  if (!(error instanceof DOMException)) return error;
  return new DataError('unreadable', `“${name}” could not be read (${error.message}): choose the file again.`);
}

function decode(decoder: TextDecoder, bytes: Uint8Array | null, name: string, row: () => number): string {
  let text: string;
  try {
    text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DataError(
      'not-text',
      `“${name}” is not UTF-8 text near row ${count(row() + linesBeforeFault(bytes))}: save it as “CSV UTF-8”.`,
    );
  }
  if (text.includes('\0'))
    throw new DataError('binary-file', `“${name}” holds binary data (a NUL byte), not a table of text: choose a table saved as CSV.`);
  return text;
}

/** Line ends before the first byte that is not UTF-8, plus one. */
function linesBeforeFault(bytes: Uint8Array | null): number {
  if (!bytes) return 1;
  // A piece may begin within a character, whose continuation bytes would look like a fault of their own.
  let start = 0;
  while (start < 3 && start < bytes.length && (bytes[start] & 0xc0) === 0x80) start++;
  const text = new TextDecoder().decode(bytes.subarray(start));
  const fault = text.indexOf('�');
  return (fault < 0 ? text : text.slice(0, fault)).split('\n').length;
}
