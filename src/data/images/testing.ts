/** Pictures for tests. */

/** A 24-bit BMP, written by hand: its colours are exactly those that are given. @param colour of each pixel, from the top left. */
export function bmp(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Uint8Array<ArrayBuffer> {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint32(34, stride * height, true);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [r, g, b] = colour(x, y);
      // Rows from the bottom, blue first.
      bytes.set([b, g, r], 54 + (height - 1 - y) * stride + x * 3);
    }
  return bytes;
}

export const grey = (width: number, height: number, value: (x: number, y: number) => number): Uint8Array<ArrayBuffer> =>
  bmp(width, height, (x, y) => {
    const v = value(x, y);
    return [v, v, v];
  });

/** A GIF of 1 × 1 pixels with so many frames, alternately black and white. */
export function gif(frames: number): Uint8Array<ArrayBuffer> {
  const head = [...'GIF89a'].map((character) => character.charCodeAt(0));
  const screen = [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  // A picture of one pixel: codes "clear", the colour, "end" of three bits each.
  const frame = (white: number): number[] => [
    0x21,
    0xf9,
    4,
    0,
    10,
    0,
    0,
    0,
    0x2c,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    2,
    2,
    0x44 | (white << 3),
    1,
    0,
  ];
  return Uint8Array.from([...head, ...screen, ...Array.from({ length: frames }, (_, i) => frame((i + 1) % 2)).flat(), 0x3b]);
}
