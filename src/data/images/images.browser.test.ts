import { zipSync } from 'fflate';
import { afterEach, expect, inject, test } from 'vitest';
import { DataClient } from '../client';
import type { ReadProgress } from '../formats/bytes';
import { crc32 } from '../formats/crc32';
import type { ImageFile } from './paths';
import { bmp, gif, grey } from './testing';

const clients: DataClient[] = [];
const client = (): DataClient => {
  const made = new DataClient();
  clients.push(made);
  return made;
};
afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

type Bytes = Uint8Array<ArrayBuffer>;
const files = (all: Record<string, Bytes | Blob>): ImageFile[] =>
  Object.entries(all).map(([path, content]) => ({ path, file: content instanceof Blob ? content : new Blob([content]) }));
const plain = (value: number, side = 4): Bytes => grey(side, side, () => value);

/** Encoded by the browser. */
async function drawn(
  type: string,
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  draw(canvas.getContext('2d')!);
  return canvas.convertToBlob({ type, quality: 1 });
}

test('a folder: subfolders are classes, values are the pixels, names are the files', async () => {
  const data = client();
  const summary = await data.inspectImages(
    files({
      'pets/dogs/2.bmp': plain(20),
      'pets/dogs/10.bmp': plain(30),
      'pets/cats/a.bmp': grey(4, 4, (x, y) => 10 * x + y),
      'pets/.DS_Store': plain(0),
      'pets/readme.txt': plain(0),
    }),
    'pets',
  );
  expect(summary).toEqual({
    name: 'pets',
    pictures: 3,
    levels: [
      {
        level: 0,
        split: false,
        classes: [
          { name: 'cats', pictures: 1 },
          { name: 'dogs', pictures: 2 },
        ],
      },
    ],
    proposal: { side: 4, channels: 1, classLevel: 0 },
    sizes: { least: [4, 4], most: [4, 4] },
    notes: ['1 file is no picture that can be opened and was left out: pets/readme.txt.'],
  });
  const set = await data.buildImages(summary.proposal);
  expect(set).toMatchObject({
    id: 'file:pets',
    name: 'pets',
    n: 3,
    d: 16,
    k: 2,
    labelNames: ['cats', 'dogs'],
    image: { width: 4, height: 4, channels: 1, range: [0, 255] },
    itemNames: ['cats/a.bmp', 'dogs/2.bmp', 'dogs/10.bmp'],
  });
  expect([...set.labels!]).toEqual([0, 1, 1]);
  expect(Array.from(set.values.subarray(0, 8))).toEqual([0, 10, 20, 30, 1, 11, 21, 31]);
  expect([set.values[16], set.values[32]]).toEqual([20, 30]);
  expect(set.features.slice(0, 5)).toEqual(['r0c0', 'r0c1', 'r0c2', 'r0c3', 'r1c0']);
});

test('parts of a set are no classes, unless they are chosen', async () => {
  const data = client();
  const summary = await data.inspectImages(
    files({ 'x/train/a/1.bmp': plain(1), 'x/test/b/2.bmp': plain(2), 'x/test/a/3.bmp': new Uint8Array(50) }),
    'x',
  );
  expect(summary.levels.map(({ level, split }) => [level, split])).toEqual([
    [0, true],
    [1, false],
  ]);
  const note = 'The folders “test”, “train” are parts of the set, not classes: their pictures are taken together.';
  expect(await data.buildImages({ side: 1, channels: 1 })).toMatchObject({
    labelNames: ['a', 'b'],
    k: 2,
    notes: [note, expect.stringContaining('x/test/a/3.bmp')],
  });
  const parts = await data.buildImages({ side: 1, channels: 1, classLevel: 0 });
  expect(parts).toMatchObject({ labelNames: ['test', 'train'], notes: [expect.stringContaining('could not be decoded')] });
  expect(await data.buildImages({ side: 1, channels: 1, classLevel: null })).toMatchObject({ labels: null, k: 2 });
  await expect(data.buildImages({ side: 1, channels: 1, classLevel: 2 })).rejects.toMatchObject({
    code: 'bad-level',
    message: '“x” has no folders that could be classes at level 2: choose 0 (test, train) or 1 (a, b), or null for none.',
  });
});

