// Whether a long training leaves anything behind, on every backend: tensors, and the page's heap. Minutes where graphics are software.
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

/** 2,000 epochs, in pieces whose learning rate is set anew, or training would end at the floor of its schedule before. */
async function longTraining(browser, url, backend) {
  const page = await browser.newPage();
  await page.goto(`${url}?data=wine&epochs=100000&batchSize=178&backend=${backend}`);
  await page.waitForFunction(() => window.basins?.state().shown);
  const measure = () =>
    page.evaluate(async () => {
      const { tensors } = await window.basins.memory();
      let heap = Infinity;
      for (let i = 0; i < 4; i++) {
        window.gc();
        await new Promise((resolve) => setTimeout(resolve, 250));
        heap = Math.min(heap, performance.memory.usedJSHeapSize / 1e6);
      }
      return { tensors, heap, epoch: window.basins.state().training.epoch, frames: window.basins.state().frames.length };
    });
  const marks = [];
  for (let piece = 1; piece <= 20; piece++) {
    await page.evaluate(async (rate) => {
      await window.basins.configure({ learningRate: rate });
      await window.basins.train({ epochs: 100 });
    }, 0.02 + piece / 1e4);
    if (piece === 2 || piece === 11 || piece === 20) marks.push(await measure());
  }
  const list = (read) => marks.map(read).join(', ');
  console.log(`after ${list((mark) => mark.epoch)} epochs (wine, ${backend}): tensors ${list((mark) => mark.tensors)}; page heap ${list((mark) => mark.heap.toFixed(1))} MB with ${list((mark) => mark.frames)} epochs of history  target flat`);
  await page.close();
}

export async function benchMemory() {
  const site = await serveSite();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: [...browserArguments, '--js-flags=--expose-gc', '--enable-precise-memory-info'] });
  for (const backend of (process.env.BACKENDS ?? 'cpu,webgpu,webgl').split(',')) await longTraining(browser, site.url, backend);
  await browser.close();
  await site.close();
}
