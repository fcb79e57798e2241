import { BlobReader } from '../formats/blobReader';
import { extrasOfPng, extrasOfWebp, type Extras } from './orientation';

/** Facts from the first bytes of a picture. They spare decoding a huge picture or a file of another kind. */
export interface ImageHeader extends Extras {
  readonly format: 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp';
  /** Pixels, before any rotation that the file asks for. */
  readonly width: number;
  readonly height: number;
  /** True if there is more than one frame. */
  readonly animated: boolean;
  /** True if it is a JPEG that becomes sharper scan by scan. */
  readonly progressive: boolean;
}

/** A JPEG's orientation is left to the browser: each turns it upright when it is decoded. */
type Found = Pick<ImageHeader, 'format' | 'width' | 'height' | 'animated'> & Partial<ImageHeader>;

/** Bytes read at a time: more than the headers of most pictures. */
const PIECE = 1 << 16;

/** The header of a picture; null where the file is none of the kinds known here, or ends before it has told its size. */
export async function readHeader(file: Blob): Promise<ImageHeader | null> {
  const reader = new BlobReader(file, PIECE);
  const head = await reader.read(0, PIECE);
  if (head.byteLength < 26) return null;
  const header = png(head) ?? bmp(head) ?? webp(head) ?? (await gif(head, file)) ?? (await jpeg(head, file));
  if (!header || header.width <= 0 || header.height <= 0) return null;
  const extras =
    header.format === 'png'
      ? await extrasOfPng(reader)
      : header.format === 'webp'
        ? await extrasOfWebp(reader)
        : { orientation: null, colours: false };
  return { progressive: false, ...extras, ...header };
}

const text = (view: DataView, at: number, length: number): string => {
  let found = '';
  for (let i = at; i < at + length && i < view.byteLength; i++) found += String.fromCharCode(view.getUint8(i));
  return found;
};

function png(view: DataView): Found | null {
  if (view.getUint32(0) !== 0x89504e47 || text(view, 12, 4) !== 'IHDR') return null;
  let animated = false;
  // acTL stands before the first IDAT. A chunk is its length, its name, its bytes and a checksum.
  for (let at = 8; at + 8 <= view.byteLength && text(view, at + 4, 4) !== 'IDAT'; at += view.getUint32(at) + 12)
    animated ||= text(view, at + 4, 4) === 'acTL';
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20), animated };
}

function bmp(view: DataView): Found | null {
  if (text(view, 0, 2) !== 'BM') return null;
  // The oldest header has 16-bit sizes; in the others a negative height stands for rows from the top.
  const old = view.getUint32(14, true) === 12;
  const [width, height] = old
    ? [view.getUint16(18, true), view.getUint16(20, true)]
    : [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
  // From version 4 on there may be a colour space.
  return { format: 'bmp', width, height, animated: false, colours: view.getUint32(14, true) >= 108 };
}

function webp(view: DataView): Found | null {
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return null;
  const kind = text(view, 12, 4);
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, animated: false };
  }
  if (view.byteLength < 30) return null;
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (kind === 'VP8X') return { format: 'webp', width: uint24(24) + 1, height: uint24(27) + 1, animated: (view.getUint8(20) & 2) !== 0 };
  if (kind === 'VP8 ')
    return { format: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, animated: false };
  return null;
}

async function gif(head: DataView, file: Blob): Promise<Found | null> {
  if (text(head, 0, 4) !== 'GIF8') return null;
  const view = new DataView(await file.arrayBuffer());
  const [first, second] = gifPictures(view);
  // Where the first picture reaches beyond the screen that the header states, browsers decode all of it.
  const reach = (place: number, length: number) =>
    first === undefined ? 0 : view.getUint16(first + place, true) + view.getUint16(first + length, true);
  return {
    format: 'gif',
    width: Math.max(view.getUint16(6, true), reach(1, 5)),
    height: Math.max(view.getUint16(8, true), reach(3, 7)),
    animated: second !== undefined,
  };
}

/** Walks over the blocks of a GIF: where its first two pictures begin, as far as there are any. */
function gifPictures(view: DataView): number[] {
  const { byteLength } = view;
  const tableBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const found: number[] = [];
  let at = 13 + tableBytes(view.getUint8(10));
  while (at + 10 < byteLength && found.length < 2) {
    const block = view.getUint8(at);
    // 0x21: an extension, with a name of one byte; 0x2c: a picture, with its place, flags and code size.
    if (block === 0x2c) {
      found.push(at);
      at += 11 + tableBytes(view.getUint8(at + 9));
    } else if (block === 0x21) at += 2;
    else break;
    // Each is followed by pieces of up to 255 bytes, the last of them empty.
    while (at < byteLength && view.getUint8(at) > 0) at += view.getUint8(at) + 1;
    at++;
  }
  return found;
}

/** From segment to segment until the one that begins a frame; what lies between (a large thumbnail, say) is not read. */
async function jpeg(head: DataView, file: Blob): Promise<Found | null> {
  if (head.getUint16(0) !== 0xffd8) return null;
  let view = head;
  let start = 0;
  let at = 2;
  let colours = false;
  for (;;) {
    if (at - start + 9 > view.byteLength) {
      start = at;
      view = new DataView(await file.slice(start, start + PIECE).arrayBuffer());
      if (view.byteLength < 9) return null;
    }
    if (view.getUint8(at - start) !== 0xff) return null;
    const marker = view.getUint8(at - start + 1);
    // Any number of ff may stand before a marker; c4, c8 and cc are no frames.
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return {
        format: 'jpeg',
        width: view.getUint16(at - start + 7),
        height: view.getUint16(at - start + 5),
        animated: false,
        progressive: marker % 4 === 2,
        colours,
      };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else {
      colours ||= marker === 0xe2 && text(view, at - start + 4, 4) === 'ICC_';
      at += 2 + view.getUint16(at - start + 2);
    }
  }
}