test('PNG, JPEG, WebP, GIF and BMP; mixed sizes; colour is kept where there is some', async () => {
  const red = (context: OffscreenCanvasRenderingContext2D): void => {
    context.fillStyle = '#c80000';
    context.fillRect(0, 0, 500, 500);
  };
  const data = client();
  const all = {
    'a.png': await drawn('image/png', 50, 30, red),
    'b.jpg': await drawn('image/jpeg', 300, 400, red),
    'c.webp': await drawn('image/webp', 9, 9, red),
    'd.gif': gif(1),
    'e.bmp': bmp(1, 1, () => [200, 0, 0]),
  };
  const summary = await data.inspectImages(files(all), 'mixed');
  expect(summary).toMatchObject({
    levels: [],
    proposal: { side: 28, channels: 3, classLevel: null },
    sizes: { least: [1, 1], most: [300, 400] },
  });
  const set = await data.buildImages({ side: 6, channels: 3 });
  expect(set).toMatchObject({ n: 5, d: 108, k: 5, labels: null, labelNames: [], notes: [] });
  const means = Array.from({ length: 5 }, (_, i) =>
    [0, 1, 2].map((c) => set.values.subarray(i * 108, (i + 1) * 108).reduce((sum, value, at) => sum + (at % 3 === c ? value / 36 : 0), 0)),
  );
  for (const i of [0, 1, 2, 4])
    for (const [c, expected] of [200, 0, 0].entries()) expect(Math.abs(means[i]![c]! - expected)).toBeLessThan(4);
  expect(new Set(means[3]).size).toBe(1);
});

test('a picture is cut to the square in its middle; transparency becomes white', async () => {
  const data = client();
  const wide = await drawn('image/png', 30, 10, (context) => {
    context.fillStyle = '#000';
    context.fillRect(10, 0, 10, 10);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 10, 10);
  });
  const clear = await drawn('image/png', 10, 10, () => {});
  await data.inspectImages(files({ 'a.png': wide, 'b.png': clear }), 'two');
  const { values } = await data.buildImages({ side: 5, channels: 1 });
  expect(new Set(values.subarray(0, 25))).toEqual(new Set([0]));
  expect(new Set(values.subarray(25))).toEqual(new Set([255]));
});

/** The means of the areas under side × side pixels, of the square in the middle. */
function areaMeans(width: number, height: number, value: (x: number, y: number) => number, side: number): number[] {
  const square = Math.min(width, height);
  const [left, top, scale] = [Math.floor((width - square) / 2), Math.floor((height - square) / 2), square / side];
  const sums = new Float64Array(side * side);
  const overlaps = Array.from({ length: square }, (_, j) => {
    const first = Math.min(side - 1, Math.floor(j / scale));
    const inside = Math.min(1, (first + 1) * scale - j);
    return { first, inside };
  });
  for (const [y, down] of overlaps.entries())
    for (const [x, across] of overlaps.entries())
      for (const [row, high] of [
        [down.first, down.inside],
        [down.first + 1, 1 - down.inside],
      ])
        for (const [column, wide] of [
          [across.first, across.inside],
          [across.first + 1, 1 - across.inside],
        ])
          if (row < side && column < side) sums[row * side + column] += high * wide * value(left + x, top + y);
  return Array.from(sums, (sum) => sum / scale ** 2);
}

