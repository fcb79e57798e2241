// One training step of CLAM on every backend, beside the same in plain TensorFlow.js operations, alternating in one run.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';

export async function benchKernels() {
  const server = await createServer({
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 5199 },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/bench/kernels/index.html`);
  await page.waitForFunction(() => window.measure !== undefined);
  console.log('one CLAM step, batch 64, d 784, k 10, T 10, in milliseconds (software graphics where there is no GPU)');
  for (const [backend, rounds] of [
    ['cpu', 3],
    ['wasm', 7],
    ['webgl', 5],
    ['webgpu', 3],
  ])
    for (const masked of [false, true]) {
      const { own, plain } = await page.evaluate(([name, mask, count]) => window.measure(name, mask, count), [backend, masked, rounds]);
      console.log(
        `  ${backend.padEnd(7)} ${masked ? '15% hidden' : 'unmasked  '}  own ${own.toFixed(1)}  plain TensorFlow.js ${plain.toFixed(1)}  ratio ${(own / plain).toFixed(3)}`,
      );
    }
  await browser.close();
  await server.close();
}
