// What it takes to read pictures: seconds for many small ones, for photographs that are made smaller, and the memory of huge ones.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { png } from '../e2e/fuzz/pictures.mjs';
import { memoryOf } from '../e2e/fuzz/memory.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

/** Some structure, and some noise that compresses as photographs do. */
const photograph = (seed) => (x, y) => ((x * (seed % 7)) >> 3) + ((y * y) >> 6) + ((x * 7919 + y * 104_729 + seed * 31) % 13);

/** @param files in the browser: [path, bytes as latin-1][]. @returns {Promise<number>} seconds of reading */
async function load(page, files, image) {
  await page.evaluate((files) => {
    const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    window.files = files.flatMap(([path, text, copies]) => Array.from({ length: copies }, (_, i) => ({ path: path.replace('*', i), file: new Blob([bytes(text)]) })));
  }, files);
  return page.evaluate(async (image) => {
    const began = performance.now();
    let read = 0;
    // Until there is nothing left to read; what the engine makes of it is timed elsewhere.
    const watching = setInterval(() => {
      if (window.basins.state().loading) read = performance.now();
    }, 5);
    await window.basins.load({ files: window.files, image });
    clearInterval(watching);
    return (read - began) / 1000;
  }, image);
}

async function openPage(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(() => window.basins.ready);
  return page;
}

const latin1 = (bytes) => Buffer.from(bytes).toString('latin1');

/** @param huge paths of zips, or of other files, that take much memory. */
export async function benchPictures(huge = process.argv.slice(3), address = process.env.SITE) {
  const site = address ? { url: address, close: async () => {} } : await serveSite();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
  const small = Array.from({ length: 50 }, (_, i) => [`small/${i % 10}/${i}-*.png`, latin1(png(32, 32, photograph(i))), 100]);
  const large = Array.from({ length: 12 }, (_, i) => [`large/${i % 3}/${i}-*.png`, latin1(png(512, 512, photograph(i))), 50]);
  for (const [what, files, image] of [
    ['5,000 PNGs of 32 × 32, at 28', small, { side: 28, channels: 1 }],
    ['5,000 PNGs of 32 × 32, as they are', small, { side: 32, channels: 1 }],
    ['600 PNGs of 512 × 512, at 28', large, { side: 28, channels: 1 }],
  ]) {
    const page = await openPage(browser, site.url);
    const times = [];
    for (let i = 0; i < Number(process.env.TIMES ?? 3); i++) times.push(await load(page, files, image));
    console.log(`${what}: ${times.map((seconds) => seconds.toFixed(2)).join(', ')} s`);
    await page.close();
  }
  const memory = await memoryOf(browser);
  for (const path of huge) {
    const page = await openPage(browser, site.url);
    await memory.begin();
    const began = performance.now();
    const outcome = await page.evaluate(
      async ([name, text]) => {
        const file = new File([Uint8Array.from(text, (character) => character.charCodeAt(0))], name);
        return window.basins.load(file).then(({ n, d }) => `${n} × ${d}`, (error) => `refused: ${error.message}`);
      },
      [path.split('/').at(-1), latin1(readFileSync(path))],
    );
    console.log(`${path}: ${outcome}; ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round((await memory.grown()) / 1e6)} MB at most`);
    await page.close();
  }
  await browser.close();
  await site.close();
}