test('pictures of any size become the means of their areas, to the bit the same whatever is read beside them', async () => {
  const value = (x: number, y: number): number => (37 * x * x + 11 * x * y + 5 * y * y) % 251;
  const sizes = [
    [500, 375],
    [299, 450],
    [1100, 1024],
    [29, 64],
  ] as const;
  const all = Object.fromEntries(sizes.map(([width, height], i) => [`${i}.bmp`, grey(width, height, value)]));
  const build = async (some: Record<string, Bytes>): Promise<Float32Array> => {
    const data = client();
    await data.inspectImages(files(some), 'some');
    return (await data.buildImages({ side: 28, channels: 1 })).values;
  };
  const together = await build(all);
  for (const [i, [width, height]] of sizes.entries()) {
    const row = together.subarray(i * 784, (i + 1) * 784);
    for (const [j, mean] of areaMeans(width, height, value, 28).entries()) expect(Math.abs(row[j] - mean)).toBeLessThan(0.01);
    // Alone but for one that comes before it, on a new worker.
    expect((await build({ '0.bmp': plain(9, 700), 'x.bmp': all[`${i}.bmp`] })).subarray(784)).toEqual(row);
  }
});

/** A PNG with one more chunk, behind its header. */
async function withChunk(png: Blob, name: string, data: readonly number[]): Promise<Bytes> {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const chunk = Uint8Array.of(...[...name].map((letter) => letter.charCodeAt(0)), ...data);
  const around = new DataView(new ArrayBuffer(8));
  around.setUint32(0, data.length);
  around.setUint32(4, crc32(chunk));
  const behind = 8 + 25;
  return new Uint8Array(
    await new Blob([
      bytes.subarray(0, behind),
      around.buffer.slice(0, 4),
      chunk,
      around.buffer.slice(4),
      bytes.subarray(behind),
    ]).arrayBuffer(),
  );
}

