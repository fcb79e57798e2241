import { availableParallelism } from 'node:os';
import { defineConfig } from 'playwright/test';
import { browserArguments, ensureBrowser } from './tools/browser.mjs';

/** PORT lets several checkouts be tested on one machine at a time. */
const port = Number(process.env['PORT'] ?? 4199);

/** End to end, against the built site, in the browser that is there. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Each test has a page of its own and takes its turn wherever a worker is free.
  // Pages also wait, for files and frames: one more runs than there are processors.
  fullyParallel: true,
  workers: Math.min(4, availableParallelism() + 1),
  outputDir: '../test-results',
  reporter: 'list',
  webServer: {
    command: `npx vite preview --port ${port} --strictPort --host 127.0.0.1`,
    url: `http://127.0.0.1:${port}`,
    cwd: '..',
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: ensureBrowser().path, args: browserArguments },
  },
});
