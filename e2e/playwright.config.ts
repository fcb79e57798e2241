import { defineConfig } from 'playwright/test';
import { browserArguments, ensureBrowser } from './tools/browser.mjs';

/** End to end, against the built site, in the browser that is there. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 1,
  outputDir: '../test-results',
  reporter: 'list',
  webServer: {
    command: 'npx vite preview --port 4199 --strictPort --host 127.0.0.1',
    url: 'http://127.0.0.1:4199',
    cwd: '..',
    reuseExistingServer: false,
  },
  use: {
    baseURL: 'http://127.0.0.1:4199',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: ensureBrowser().path, args: browserArguments },
  },
});