/** A PNG that asks for it to be turned. */
const turned = (png: Blob, orientation: number): Promise<Bytes> =>
  withChunk(png, 'eXIf', [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);

test('a gamma changes no values', async () => {
  const png = await drawn('image/png', 4, 4, (context) => {
    context.fillStyle = 'rgb(100 100 100)';
    context.fillRect(0, 0, 4, 4);
  });
  // 1: linear light.
  const linear = await withChunk(png, 'gAMA', [0, 1, 0x86, 0xa0]);
  const data = client();
  await data.inspectImages(files({ 'a.png': png, 'b.png': linear }), 'two');
  expect(new Set((await data.buildImages({ side: 4, channels: 3 })).values)).toEqual(new Set([100]));
});

test('a PNG is turned as its EXIF asks, once', async () => {
  const png = await drawn('image/png', 3, 2, (context) => {
    for (let i = 0; i < 6; i++) {
      context.fillStyle = `rgb(${i * 40} ${i * 40} ${i * 40})`;
      context.fillRect(i % 3, Math.floor(i / 3), 1, 1);
    }
  });
  // As stored: 0 40 80 over 120 160 200.
  const upright: Record<number, number[]> = {
    1: [0, 40, 80, 120, 160, 200],
    2: [80, 40, 0, 200, 160, 120],
    3: [200, 160, 120, 80, 40, 0],
    4: [120, 160, 200, 0, 40, 80],
    5: [0, 120, 40, 160, 80, 200],
    6: [120, 0, 160, 40, 200, 80],
    7: [200, 80, 160, 40, 120, 0],
    8: [80, 200, 40, 160, 0, 120],
  };
  const data = client();
  for (const [orientation, values] of Object.entries(upright)) {
    const { width, height, proposal } = await data.inspectSheet(new File([await turned(png, Number(orientation))], 'turned.png'));
    expect([width, height]).toEqual(Number(orientation) < 5 ? [3, 2] : [2, 3]);
    expect(
      [...(await data.buildSheet({ ...proposal, width: 1, height: 1, channels: 1, dropBlank: false })).values],
      `orientation ${orientation}`,
    ).toEqual(values);
  }
});

test('broken files are named and left out; an animated one gives its first frame', async () => {
  const data = client();
  const png = new Uint8Array(await (await drawn('image/png', 40, 40, (context) => context.fillRect(3, 3, 20, 20))).arrayBuffer());
  const all = {
    'a.png': png,
    'b.png': png.slice(0, 60),
    'c.jpg': new TextEncoder().encode('this is no picture at all, by no means') as Bytes,
    'd.gif': gif(3),
    'e.bmp': plain(9),
    'f.png': new Uint8Array(0),
  };
  await data.inspectImages(files(all), 'some');
  const set = await data.buildImages({ side: 2, channels: 1 });
  expect(set.n).toBe(3);
  expect(set.itemNames).toEqual(['a.png', 'd.gif', 'e.bmp']);
  expect(set.notes).toEqual([
    '3 of 6 pictures could not be decoded and were left out: b.png, c.jpg, f.png.',
    '1 picture is animated, of which only the first frame is used: d.gif.',
  ]);
  // The first frame is white, the next one black.
  expect(Array.from(set.values.subarray(4))).toEqual([255, 255, 255, 255, 9, 9, 9, 9]);
});

test('a picture of more pixels than can be decoded is known by its header', async () => {
  const data = client();
  const huge = plain(5);
  const view = new DataView(huge.buffer);
  view.setInt32(18, 10_000, true);
  view.setInt32(22, 10_000, true);
  await data.inspectImages(files({ 'huge.bmp': huge, 'a.bmp': plain(1), 'b.bmp': plain(2) }), 'three');
  const set = await data.buildImages({ side: 2, channels: 1 });
  expect(set).toMatchObject({ n: 2, notes: ['1 picture has more than 64 million pixels and was left out: huge.bmp.'] });
  await expect(data.inspectSheet(new File([huge], 'huge.bmp'))).rejects.toMatchObject({
    code: 'too-large-image',
    message: '“huge.bmp” has 10,000 × 10,000 pixels, more than the 64 million that can be decoded: save it smaller.',
  });
});

test.each([
  ['an empty folder', {}, '“x” is empty: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files.'],
  [
    'a folder without pictures',
    { 'x/a.txt': plain(0) },
    '“x” holds no pictures that can be opened, only x/a.txt: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files.',
  ],
  [
    'a single picture',
    { 'x/a.png': plain(0) },
    '“x” holds a single picture; clustering needs at least two: add some, or open it by itself to cut it into tiles.',
  ],
  [
    'nothing but broken pictures',
    { 'x/a.png': new Uint8Array(99), 'x/b.png': new Uint8Array(99) },
    'None of the 2 pictures of “x” could be decoded: x/a.png, x/b.png.',
  ],
] as [string, Record<string, Bytes>, string][])('%s is refused', async (_, all, sentence) => {
  await expect(client().inspectImages(files(all), 'x')).rejects.toMatchObject({ name: 'DataError', message: sentence });
});

test('sides that make too much, or none, are refused with what would do', async () => {
  const data = client();
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`${i}.bmp`, plain(i % 256)]));
  const summary = await data.inspectImages(files(many), 'many');
  expect(summary.pictures).toBe(400);
  await expect(data.buildImages({ side: 256, channels: 1 })).rejects.toMatchObject({
    code: 'too-many-cells',
    message: '400 pictures of 256 × 256 pixels are more than 20,000,000 values: choose a side of 223 or less.',
  });
  await expect(data.buildImages({ side: 0, channels: 1 })).rejects.toMatchObject({ code: 'bad-side' });
  await expect(data.buildImages({ side: 2.5, channels: 1 })).rejects.toMatchObject({
    code: 'bad-side',
    message: 'The side of the pictures must be a whole number of pixels from 1 to 256, not 2.5.',
  });
  expect((await data.buildImages({ side: 2, channels: 1 })).n).toBe(400);
});

