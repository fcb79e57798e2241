import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, type Page } from 'playwright/test';
import { gif, grey } from '../src/data/images/testing';
import { violations } from './axe';
import { drop, full, temporaryFolder, test } from './page';

/** A user's own pictures, good and bad. What was there stays when something is refused. */

const place = temporaryFolder('images');

type Files = Record<string, Uint8Array>;

function folder(name: string, files: Files): string {
  mkdirSync(join(place, name), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name, path)), { recursive: true });
    writeFileSync(join(place, name, path), bytes);
  }
  return join(place, name);
}

/** Bright and dark squares of 12 × 12 pixels, each with some texture of its own. */
const square = (bright: boolean, seed: number) => grey(12, 12, (x, y) => (bright ? 200 : 40) + ((x * 7 + y * 13 + seed * 29) % 40));
const two = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i % 2 ? 'bright' : 'dark'}/${i}.bmp`, square(i % 2 === 1, i)]));

async function choose(page: Page, button: string, files: Parameters<Page['setInputFiles']>[1]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
}
const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

const set = (page: Page) =>
  page.evaluate(() => {
    const { name, n, d, k, labelNames, image, notes, itemNames } = window.basins.state().dataset!;
    return { name, n, d, k, labelNames, image, notes, itemNames };
  });
const refused = (page: Page, sentence: string) => expect(page.getByRole('alert').first()).toContainText(sentence);

test('a folder that is dropped becomes classes, is trained on, and its files are named', async ({ usedPage: page }) => {
  await drop(page, folder('squares', { ...two, 'notes.txt': square(true, 1), '.DS_Store': square(true, 1) }));
  const dialog = page.getByRole('dialog', { name: 'squares' });
  await expect(dialog).toContainText('40 pictures of 12 × 12 pixels, in 2 subfolders, which become classes:bright 20dark 20');
  await expect(dialog).toContainText('1 file is no picture that can be opened and was left out: squares/notes.txt.');
  await expect(dialog.getByLabel('Side')).toHaveValue('12');
  await expect(dialog.getByRole('img')).toHaveCount(12);
  await expect(dialog).toContainText('40 pictures of 12 × 12 = 144 features.');
  // Enter takes the proposal.
  await expect(dialog.getByRole('button', { name: 'Use these pictures' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await set(page)).name).toBe('squares');
  expect(await set(page)).toMatchObject({
    n: 40,
    d: 144,
    k: 2,
    labelNames: ['bright', 'dark'],
    image: { width: 12, height: 12, channels: 1, range: [0, 255] },
  });
  const result = await page.evaluate(() => window.basins.train({ epochs: 30 }));
  expect(result!.metrics.nmi).toBeCloseTo(1, 5);

  // The picture and its file stand beside the point, on the map and in the inspector.
  const at = await page.evaluate(() => {
    const map = document.querySelector('.basins-over')!;
    const { left, top, width, height } = map.getBoundingClientRect();
    for (let y = 4; y < height; y += 4)
      for (let x = 4; x < width; x += 4) {
        map.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y, pointerType: 'mouse' }));
        if (window.basins.state().hoveredPoint !== null) return { x: left + x, y: top + y };
      }
    return { x: 0, y: 0 };
  });
  await page.mouse.move(at.x, at.y);
  const tip = page.locator('.basins-tip');
  await expect(tip.locator('canvas')).toBeVisible();
  await expect(tip).toContainText(/(bright|dark)\/\d+\.bmp/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/(bright|dark)\/\d+\.bmp/);
});

test('a folder that is chosen, in colour and at another side; a side that is too large is said', async ({ usedPage: page }) => {
  await choose(page, 'Open folder', folder('chosen', two));
  const dialog = page.getByRole('dialog', { name: 'chosen' });
  await dialog.getByLabel('Side').fill('300');
  await dialog.getByRole('button', { name: 'Use these pictures' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Side').fill('5');
  await dialog.getByLabel('Colour').selectOption('Red, green and blue');
  await dialog.getByRole('button', { name: 'Use these pictures' }).click();
  await expect.poll(async () => (await set(page)).name).toBe('chosen');
  expect(await set(page)).toMatchObject({ n: 40, d: 75, image: { width: 5, height: 5, channels: 3 } });
});

test('several files; broken ones are named and left out, of an animated one the first frame is used', async ({ usedPage: page }) => {
  await choose(page, 'Open files', [
    file('a.bmp', square(true, 1)),
    file('b.png', square(true, 2).slice(0, 30)),
    file('c.jpg', Buffer.from('no picture, whatever its name says')),
    file('d.gif', gif(3)),
    file('e.bmp', square(false, 3)),
  ]);
  const dialog = page.getByRole('dialog', { name: '5 files' });
  await expect(dialog).toContainText('5 pictures from 1 × 1 to 12 × 12 pixels, without subfolders, so without labels.');
  await dialog.getByRole('button', { name: 'Use these pictures' }).click();
  await expect.poll(async () => (await set(page)).n).toBe(3);
  const notes = [
    '2 of 5 pictures could not be decoded and were left out: b.png, c.jpg.',
    '1 picture is animated, of which only the first frame is used: d.gif.',
  ];
  expect(await set(page)).toMatchObject({ labelNames: [], notes, itemNames: ['a.bmp', 'd.gif', 'e.bmp'] });
  for (const note of notes) await expect(page.getByRole('complementary', { name: 'Settings' })).toContainText(note);
});

test('a zip of folders that part the set, with paths that lead out of it', async ({ usedPage: page }) => {
  const parts = Object.fromEntries(Object.entries(two).map(([path, bytes], i) => [`${i < 30 ? 'train' : 'test'}/${path}`, bytes]));
  await choose(
    page,
    'Open files',
    file('squares.zip', zipSync({ ...parts, '../../evil.bmp': square(true, 0), '__MACOSX/._1.bmp': square(true, 0) })),
  );
  const dialog = page.getByRole('dialog', { name: 'squares' });
  await expect(dialog).toContainText('1 entry has a path that leads out of the zip and was left out: ../../evil.bmp.');
  await expect(dialog).toContainText('in 2 subfolders, which become classes:bright 20dark 20');
  await dialog.getByLabel('Classes').selectOption('test, train – parts of the set');
  await expect(dialog).toContainText('which become classes:test 10train 30');
  await dialog.getByLabel('Classes').selectOption('bright, dark');
  await dialog.getByRole('button', { name: 'Use these pictures' }).click();
  await expect.poll(async () => (await set(page)).name).toBe('squares');
  expect(await set(page)).toMatchObject({ n: 40, k: 2, labelNames: ['bright', 'dark'] });
  // A zip of one table is opened as that.
  await choose(page, 'Open files', file('kaggle.zip', zipSync({ 'archive/pairs.csv': Buffer.from('a,b\n1,2\n3,4\n5,7\n') })));
  await page.getByRole('dialog', { name: 'pairs.csv' }).getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(async () => (await set(page)).name).toBe('pairs');
});

/** 6 × 5 tiles of 10 × 10 pixels, the last two of them plain. */
const sheet = grey(60, 50, (x, y) =>
  y >= 40 && x >= 40 ? 0 : ((Math.floor(x / 10) * 37 + Math.floor(y / 10) * 59) % 200) + ((x * y) % 10) * 5,
);

test('a sheet is cut into tiles: their side is guessed, can be changed, and rows become classes', async ({ usedPage: page }) => {
  await choose(page, 'Open files', file('tiles.bmp', sheet));
  const dialog = page.getByRole('dialog', { name: 'tiles.bmp' });
  await expect(dialog.getByLabel('Tile width')).toHaveValue('10');
  await expect(dialog.getByLabel('Tile height')).toHaveValue('10');
  await expect(dialog).toContainText('30 tiles (6 across, 5 down) of 100 features.');
  await expect(dialog.getByRole('figure', { name: 'tiles.bmp, cut into tiles of 10 × 10 pixels' })).toBeVisible();
  await dialog.getByLabel('Tile width').fill('7');
  await expect(dialog).toContainText('The tiles do not fill the picture: 4 pixels at the right and 0 at the bottom are left out.');
  await dialog.getByLabel('Tile width').fill('10');
  await dialog.getByLabel('Rows per class').fill('1');
  await dialog.getByRole('button', { name: 'Cut into tiles' }).click();
  await expect.poll(async () => (await set(page)).name).toBe('tiles');
  expect(await set(page)).toMatchObject({
    n: 28,
    d: 100,
    k: 5,
    labelNames: ['1', '2', '3', '4', '5'],
    notes: ['2 tiles of one colour at the end were left out.'],
  });
});

test('the dialogs say all by name, and nothing in them keeps a reader out', async ({ usedPage: page }) => {
  const atBothWidths = async () => {
    for (const width of [1440, 380]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.querySelector('dialog')!.scrollWidth <= document.querySelector('dialog')!.clientWidth),
      ).toBe(true);
    }
  };
  await choose(page, 'Open folder', folder('read', two));
  await expect(page.getByRole('dialog').getByRole('img')).toHaveCount(12);
  await atBothWidths();
  await page.keyboard.press('Escape');
  await choose(page, 'Open files', file('tiles.bmp', sheet));
  await expect(page.getByRole('dialog').getByRole('figure')).toBeVisible();
  await atBothWidths();
});

const huge = grey(4, 4, () => 7);
for (const at of [18, 22]) new DataView(huge.buffer).setInt32(at, 10_000, true);
test('files that are no pictures, or too large, are refused one after another, each with a sentence, and nothing is lost', async ({
  usedPage: page,
}) => {
  await page.evaluate(() => window.basins.load('iris'));
  for (const [what, name, bytes, sentence] of [
    [
      'a picture of 10,000 × 10,000 pixels',
      'huge.bmp',
      huge,
      '“huge.bmp” has 10,000 × 10,000 pixels, more than the 64 million that can be decoded: save it smaller.',
    ],
    [
      'a single pixel',
      'dot.bmp',
      grey(1, 1, () => 7),
      '“dot.bmp” is a single pixel, which cannot be cut into tiles: open a folder, a zip or several pictures, or a sheet of tiles.',
    ],
    [
      'a picture that is none',
      'x.png',
      Buffer.from('nothing that could be a picture'),
      '“x.png” could not be decoded (it does not begin as a PNG, JPEG, WebP, GIF or BMP picture does): save it again as PNG or JPEG.',
    ],
    [
      'a zip bomb',
      'bomb.zip',
      zipSync({ 'a.bmp': [new Uint8Array(17 * 2 ** 20), { level: 9 }] }),
      '“bomb.zip” expands beyond 200 times its size, as no ordinary zip does; it was not unpacked.',
    ],
    [
      'a zip with neither pictures nor a table',
      'text.zip',
      zipSync({ 'a.md': new Uint8Array(5) }),
      '“text.zip” holds neither pictures nor a table that can be opened, only a.md: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files, or a table.',
    ],
    [
      'a zip of several tables',
      'tables.zip',
      zipSync({ 'a.csv': new Uint8Array(5), 'b.csv': new Uint8Array(5) }),
      '“tables.zip” holds 2 tables (a.csv, b.csv), and one at a time can be opened: unpack it, and open one of them.',
    ],
    [
      'a zip that is none',
      'none.zip',
      Buffer.from('not a zip, whatever its name says'),
      '“none.zip” does not begin as a zip does: pack or download it again.',
    ],
    ['a zip that is cut off', 'half.zip', zipSync(two).slice(0, 3000), '“half.zip” is cut off or damaged'],
  ] as [string, string, Uint8Array, string][])
    await test.step(what, async () => {
      await choose(page, 'Open files', file(name, bytes));
      await refused(page, sentence);
      expect((await set(page)).name).toBe('Iris');
    });
});

test('folders that hold nothing to use are refused one after another, each with a sentence, and nothing is lost', async ({
  usedPage: page,
}) => {
  await page.evaluate(() => window.basins.load('iris'));
  for (const [what, files, sentence] of [
    ['an empty folder', {}, '“dropped” is empty: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files.'],
    [
      'a folder without pictures',
      { 'a.csv': Buffer.from('a,b\n1,2\n') },
      '“dropped” holds no pictures that can be opened, only dropped/a.csv: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files.',
    ],
    [
      'a folder with one picture',
      { 'a.bmp': square(true, 1) },
      '“dropped” holds a single picture; clustering needs at least two: add some, or open it by itself to cut it into tiles.',
    ],
    [
      'a folder of broken pictures',
      { 'a.png': Buffer.alloc(50), 'b.png': Buffer.alloc(50) },
      'None of the 2 pictures of “dropped” could be decoded: dropped/a.png, dropped/b.png.',
    ],
  ] as [string, Files, string][])
    await test.step(what, async () => {
      rmSync(join(place, 'dropped'), { recursive: true, force: true });
      await drop(page, folder('dropped', files));
      await refused(page, sentence);
      expect((await set(page)).name).toBe('Iris');
    });
});

test('a large folder is read with progress, while the page goes on; it can be cancelled', async ({ usedPage: page }) => {
  test.setTimeout(300_000);
  const n = full ? 5000 : 1000;
  const many = folder('many', Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i % 10}/${i}.bmp`, square(i % 2 === 1, i)])));
  await drop(page, many);
  const dialog = page.getByRole('dialog', { name: 'many' });
  await expect(dialog).toContainText(`${n.toLocaleString('en')} pictures of 12 × 12 pixels, in 10 subfolders`, { timeout: 60_000 });
  // A page that is kept from its work would not count. It is cancelled from within, for what is seen from without may be over meanwhile.
  const { count, share } = await page.evaluate(async () => {
    const button = (text: string) =>
      [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(({ textContent }) => textContent === text)!;
    const shareRead = () => document.querySelector<HTMLProgressElement>('dialog progress')?.value ?? 0;
    let count = 0;
    const ticking = setInterval(() => count++, 10);
    button('Use these pictures').click();
    while (shareRead() < 0.3) await new Promise((resolve) => setTimeout(resolve, 5));
    const share = shareRead();
    button('Cancel').click();
    clearInterval(ticking);
    return { count, share };
  });
  expect(count).toBeGreaterThan(5);
  expect(share).toBeLessThan(1);
  expect((await set(page)).name).toBe('Five Gaussians');
  await drop(page, many);
  await dialog.getByRole('button', { name: 'Use these pictures' }).click({ timeout: 60_000 });
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset!.n), { timeout: 120_000 }).toBe(n);
});

