// Shared by the benchmarks: the median, and a page of bench/ in a browser that measures when it is asked.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** @param name of the folder. `measure` calls the page's own; `close` ends browser and server. */
export async function openBench(name) {
  const server = await createServer({
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 5199 },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/bench/${name}/index.html`);
  await page.waitForFunction(() => window.measure !== undefined);
  return {
    measure: (...request) => page.evaluate((one) => window.measure(...one), request),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
