/** Small valid pictures, written by hand or by the browser's own encoders. */
import { crc32, deflateSync } from 'node:zlib';

const word = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  return Buffer.concat([word(content.length), body, word(crc32(body))]);
}

/**
 * A grey PNG.
 * @param {(x: number, y: number) => number} value of a pixel, 0 … 255.
 * @param claims what the header says instead: width, height, bits, colour type, interlacing
 */
export function png(width, height, value, claims = {}) {
  const rows = Array.from({ length: height }, (_, y) => Buffer.from([0, ...Array.from({ length: width }, (_, x) => value(x, y) & 255)]));
  return pngOf(Buffer.concat(rows), width, height, claims);
}

/** A black PNG of one bit a pixel: a small file of any number of pixels. */
export const blackPng = (width, height) => pngOf(Buffer.alloc(height * (1 + Math.ceil(width / 8))), width, height, { bits: 1 });

function pngOf(rows, width, height, claims) {
  const header = Buffer.concat([
    word(claims.width ?? width),
    word(claims.height ?? height),
    Buffer.from([claims.bits ?? 8, claims.colour ?? 0, 0, 0, claims.interlaced ?? 0]),
  ]);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

/** A grey GIF. Its codes are cleared before they would grow beyond 9 bits, so that each pixel is one code. */
export function gif(width, height, value) {
  const palette = Array.from({ length: 256 }, (_, i) => [i, i, i]).flat();
  const size = (x) => [x & 255, x >> 8];
  const bytes = [];
  let bits = 0;
  let held = 0;
  const code = (x) => {
    held |= x << bits;
    for (bits += 9; bits >= 8; bits -= 8, held >>>= 8) bytes.push(held & 255);
  };
  for (let i = 0; i < width * height; i++) {
    if (i % 250 === 0) code(256);
    code(value(i % width, Math.floor(i / width)) & 255);
  }
  code(257);
  bytes.push(held & 255);
  const blocks = [];
  for (let i = 0; i < bytes.length; i += 255) blocks.push(Math.min(255, bytes.length - i), ...bytes.slice(i, i + 255));
  return Uint8Array.from([
    ...Buffer.from('GIF89a'),
    ...size(width),
    ...size(height),
    0xf7,
    0,
    0,
    ...palette,
    0x2c,
    0,
    0,
    0,
    0,
    ...size(width),
    ...size(height),
    0,
    8,
    ...blocks,
    0,
    0x3b,
  ]);
}

/** The same picture as JPEG or WebP, by the browser. @returns {Promise<Uint8Array>} */
export async function encoded(page, type, width, height) {
  const bytes = await page.evaluate(
    async ([type, width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      for (let y = 0; y < height; y += 4)
        for (let x = 0; x < width; x += 4) {
          context.fillStyle = `rgb(${(x * 11) % 256} ${(y * 17) % 256} ${(x * y) % 256})`;
          context.fillRect(x, y, 4, 4);
        }
      return [...new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())];
    },
    [type, width, height],
  );
  return Uint8Array.from(bytes);
}