test('a table whose rows are pictures is proposed as such, and need not be taken so', async ({ usedPage: page }) => {
  const names = [...Array.from({ length: 64 }, (_, i) => `pixel${i}`), 'class'];
  const rows = Array.from({ length: 40 }, (_, i) => [
    ...Array.from({ length: 64 }, (_, j) => (j === 0 ? 0 : (i * 5 + j * 3) % 17)),
    `c${i % 2}`,
  ]);
  const table = file('pixels.csv', Buffer.from([names, ...rows].map((row) => row.join(',')).join('\n')));
  await choose(page, 'Open files', table);
  const dialog = page.getByRole('dialog');
  const pictures = dialog.getByLabel('Rows are pictures of 8 × 8 pixels');
  await expect(pictures).toBeChecked();
  await dialog.getByLabel('Use pixel3', { exact: true }).uncheck();
  await expect(pictures).toBeHidden();
  await dialog.getByLabel('Use pixel3', { exact: true }).check();
  await expect(pictures).toBeChecked();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(async () => (await set(page)).image).toEqual({ width: 8, height: 8, channels: 1, range: [0, 16] });
  await choose(page, 'Open files', table);
  await pictures.uncheck();
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(async () => (await set(page)).image).toBe(null);
});

const shared = join(import.meta.dirname, '../../shared/data');
for (const [name, expected] of [
  ['usps.csv.gz', { n: 2007, d: 256, k: 10, image: { width: 16, height: 16, channels: 1, range: [0, 2] } }],
  ['fashion-900.png', { n: 900, d: 784, k: 10, image: { width: 28, height: 28, channels: 1, range: [0, 255] } }],
] as [string, Record<string, unknown>][]) {
  const path = join(shared, name);
  test(`${name}${existsSync(path) ? '' : ' (skipped: it is not there)'} becomes pictures`, async ({ usedPage: page }) => {
    test.skip(!existsSync(path));
    await choose(page, 'Open files', path);
    const dialog = page.getByRole('dialog');
    if (name.endsWith('.png')) await dialog.getByLabel('Rows per class').fill('3');
    await dialog.getByRole('button', { name: /Use this data|Cut into tiles/ }).click();
    await expect.poll(async () => (await set(page)).name).toBe(name.split('.')[0]);
    expect(await set(page)).toMatchObject(expected);
  });
}
