import type { BlobReader } from '../formats/blobReader';

/** How a file says that its picture is to be turned, as EXIF numbers it (2 … 8), and how to make a file that does not say so. */
export interface Orientation {
  readonly number: number;
  /** The bytes of the file that say so, and what stands there in a file that does not. */
  readonly start: number;
  readonly end: number;
  readonly instead: Uint8Array<ArrayBuffer>;
}

const nameAt = (view: DataView, at: number): string => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

/** Chunks looked through, so that a file of nothing but empty ones does not take long. */
const MOST_CHUNKS = 100_000;
/** The most of an EXIF chunk that is read: the orientation stands in its first directory. */
const MOST = 1 << 16;

/** Facts that the chunks of a picture state beside its pixels. */
export interface Extras {
  readonly orientation: Orientation | null;
  /** True if there are colours that a browser may convert: a profile, or a gamma. */
  readonly colours: boolean;
}

/** Of a PNG, whose chunk eXIf may stand before or behind the pixels. Browsers differ in whether they heed it. */
export async function extrasOfPng(reader: BlobReader): Promise<Extras> {
  let at = 8;
  let orientation: Orientation | null = null;
  let colours = false;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const head = await reader.read(at, 8);
    if (head.byteLength < 8 || nameAt(head, 4) === 'IEND') break;
    const name = nameAt(head, 4);
    const end = at + 12 + head.getUint32(0);
    colours ||= name === 'iCCP' || name === 'gAMA' || name === 'cHRM' || name === 'cICP';
    if (name === 'eXIf') {
      const found = findOrientation(await reader.read(at + 8, Math.min(MOST, end - at - 12)));
      // Without the chunk, for with another number its checksum would be another.
      orientation ??= found && { number: found.number, start: at, end, instead: new Uint8Array(0) };
    }
    at = end;
  }
  return { orientation, colours };
}

/** Of a WebP, whose chunk EXIF stands behind the pixels. Browsers do not heed it. */
export async function extrasOfWebp(reader: BlobReader): Promise<Extras> {
  let at = 12;
  let orientation: Orientation | null = null;
  let colours = false;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const head = await reader.read(at, 8);
    if (head.byteLength < 8) break;
    const [name, length] = [nameAt(head, 0), head.getUint32(4, true)];
    colours ||= name === 'ICCP';
    if (name === 'EXIF') {
      const found = findOrientation(await reader.read(at + 8, Math.min(MOST, length)));
      const start = at + 8 + (found?.at ?? 0);
      orientation ??= found && {
        number: found.number,
        start,
        end: start + 2,
        instead: found.littleEndian ? Uint8Array.of(1, 0) : Uint8Array.of(0, 1),
      };
    }
    at += 8 + length + (length % 2);
  }
  return { orientation, colours };
}

/**
 * The orientation in EXIF data, which are a TIFF file without a picture, and where it stands; null where it is upright, or none is given.
 */
function findOrientation(exif: DataView): { number: number; at: number; littleEndian: boolean } | null {
  // JPEG's mark before EXIF data; some write it in WebP too.
  const start = exif.byteLength >= 6 && nameAt(exif, 0) === 'Exif' ? 6 : 0;
  if (exif.byteLength < start + 8) return null;
  const order = exif.getUint16(start);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const littleEndian = order === 0x4949;
  const directory = start + exif.getUint32(start + 4, littleEndian);
  if (directory + 2 > exif.byteLength) return null;
  const entries = exif.getUint16(directory, littleEndian);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= exif.byteLength; i++, at += 12) {
    if (exif.getUint16(at, littleEndian) !== 0x0112) continue;
    const number = exif.getUint16(at + 8, littleEndian);
    return number >= 2 && number <= 8 ? { number, at: at + 8, littleEndian } : null;
  }
  return null;
}

/** For a canvas's setTransform: brings a picture of width × height pixels upright. */
export function uprightTransform(orientation: number, width: number, height: number): [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}
