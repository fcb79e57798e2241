// Whether a long training leaves anything behind, on every backend: tensors, and the heaps of the page and of its workers. Minutes where graphics are software.
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

/** Asks every worker of a page, by the browser's own protocol: a worker cannot tell its heap. Returns what gives their heaps together, in MB, garbage taken out. */
async function watchWorkers(page) {
  const session = await page.context().newCDPSession(page);
  const workers = new Set();
  const answers = new Map();
  let asked = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    answers.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = (sessionId, method) =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      answers.set(id, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
    });
  return async () => {
    let sum = 0;
    for (const worker of workers) {
      await ask(worker, 'HeapProfiler.collectGarbage');
      sum += (await ask(worker, 'Runtime.getHeapUsage')).usedSize / 1e6;
    }
    return sum;
  };
}

/** 2,000 epochs, in pieces whose learning rate is set anew, or training would end at the floor of its schedule before. */
async function longTraining(browser, url, backend) {
  const page = await browser.newPage();
  const workersHeap = await watchWorkers(page);
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
    if (piece === 2 || piece === 11 || piece === 20) marks.push({ ...(await measure()), workers: await workersHeap() });
  }
  const list = (read) => marks.map(read).join(', ');
  console.log(`after ${list((mark) => mark.epoch)} epochs (wine, ${backend}): tensors ${list((mark) => mark.tensors)}; heap of the page ${list((mark) => mark.heap.toFixed(1))} MB, of its workers ${list((mark) => mark.workers.toFixed(1))} MB, with ${list((mark) => mark.frames)} epochs of history  target flat`);
  await page.close();
}

export async function benchMemory() {
  const site = await serveSite();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: [...browserArguments, '--js-flags=--expose-gc', '--enable-precise-memory-info'] });
  for (const backend of (process.env.BACKENDS ?? 'wasm,cpu,webgl,webgpu').split(',')) await longTraining(browser, site.url, backend);
  await browser.close();
  await site.close();
}
