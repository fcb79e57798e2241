// Delays that a person feels: first paint, frames while dragging β, the wait for the exact map, long tasks.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

const launch = () => chromium.launch({ executablePath: ensureBrowser().path, args: [...browserArguments] });

/** Notes the maps that are put on the page, and the page's long tasks, from its start. */
function instrument() {
  window.pictures = [];
  window.longTasks = [];
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
    if (this.canvas.classList.contains('basins-ground'))
      window.pictures.push({ at: performance.now(), width: image.width, height: image.height });
    return put.call(this, image, ...rest);
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ at: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** With three columns, and a map about as high as it is wide: 512 × 512 exact. */
const viewport = { width: 1160, height: 960 };

async function openPage(browser, url, query) {
  const page = await browser.newPage({ viewport });
  await page.addInitScript(instrument);
  await page.goto(url + query);
  await page.waitForFunction(() => window.basins?.state().shown && window.pictures.length > 0);
  await page.waitForTimeout(1500);
  // Finding the slider makes Playwright put a script of its own into the page, a long task by itself: that is over before anything is
  // measured.
  const slider = page.getByRole('slider', { name: 'Inverse temperature β' });
  await slider.scrollIntoViewIfNeeded();
  return { page, box: await slider.boundingBox() };
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
  console.log(
    `first contentful paint, cold browser: median ${times[2].toFixed(0)} ms (${times[0].toFixed(0)} … ${times[4].toFixed(0)})  target < 1500`,
  );
}

function firstLoad() {
  const html = readFileSync('dist/index.html', 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/${name}`)).length, 0);
  console.log(
    `first-load JavaScript of the page: ${(bytes / 1000).toFixed(0)} kB gzip in ${scripts.length} of ${readdirSync('dist/assets').length} files  target ≤ 250`,
  );
}

/** Drags the β slider to and fro for `seconds`, by mouse, and lets go at small β, where a map takes longest: no point settles early. */
async function drag(page, box, seconds) {
  const y = box.y + box.height / 2;
  const moveTo = (share) => page.mouse.move(box.x + box.width * share, y);
  const began = await page.evaluate(() => performance.now());
  await moveTo(0.5);
  await page.mouse.down();
  const end = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < end; i++) {
    await moveTo(0.55 + 0.3 * Math.sin(i / 15));
    await page.waitForTimeout(8);
  }
  await moveTo(0.25);
  await page.waitForTimeout(8);
  await page.mouse.up();
  const released = await page.evaluate(() => performance.now());
  await page.waitForTimeout(2000);
  return { began, released };
}

async function dragging(browser, url) {
  const { page, box } = await openPage(browser, url, '?data=synthetic/varied-blobs&k=10&steps=10&init=kmeans%2B%2B');
  const drags = [];
  for (let i = 0; i < 3; i++) drags.push(await drag(page, box, 3));
  const { pictures, longTasks } = await page.evaluate(() => ({ pictures: window.pictures, longTasks: window.longTasks }));
  await page.close();
  const rates = drags.map(
    ({ began, released }) => pictures.filter(({ at }) => at >= began && at <= released).length / ((released - began) / 1000),
  );
  const drafts = pictures.filter(({ at }) => drags.some(({ began, released }) => at >= began && at <= released)).map(({ width }) => width);
  console.log(
    `dragging β, k 10, T 10, in three drags: ${list(rates, 1)} maps a second, ${Math.min(...drafts)} … ${Math.max(...drafts)} pixels wide  target ≥ 20`,
  );
  // An exact map has 512 places or more on its longer side; how many more is a matter of how fast the machine has been.
  const waits = drags.map(({ released }) => {
    const exact = pictures.find(({ at, width, height }) => at > released && Math.max(width, height) >= 512);
    return exact ? exact.at - released : Infinity;
  });
  const { width, height } = pictures.at(-1);
  console.log(`exact map ${width} × ${height}: ${list(waits, 0)} ms after letting go  target ≤ 300`);
  report('dragging', longTasks, drags[0].began);
}

const list = (values, digits) => values.map((value) => value.toFixed(digits)).join(', ');

function report(what, all, from) {
  const tasks = all.filter(({ at }) => at >= from);
  const said = tasks
    .map(({ at, duration }) => `${duration.toFixed(0)} ms, ${((at - from) / 1000).toFixed(1)} s after its start`)
    .join('; ');
  console.log(`page's tasks over 50 ms while ${what}: ${said || 'none'}  target none`);
}

async function training(browser, url) {
  for (const data of ['iris&restarts=10', 'digits']) {
    const { page, box } = await openPage(browser, url, `?data=${data}&epochs=100000`);
    const began = await page.evaluate(() => {
      window.basins.train().catch(() => {}); // closing the page ends it
      return performance.now();
    });
    await page.waitForTimeout(6000);
    await drag(page, box, 3);
    report(`training ${data} and dragging β`, await page.evaluate(() => window.longTasks), began);
    await page.close();
  }
}

/** Pretraining, joint training and what they come to, from the click on Train. */
async function deepTraining(browser, url) {
  const { page } = await openPage(browser, url, '?data=digits&method=dclam&pretrainEpochs=20&epochs=50');
  const began = await page.evaluate(() => performance.now());
  const seconds = await page.evaluate(async () => (await window.basins.train()).seconds);
  report(
    `training DCLAM on digits (EAE, 20 + 50 epochs in ${(seconds.pretrain + seconds.train).toFixed(0)} s)`,
    await page.evaluate(() => window.longTasks),
    began,
  );
  await page.close();
}

export async function benchPage() {
  const site = await serveSite();
  firstLoad();
  await firstPaint(site.url);
  const browser = await launch();
  await dragging(browser, site.url);
  await training(browser, site.url);
  await deepTraining(browser, site.url);
  await browser.close();
  await site.close();
}
