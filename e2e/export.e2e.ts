import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, type Page } from 'playwright/test';
import { full, temporaryFolder, test } from './page';

const folder = temporaryFolder('export');

/** Opens an entry of the menu that asks further. */
async function ask(page: Page, entry: RegExp) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('list', { name: 'Export' }).getByRole('button', { name: entry }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Saves a picture of a view by hand; returns the path of the file. */
async function picture(page: Page, view: string, format: 'SVG' | 'PNG', scale: number): Promise<string> {
  const dialog = await ask(page, /^Picture of a view/);
  await dialog.getByRole('combobox', { name: 'View' }).selectOption(view);
  await dialog.getByRole('radio', { name: format }).check();
  await dialog.getByRole('radio', { name: `${scale}×` }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save' }).click()]);
  await expect(dialog).toBeHidden();
  const path = join(folder, `${view}-${scale}.${format.toLowerCase()}`);
  await download.saveAs(path);
  return path;
}

/** The size of a picture, and how many different colours are among coarse samples of it. */
async function drawn(page: Page, path: string): Promise<{ width: number; height: number; colours: number }> {
  const type = path.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { width, height } = image;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
      const colours = new Set<number>();
      for (let i = 0; i < pixels.length; i += 13) colours.add(pixels[i]! & 0xf0f0f0f0);
      return { width, height, colours: colours.size };
    },
    `data:${type};base64,${readFileSync(path).toString('base64')}`,
  );
}

/** What an SVG says when it is opened alone, and what went wrong. */
async function opened(alone: Page, path: string): Promise<{ text: string; shapes: number; troubles: string[] }> {
  const troubles: string[] = [];
  const take = (text: string) => troubles.push(text);
  alone.on('console', (message) => take(message.text()));
  alone.on('pageerror', (error) => take(error.message));
  alone.on('request', (request) => !/^(file|data):/.test(request.url()) && take(request.url()));
  await alone.goto(`file://${path}`);
  const found = await alone.evaluate(() => ({
    text: Array.from(document.querySelectorAll('text'), (one) => one.textContent).join(' '),
    shapes: document.querySelectorAll('path, circle, line, image, polyline').length,
    broken: document.querySelectorAll('parsererror, script, style, foreignObject').length,
  }));
  alone.removeAllListeners();
  if (found.broken > 0) take('It has a part that does not stand alone.');
  return { ...found, troubles };
}

interface Shown {
  readonly tab: string;
  readonly view: string;
  /** Words of its legend. */
  readonly legend: RegExp;
}

/** Each view as an SVG that stands alone, and as a PNG of one and three pixels to a CSS pixel. */
async function exported(page: Page, alone: Page, views: readonly Shown[], title: RegExp, settings: RegExp): Promise<void> {
  for (const { tab, view, legend } of views) {
    await page.getByRole('tab', { name: tab }).click();
    if (view === 'Embedding') await expect(page.getByText(/Trustworthiness \d/).first()).toBeVisible();
    const svg = await picture(page, view, 'SVG', 1);
    const { text, shapes, troubles } = await opened(alone, svg);
    expect(troubles, view).toEqual([]);
    expect(text, view).toMatch(title);
    expect(text, view).toMatch(settings);
    expect(text, view).toMatch(legend);
    expect(shapes, view).toBeGreaterThan(2);
    const [one, three] = [await picture(page, view, 'PNG', 1), await picture(page, view, 'PNG', 3)];
    const [vector, small, large] = [await drawn(page, svg), await drawn(page, one), await drawn(page, three)];
    expect([small.width, small.height], view).toEqual([vector.width, vector.height]);
    expect([large.width, large.height], view).toEqual([3 * small.width, 3 * small.height]);
    for (const { colours } of [vector, small, large]) expect(colours, view).toBeGreaterThan(4);
  }
}

