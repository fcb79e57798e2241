import { DataError } from '../dataset';
import { count } from '../text';
import { bytesOf, type BlobReader } from './blobReader';
import { pathOf } from './zipName';

/** An entry as the directory at the end of a zip lists it. */
export interface ListedEntry {
  /** With / between folders; not yet known to be safe. Folders end with /. */
  readonly path: string;
  /** 0: stored. 8: deflate. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  /** Bytes in the zip, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins, from the start of the file. */
  readonly offset: number;
}

const SIGNATURE = { local: 0x04034b50, listed: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
export const LOCAL_SIGNATURE = SIGNATURE.local;

/** A flag of a local header whose fields stand in an encrypted directory alone. */
const MASKED = 1 << 13;

/** The end record, and a comment of up to 65,535 bytes. */
const TAIL = 22 + 0xffff;

interface End {
  readonly entries: number;
  /** Where the directory begins and ends in the file. */
  readonly start: number;
  readonly end: number;
  /** Bytes before the zip, which its own offsets do not count: those of a program that unpacks it, say. */
  readonly prefix: number;
}

const uint64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
const damagedZip = (name: string, why: string): DataError =>
  new DataError('bad-zip', `“${name}” is cut off or damaged (${why}): pack or download it again.`);
export const encryptedZip = (name: string): DataError =>
  new DataError('encrypted-zip', `“${name}” is protected by a password: pack the files without one.`);

/**
 * The entries in the directory of a zip. Only the directory counts: entries that were deleted or replaced may still lie before it. Zip64,
 * comments, and data before the zip are known. Throws DataError "not-zip", "bad-zip", "split-zip",
 * "encrypted-zip" where the directory itself is under a password, "too-many-entries", "unreadable".
 */
export async function readDirectory(reader: BlobReader, name: string, most: number): Promise<{ entries: ListedEntry[]; start: number }> {
  const end = await findEnd(reader, name);
  const tooMany = (): DataError => new DataError('too-many-entries', `“${name}” has more than ${count(most)} entries: pack fewer files.`);
  if (end.entries > most) throw tooMany();
  const entries: ListedEntry[] = [];
  let at = end.start;
  while (at + 46 <= end.end) {
    const head = await reader.read(at, 46);
    if (head.byteLength < 46 || head.getUint32(0, true) !== SIGNATURE.listed) break;
    if (entries.length === most) throw tooMany();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => head.getUint16(offset, true));
    const rest = bytesOf(await reader.read(at + 46, nameLength + extraLength));
    if (at + 46 + rest.length > end.end || rest.length < nameLength + extraLength) break;
    entries.push(listed(head, rest.subarray(0, nameLength), rest.subarray(nameLength), end.prefix));
    at += 46 + nameLength + extraLength + commentLength;
  }
  // Without zip64 there are 16 bits for the number of entries.
  if ((entries.length & 0xffff) !== (end.entries & 0xffff))
    throw damagedZip(name, `its directory lists ${count(entries.length)} of ${count(end.entries)} entries`);
  return { entries, start: end.start };
}

async function findEnd(reader: BlobReader, name: string): Promise<End> {
  const { size } = reader.blob;
  const from = Math.max(0, size - TAIL);
  const tail = await reader.read(from, size - from);
  const found: number[] = [];
  for (let at = tail.byteLength - 22; at >= 0; at--) if (tail.getUint32(at, true) === SIGNATURE.end) found.push(at);
  // The record whose comment ends with the file comes first; the others are for a zip with something behind it.
  const whole = (at: number): boolean => at + 22 + tail.getUint16(at + 20, true) === tail.byteLength;
  let empty: End | null = null;
  for (const at of [...found.filter(whole), ...found.filter((one) => !whole(one))]) {
    const end = await placeDirectory(reader, tail, at, from, name);
    if (end && end.entries > 0) return end;
    // It may also stand in the comment of another.
    empty ??= end;
  }
  if (empty) return empty;
  const head = await reader.read(0, 8);
  const begins = head.byteLength === 8 && head.getUint32(0, true) === SIGNATURE.local;
  // The local headers say so where the directory is encrypted, and cannot be told from other bytes.
  if (begins && (head.getUint16(6, true) & MASKED) !== 0) throw encryptedZip(name);
  if (begins || found.length > 0) throw damagedZip(name, 'there is no directory at its end');
  throw new DataError('not-zip', `“${name}” does not begin as a zip does: pack or download it again.`);
}

/** Where the directory of the end record at tail[at] lies; null where there is none, so that this is no end record. */
async function placeDirectory(reader: BlobReader, tail: DataView, at: number, from: number, name: string): Promise<End | null> {
  const [disk, entries16] = [tail.getUint16(at + 4, true), tail.getUint16(at + 10, true)];
  if (disk > 0 && disk < 0xffff)
    throw new DataError('split-zip', `“${name}” is one part of a zip that was split: join the parts, or pack the files into one zip.`);
  let [entries, length, offset, end] = [entries16, tail.getUint32(at + 12, true), tail.getUint32(at + 16, true), from + at];
  const locator = end >= 20 ? await reader.read(end - 20, 20) : null;
  if (locator?.getUint32(0, true) === SIGNATURE.locator64) {
    // Where something lies before the zip, the record is not where the locator says, but just before it.
    for (const place of [uint64(locator, 8), end - 20 - 56]) {
      const record = place >= 0 && place + 56 <= end ? await reader.read(place, 56) : null;
      if (record?.getUint32(0, true) !== SIGNATURE.end64) continue;
      [entries, length, offset, end] = [uint64(record, 32), uint64(record, 40), uint64(record, 48), place];
      break;
    }
  }
  for (const start of [end - length, offset]) {
    if (start < offset || start + length > end) continue;
    if (entries === 0 && length === 0) return { entries, start, end, prefix: start - offset };
    const head = await reader.read(start, 4);
    if (head.byteLength === 4 && head.getUint32(0, true) === SIGNATURE.listed) return { entries, start, end, prefix: start - offset };
  }
  return null;
}

function listed(head: DataView, rawName: Uint8Array<ArrayBuffer>, extra: Uint8Array<ArrayBuffer>, prefix: number): ListedEntry {
  let [packed, size, offset] = [20, 24, 42].map((at) => head.getUint32(at, true));
  let unicodePath: DataView | null = null;
  const fields = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [fields.getUint16(at, true), fields.getUint16(at + 2, true)];
    if (at + 4 + length > extra.length) break;
    const body = new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    if (id === 0x7075) unicodePath = body;
    if (id === 0x0001) {
      // Zip64: only what does not fit into 32 bits is there, in this order.
      let next = 0;
      const wide = (value: number): number => {
        if (value !== 0xffffffff || next + 8 > body.byteLength) return value;
        next += 8;
        return uint64(body, next - 8);
      };
      [size, packed, offset] = [wide(size), wide(packed), wide(offset)];
    }
    at += 4 + length;
  }
  return {
    path: pathOf(rawName, unicodePath),
    method: head.getUint16(10, true),
    encrypted: (head.getUint16(8, true) & 1) !== 0,
    crc: head.getUint32(16, true),
    packed,
    size,
    offset: offset + prefix,
  };
}
