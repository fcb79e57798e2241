// The cost of reading pictures: seconds for many small ones, for photographs that are made smaller, and the memory of huge ones.
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { blackPng, png } from '../e2e/fuzz/pictures.mjs';
import { memoryOf } from '../e2e/fuzz/memory.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

/** Some structure, and some noise that compresses as photographs do. */
const photograph = (seed) => (x, y) => ((x * (seed % 7)) >> 3) + ((y * y) >> 6) + ((x * 7919 + y * 104_729 + seed * 31) % 13);

/** @param files in the browser: [path, bytes as latin-1][]. @returns {Promise<number>} seconds of reading */
async function load(page, files, image) {
  await page.evaluate((files) => {
    const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    window.files = files.flatMap(([path, text, copies]) =>
      Array.from({ length: copies }, (_, i) => ({ path: path.replace('*', i), file: new Blob([bytes(text)]) })),
    );
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

export async function benchPictures() {
  const site = await serveSite();
  const small = Array.from({ length: 50 }, (_, i) => [`small/${i % 10}/${i}-*.png`, latin1(png(32, 32, photograph(i))), 100]);
  const large = Array.from({ length: 12 }, (_, i) => [`large/${i % 3}/${i}-*.png`, latin1(png(512, 512, photograph(i))), 50]);
  const huge = [['huge/*.png', latin1(blackPng(7900, 7900)), 16]];
  for (const [what, files, image, times] of [
    ['5,000 PNGs of 32 × 32, at 28', small, { side: 28, channels: 1 }, 3],
    ['5,000 PNGs of 32 × 32, as they are', small, { side: 32, channels: 1 }, 3],
    ['600 PNGs of 512 × 512, at 28', large, { side: 28, channels: 1 }, 3],
    ['16 PNGs of 7,900 × 7,900, at 28', huge, { side: 28, channels: 1 }, 1],
  ]) {
    // A browser for each, for pages that follow one another share a process, and its memory.
    const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
    const page = await openPage(browser, site.url);
    const memory = await memoryOf(browser);
    await memory.begin();
    const seconds = [];
    for (let i = 0; i < times; i++) seconds.push(await load(page, files, image));
    console.log(
      `${what}: read in ${seconds.map((one) => one.toFixed(2)).join(', ')} s; the page's process grew by ${Math.round((await memory.grown()) / 1e6)} MB at most`,
    );
    await browser.close();
  }
  await site.close();
}
