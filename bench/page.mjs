// What a person feels: first paint, frames while dragging β, the wait for the exact map, long tasks.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

const launch = () => chromium.launch({ executablePath: ensureBrowser().path, args: [...browserArguments] });

/** Counts the pictures that are put on the map's canvas, and the page's long tasks, from the start of the page. */
function instrument() {
  window.pictures = [];
  window.longTasks = [];
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
    if (image.width * image.height > 4000) window.pictures.push({ at: performance.now(), width: image.width, height: image.height });
    return put.call(this, image, ...rest);
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ at: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

async function openPage(browser, url, query) {
  const page = await browser.newPage({ viewport: { width: 1160, height: 800 } });
  await page.addInitScript(instrument);
  await page.goto(url + query);
  await page.waitForFunction(() => window.basins?.state().shown && window.pictures.length > 0);
  await page.waitForTimeout(1500);
  return page;
}

async function firstPaint(url) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const browser = await launch();
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'Train' }).waitFor();
    await page.waitForTimeout(500);
    times.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
    await browser.close();
  }
  times.sort((a, b) => a - b);
  console.log(`first contentful paint, cold browser: median ${times[2].toFixed(0)} ms (${times[0].toFixed(0)} … ${times[4].toFixed(0)})  target < 1500`);
}

function firstLoad() {
  const html = readFileSync('dist/index.html', 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/${name}`)).length, 0);
  console.log(`first-load JavaScript of the page: ${(bytes / 1000).toFixed(0)} kB gzip in ${scripts.length} of ${readdirSync('dist/assets').length} files  target ≤ 250`);
}

/** Drags the β slider from one end to the other for `seconds`, by mouse. */
async function drag(page, seconds) {
  const slider = page.getByRole('slider', { name: 'Inverse temperature β' });
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const y = box.y + box.height / 2;
  const began = await page.evaluate(() => performance.now());
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  const end = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.move(box.x + box.width * (0.55 + 0.3 * Math.sin(i / 15)), y);
    await page.waitForTimeout(8);
  }
  await page.mouse.up();
  const released = await page.evaluate(() => performance.now());
  await page.waitForTimeout(2000);
  return { began, released };
}

async function dragging(browser, url) {
  const page = await openPage(browser, url, '?data=synthetic/varied-blobs&k=10&steps=10&init=kmeans%2B%2B');
  const { began, released } = await drag(page, 4);
  const { pictures, longTasks } = await page.evaluate(() => ({ pictures: window.pictures, longTasks: window.longTasks }));
  const during = pictures.filter(({ at }) => at >= began && at <= released);
  const after = pictures.filter(({ at }) => at > released);
  const exact = after.find(({ width, height }) => width * height === Math.max(...pictures.map((one) => one.width * one.height)));
  console.log(`dragging β, k 10, T 10: ${(during.length / ((released - began) / 1000)).toFixed(1)} maps a second at ${during.at(-1)?.width} × ${during.at(-1)?.height}  target ≥ 20`);
  console.log(exact ? `exact map ${exact.width} × ${exact.height}: ${(exact.at - released).toFixed(0)} ms after letting go  target ≤ 300` : 'no exact map came within 2 s  target ≤ 300 ms');
  report('dragging', longTasks.filter(({ at }) => at >= began));
  await page.close();
}

function report(what, tasks) {
  const longest = tasks.reduce((most, { duration }) => Math.max(most, duration), 0);
  console.log(`page's longest task while ${what}: ${longest ? `${longest.toFixed(0)} ms (${tasks.length} over 50 ms)` : 'none over 50 ms'}  target ≤ 50`);
}

async function training(browser, url) {
  for (const data of ['iris&restarts=10', 'digits']) {
    const page = await openPage(browser, url, `?data=${data}&epochs=100000`);
    const began = await page.evaluate(() => {
      window.basins.train().catch(() => {}); // closing the page ends it
      return performance.now();
    });
    await page.waitForTimeout(6000);
    await drag(page, 3);
    const tasks = await page.evaluate((from) => window.longTasks.filter(({ at }) => at >= from), began);
    report(`training ${data} and dragging β`, tasks);
    await page.close();
  }
}

export async function benchPage() {
  const site = await serveSite();
  firstLoad();
  await firstPaint(site.url);
  const browser = await launch();
  await dragging(browser, site.url);
  await training(browser, site.url);
  await browser.close();
  await site.close();
}
