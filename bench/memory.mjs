// Measures whether a long training leaves anything behind but its bounded history: tensors, and the memory of the page and of its workers,
// on every backend. Minutes where graphics are software.
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';

/**
 * Asks every worker of a page, by the browser's own protocol: a worker cannot tell its heap. Returns what gives their heaps and their
 * arrays together, in MB each, garbage taken out.
 */
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
    const sum = { heap: 0, arrays: 0 };
    for (const worker of workers) {
      await ask(worker, 'HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await ask(worker, 'Runtime.getHeapUsage');
      sum.heap += usedSize / 1e6;
      sum.arrays += backingStorageSize / 1e6;
    }
    return sum;
  };
}

/** CLAM on wine, 2,000 epochs. */
const clam = {
  query: 'data=wine&epochs=100000&batchSize=178',
  name: 'wine, CLAM',
  pieces: 20,
  epochs: 100,
  marks: [2, 11, 20],
  patch: (piece) => ({ learningRate: 0.02 + piece / 1e4 }),
};
/** DCLAM on digits, 500 epochs; in software a graphics processor takes minutes for them, and gets narrow layers and few batches. */
const dclam = (backend) => ({
  query: `data=digits&method=dclam&epochs=100000&pretrainEpochs=5${backend === 'wasm' ? '' : '&network=32&batchSize=600'}`,
  name: `digits, DCLAM with ${backend === 'wasm' ? 'EAE' : 'width 32'}`,
  pieces: 10,
  epochs: 50,
  marks: [1, 5, 10],
  patch: (piece) => ({ rates: { encoder: 1e-7, decoder: 1e-3 + piece / 1e6, head: 1e-2 } }),
});

/** A long training, in pieces whose learning rate is set anew, or training would end at the floor of its schedule before. */
async function longTraining(browser, url, backend, { query, name, pieces, epochs, marks: at, patch }) {
  const page = await browser.newPage();
  const workersHeap = await watchWorkers(page);
  await page.goto(`${url}?${query}&backend=${backend}`);
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
      const { training, frames } = window.basins.state();
      // Bytes of the arrays of the film's epochs, each array once.
      const arrays = new Set();
      const gather = (value) => {
        if (ArrayBuffer.isView(value)) arrays.add(value.buffer);
        else if (value && typeof value === 'object') Object.values(value).forEach(gather);
      };
      gather(frames);
      const history = [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
      return { tensors, heap, history, epoch: training.epoch, frames: frames.length };
    });
  const marks = [];
  for (let piece = 1; piece <= pieces; piece++) {
    await page.evaluate(
      async ([change, more]) => {
        await window.basins.configure(change);
        await window.basins.train({ epochs: more });
      },
      [patch(piece), epochs],
    );
    if (at.includes(piece)) marks.push({ ...(await measure()), workers: await workersHeap() });
  }
  const list = (read) => marks.map(read).join(', ');
  console.log(
    `after ${list((mark) => mark.epoch)} epochs (${name}, ${backend}): tensors ${list((mark) => mark.tensors)}  target flat; the page's heap but for the arrays of its history ${list((mark) => (mark.heap - mark.history).toFixed(1))} MB  target flat; ` +
      `these ${list((mark) => mark.history.toFixed(1))} MB of ${list((mark) => mark.frames)} epochs; its workers' heaps ${list((mark) => mark.workers.heap.toFixed(1))} MB, their arrays, history and old networks among them, ${list((mark) => mark.workers.arrays.toFixed(0))} MB`,
  );
  await page.close();
}

export async function benchMemory() {
  const site = await serveSite();
  const browser = await chromium.launch({
    executablePath: ensureBrowser().path,
    args: [...browserArguments, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  for (const backend of (process.env.BACKENDS ?? 'wasm,cpu,webgl,webgpu').split(','))
    for (const training of [clam, dclam(backend)]) await longTraining(browser, site.url, backend, training);
  await browser.close();
  await site.close();
}
