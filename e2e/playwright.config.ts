import { defineConfig } from 'playwright/test';
import { browserArguments, ensureBrowser } from './tools/browser.mjs';

/** PORT lets several checkouts be tested on one machine at a time. */
const port = Number(process.env['PORT'] ?? 4199);

const beside = ['cases.e2e.ts', 'data.e2e.ts', 'headless.e2e.ts', 'images.e2e.ts'];

/** End to end, against the built site, in the browser that is there. */
export default defineConfig({
  testDir: '.',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Pages that train one after the other, for each takes all the processors it gets; beside them what mostly waits: for programs of the shell, and for files.
  workers: 2,
  projects: [
    { name: 'page', testMatch: '*.e2e.ts', testIgnore: beside, workers: 1 },
    { name: 'beside', testMatch: beside, workers: 1 },
  ],
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