test('each view is a picture that stands alone, with title, settings and legend', async ({ usedPage: page, browser }) => {
  const alone = await (await browser.newContext()).newPage();
  await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.train({ epochs: 6 });
  });
  const title = /Iris \(150 × 4\) · CLAM/;
  const settings = /β [\d.]+ · T 10 · k 3 · seed 0 · epoch \d+ of \d+ · SC 0\.\d+/;
  const own: Shown[] = [
    { tab: 'Basins', view: 'Basins', legend: /basin 3: \d+ points/ },
    { tab: 'Basins', view: 'Learning curves', legend: /the epoch that is shown/ },
    { tab: 'Memories', view: 'Memories', legend: /Dots: the memory .*Bands/ },
    ...(full
      ? [
          { tab: 'Basins', view: 'How sure the memory is', legend: /1\/k where all have the same share/ },
          { tab: 'Embedding', view: 'Embedding', legend: /Cluster: the basin/ },
          { tab: 'Interpolation', view: 'Interpolation', legend: /Straight from one memory to another/ },
        ]
      : []),
  ];
  await exported(page, alone, own, title, settings);
  await page.evaluate(() => window.basins.configure({ method: 'agglomerative' }));
  await page.evaluate(() => window.basins.train());
  await exported(page, alone, [{ tab: 'Basins', view: 'Dendrogram', legend: /cluster 3: \d+ points/ }], /Iris .* Agglomerative/, /k 3/);
  if (full) {
    await page.evaluate(async () => {
      await window.basins.configure({ method: 'dclam', epochs: 4, network: [4], latent: 2, pretrainEpochs: 2 });
      await window.basins.train();
    });
    await exported(page, alone, [{ tab: 'Basins', view: 'RL against 1 − SC', legend: /pretrained|AE/ }], /DCLAM/, /epoch \d of 4/);
  }
  await alone.context().close();
});

interface FilmFacts {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly seconds: number;
}

/** Reads the blocks of a GIF. */
function gifFacts(bytes: Buffer): FilmFacts {
  expect(bytes.subarray(0, 6).toString('latin1')).toBe('GIF89a');
  const tableAfter = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + tableAfter(bytes[10]!);
  let [frames, hundredths] = [0, 0];
  const skipBlocks = () => {
    while (bytes[at]! > 0) at += bytes[at]! + 1;
    at++;
  };
  for (; bytes[at] !== 0x3b;) {
    const kind = bytes[at];
    if (kind === 0x21) {
      if (bytes[at + 1] === 0xf9) hundredths += bytes.readUInt16LE(at + 4);
      at += 2;
    } else if (kind === 0x2c) {
      frames++;
      at += 10 + tableAfter(bytes[at + 9]!) + 1;
    } else throw new Error(`A block of the kind ${kind} at ${at}.`);
    skipBlocks();
  }
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), frames, seconds: hundredths / 100 };
}

async function videoFacts(bytes: Buffer): Promise<FilmFacts> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = (await input.getPrimaryVideoTrack())!;
  const { packetCount } = await track.computePacketStats();
  return {
    width: track.displayWidth,
    height: track.displayHeight,
    frames: packetCount,
    seconds: await input.computeDuration(),
  };
}

/** What a browser makes of a film that is opened alone. */
async function played(alone: Page, path: string): Promise<{ width: number; height: number; seconds: number }> {
  await alone.goto(`file://${path}`);
  return alone.evaluate(async () => {
    const video = document.querySelector('video')!;
    video.currentTime = 1.5;
    await new Promise((done) => video.addEventListener('seeked', done, { once: true }));
    return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration };
  });
}

test('a film of the epochs, as WebM and as GIF, that leaves the page as it was', async ({ usedPage: page, browser }) => {
  await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.train({ epochs: 5 });
  });
  await page.getByRole('slider', { name: 'Epoch' }).fill('2');
  const shown = () => page.evaluate(() => window.basins.state().shown!.epoch);
  await expect.poll(shown).toBe(2);
  const alone = await (await browser.newContext()).newPage();
  const film = async (format: 'WebM' | 'GIF'): Promise<string> => {
    const dialog = await ask(page, /^Film/);
    await expect(dialog.getByRole('radio', { name: format })).toBeVisible();
    await dialog.getByRole('radio', { name: format }).check();
    await dialog.getByRole('spinbutton', { name: 'Seconds' }).fill('3');
    await dialog.getByRole('radio', { name: '640 px' }).check();
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Make the film' }).click()]);
    await expect(dialog).toBeHidden();
    const path = join(folder, `film.${format.toLowerCase()}`);
    await download.saveAs(path);
    expect(await shown()).toBe(2);
    return path;
  };
  const video = await film('WebM');
  const facts = await videoFacts(readFileSync(video));
  // The last one comes twice.
  expect(facts).toMatchObject({ width: 640, frames: 7 });
  expect(facts.seconds).toBeCloseTo(3, 1);
  const seen = await played(alone, video);
  expect(seen).toMatchObject({ width: 640, height: facts.height });
  expect(seen.seconds).toBeCloseTo(3, 1);
  const gif = gifFacts(readFileSync(await film('GIF')));
  expect(gif).toEqual({ width: 640, height: facts.height, frames: 6, seconds: 3 });
  // One that is cancelled leaves the page as it was, too.
  const dialog = await ask(page, /^Film/);
  await dialog.getByRole('button', { name: 'Make the film' }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Film' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(shown).toBe(2);
  await alone.context().close();
});
