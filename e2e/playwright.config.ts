import { defineConfig } from 'playwright/test';
import { browserArguments, ensureBrowser } from './tools/browser.mjs';

/** End to end, against the built site, in the browser that is there. */
export default defineConfig({
  testDir: '.',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Pages one after the other, for they are timed by what they do; beside them the programs of the shell, which mostly wait.
  workers: 2,
  projects: [
    { name: 'page', testMatch: '*.e2e.ts', testIgnore: 'headless.e2e.ts', workers: 1 },
    { name: 'headless', testMatch: 'headless.e2e.ts', workers: 1 },
  ],
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