test('a zip of pictures, with what does not belong in it', async () => {
  const data = client();
  const packed = zipSync({
    'set/a/1.bmp': plain(1),
    'set/b/2.bmp': plain(2),
    '__MACOSX/set/._1.bmp': plain(0),
    'set/notes.txt': plain(0),
    '../evil.bmp': plain(3),
    'set/.hidden.png': plain(0),
  }) as Bytes;
  const summary = await data.inspectImages(files({ 'pets.zip': packed }), 'pets.zip');
  expect(summary).toMatchObject({
    name: 'pets',
    pictures: 2,
    levels: [
      {
        classes: [
          { name: 'a', pictures: 1 },
          { name: 'b', pictures: 1 },
        ],
      },
    ],
  });
  expect(summary.notes).toEqual([
    '1 entry has a path that leads out of the zip and was left out: ../evil.bmp.',
    '1 file is no picture that can be opened and was left out: set/notes.txt.',
  ]);
  expect(await data.buildImages(summary.proposal)).toMatchObject({
    id: 'file:pets',
    n: 2,
    k: 2,
    itemNames: ['a/1.bmp', 'b/2.bmp'],
    notes: summary.notes,
  });
  const bomb = zipSync({ 'a.bmp': [new Uint8Array(17 * 2 ** 20), { level: 9 }], 'b.bmp': plain(0) }) as Bytes;
  await expect(data.inspectImages(files({ 'bomb.zip': bomb }), 'bomb.zip')).rejects.toMatchObject({
    code: 'zip-bomb',
    message: expect.stringContaining('“bomb.zip” expands beyond 200 times its size'),
  });
});

