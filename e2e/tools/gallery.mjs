// npm run gallery [-- --out DIR] [ID …]: trains the figures of the gallery in a headless browser, lays their thumbnails in public/gallery, for
// light and for dark paper, and prints the numbers of the run that is shown; DIR gets its result, ID.json. All take about half an hour on two
// processors.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const folder = fileURLToPath(new URL('../../public/gallery', import.meta.url));
/** In pixels, twice what the page gives them. */
const size = { width: 240, height: 180 };

/** Draws a picture as WebP: the whole, or its middle alone. Runs in the page. */
async function shrink({ picture, whole, width, height }) {
  const letters = atob(picture);
  const image = await createImageBitmap(new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--paper');
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  const [least, most] = [width / image.width, height / image.height].toSorted((a, b) => a - b);
  const scale = whole ? least : most;
  const [across, down] = [image.width * scale, image.height * scale];
  context.drawImage(image, (width - across) / 2, (height - down) / 2, across, down);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

/** The view that the figure is about: the second of two, or all there is. */
async function viewOf(page) {
  const tiles = page.locator('.tile-view');
  const tiled = (await tiles.count()) > 1;
  return { view: tiled ? tiles.last() : page.locator('#stage-panel'), whole: tiled };
}

/** Messages and buttons over the view are not of the figure. */
const alone = () => {
  for (const over of document.querySelectorAll('.news, .zoom-buttons')) over.style.visibility = 'hidden';
};

/** Views that draw in pieces, such as t-SNE, are still when two pictures are the same. */
async function still(page, view) {
  let before = null;
  for (let tries = 0; tries < 40; tries++) {
    const picture = (await view.screenshot()).toString('base64');
    if (picture === before) break;
    before = picture;
    await page.waitForTimeout(1000);
  }
  return before;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
mkdirSync(folder, { recursive: true });
if (values.out) mkdirSync(values.out, { recursive: true });
const site = await serveSite();
const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 860 } });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(site.url);
  const all = await page.evaluate(async () => (await window.basins.figures()).map(({ id }) => id));
  for (const id of positionals.length > 0 ? positionals : all) {
    const began = performance.now();
    await page.evaluate((figure) => window.basins.showFigure(figure), id);
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme });
      const { view, whole } = await viewOf(page);
      await page.evaluate(alone);
      const picture = await still(page, view);
      const bytes = Buffer.from(await page.evaluate(shrink, { picture, whole, ...size }), 'base64');
      writeFileSync(join(folder, `${id}-${theme}.webp`), bytes);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    const { told, result } = await page.evaluate(() => ({ told: window.basins.summary(), result: window.basins.result() }));
    if (values.out) writeFileSync(join(resolve(values.out), `${id}.json`), JSON.stringify(result));
    console.log(`${id}: ${((performance.now() - began) / 1000).toFixed(0)} s. ${told ?? 'Not trained.'}`);
  }
} finally {
  await browser.close();
  await site.close();
}