test('hundreds of pictures are decoded with progress, while the page goes on; cancelling stops it, and it can be taken up again', async () => {
  const n = inject('full') ? 5000 : 800;
  const data = client();
  const all = files(
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`set/${i % 10}/${i}.bmp`, grey(32, 32, (x, y) => (x * y + i) % 256)])),
  );
  const long: number[] = [];
  const watcher = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
  const seen: ReadProgress[] = [];
  const summary = await data.inspectImages(all, 'set', { onProgress: () => {} });
  const abort = new AbortController();
  await expect(data.buildImages(summary.proposal, { signal: abort.signal, onProgress: () => abort.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
  // Making them kept the page busy; that is not what is watched.
  watcher.observe({ type: 'longtask' });
  const began = performance.now();
  const set = await data.buildImages({ side: 28, channels: 1 }, { onProgress: (progress) => seen.push(progress) });
  const took = performance.now() - began;
  watcher.disconnect();
  expect(set).toMatchObject({ n, d: 784, k: 10 });
  expect(seen.length).toBeGreaterThan(3);
  expect(seen[0]!.rows).toBeLessThan(n / 2);
  // No task of the page takes a good part of it, however busy the machine is; where it does nothing else there is no long one at all.
  expect(Math.max(0, ...long)).toBeLessThan(took / 4);
});

test('a preview shows some of the pictures as they will be', async () => {
  const data = client();
  await data.inspectImages(files(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.bmp`, plain(i)]))), 'many');
  const preview = await data.previewImages({ side: 3, channels: 3 }, 12);
  expect(preview.names).toHaveLength(12);
  expect(preview.values).toHaveLength(12 * 27);
  expect(preview.names[1]).toBe('2.bmp');
  expect(preview.values[27]).toBe(2);
  // Something else that is opened in between does not take them away.
  await data.inspectSheet(new File([plain(1)], 'sheet.bmp'));
  expect((await data.buildImages({ side: 1, channels: 1 })).n).toBe(30);
});

test('a sheet is cut into tiles, row by row; blank ones at its end are left out', async () => {
  const data = client();
  const value = (x: number, y: number): number =>
    y >= 16 && x >= 16 ? 0 : 20 * Math.floor(x / 8) + 100 * Math.floor(y / 8) + (x % 8) + (y % 8);
  const sheet = new File([grey(33, 24, value)], 'sheet.bmp');
  const summary = await data.inspectSheet(sheet);
  expect(summary).toMatchObject({
    name: 'sheet.bmp',
    width: 33,
    height: 24,
    proposal: { channels: 1, rowsPerClass: null, dropBlank: true },
  });
  const choice = { ...summary.proposal, width: 8, height: 8 };
  const set = await data.buildSheet(choice);
  expect(set).toMatchObject({
    id: 'file:sheet.bmp',
    name: 'sheet',
    n: 10,
    d: 64,
    k: 5,
    labels: null,
    notes: ['Pixels that make no whole tile are left out: 1 at the right.', '2 tiles of one colour at the end were left out.'],
  });
  expect([set.values[0], set.values[63], set.values[64], set.values[4 * 64]]).toEqual([0, 14, 20, 100]);
  expect(set.itemNames![5]).toBe('row 2, column 2');
  expect(await data.buildSheet({ ...choice, dropBlank: false, rowsPerClass: 2 })).toMatchObject({ n: 12, k: 2, labelNames: ['1', '2'] });
  expect([...(await data.buildSheet({ ...choice, rowsPerClass: 1 })).labels!]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
  const colour = await data.buildSheet({ ...choice, width: 11, height: 12, channels: 3 });
  expect(colour).toMatchObject({ n: 6, d: 396, image: { width: 11, height: 12, channels: 3 } });
});

test('a picture that may be no sheet of tiles is doubted', async () => {
  const data = client();
  const damaged = grey(1600, 32, (x, y) => (x < 32 ? (x * 37 + y * 59) % 251 : 0));
  expect((await data.inspectSheet(new File([damaged], 'wide.bmp'))).doubt).toMatch(
    /^Of the tiles of \d+ × \d+ pixels that “wide\.bmp” seems to hold, 9\d% are of one colour: it may be damaged, or no sheet of tiles\.$/,
  );
  expect((await data.inspectSheet(new File([grey(50, 3, (x, y) => x * y)], 'thin.bmp'))).doubt).toBe(
    '“thin.bmp” shows no tiles of at least 4 × 4 pixels.',
  );
  expect((await data.inspectSheet(new File([grey(64, 64, (x, y) => (x * y) % 251)], 'good.bmp'))).doubt).toBeNull();
});

test.each([
  [{ width: 0 }, 'The width of a tile of “s.bmp” (16 × 16 pixels) must be a whole number of pixels from 1 to 16, not 0.'],
  [{ height: 17 }, 'The height of a tile of “s.bmp” (16 × 16 pixels) must be a whole number of pixels from 1 to 16, not 17.'],
  [
    { width: 9, height: 16 },
    '“s.bmp” (16 × 16 pixels) has room for a single tile of 9 × 16; clustering needs at least two: choose smaller tiles.',
  ],
  [{ rowsPerClass: 0 }, 'The rows per class must be a whole number of at least 1, not 0.'],
  [
    { width: 8, height: 8 },
    'All tiles of “s.bmp” (16 × 16 pixels) are of one colour; clustering needs at least two that are not: choose another size.',
  ],
])('a sheet cut by %j is refused', async (patch, sentence) => {
  const data = client();
  const { proposal } = await data.inspectSheet(new File([plain(7, 16)], 's.bmp'));
  await expect(data.buildSheet({ ...proposal, width: 4, height: 4, ...patch })).rejects.toMatchObject({
    name: 'DataError',
    message: sentence,
  });
});

test('a picture that cannot be a sheet is refused', async () => {
  const data = client();
  await expect(data.inspectSheet(new File([plain(7, 1)], 'dot.bmp'))).rejects.toMatchObject({ code: 'too-small' });
  await expect(data.inspectSheet(new File(['nothing that could be a picture'], 'x.png'))).rejects.toMatchObject({
    code: 'broken-image',
    message:
      '“x.png” could not be decoded (it does not begin as a PNG, JPEG, WebP, GIF or BMP picture does): save it again as PNG or JPEG.',
  });
});
