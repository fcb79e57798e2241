import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { ProvidedContext } from 'vitest';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { browserArguments, findBrowser } from './e2e/tools/browser.mjs';
import { securityPolicy } from './src/app/build/contentSecurityPolicy.ts';
import { licences } from './src/app/build/licences.ts';
import { assembly } from './src/engine/networks/typed/wasm/assemblyPlugin.ts';

/** With these the page is cross-origin isolated, so that WebAssembly may use threads. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const licenceList = licences('licences.txt');

/**
 * Oracle values, by the paths of their files without the ending; GOLDEN_DIR points the same tests at another folder of the same format. What
 * that does not have is judged by the project's own, but for the first five, which every such folder has.
 */
const ownGolden = resolve('e2e/golden');
const goldenDirectory = resolve(process.env['GOLDEN_DIR'] ?? ownGolden);
const everywhere = ['am', 'basins', 'metrics', 'classical', 'scaling'];
const golden = (): ProvidedContext['golden'] =>
  Object.fromEntries(
    readdirSync(ownGolden, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => {
        const name = path.slice(0, -'.json'.length).replaceAll('\\', '/');
        const given = resolve(goldenDirectory, path);
        const file = everywhere.includes(name) || existsSync(given) ? given : resolve(ownGolden, path);
        return [name, JSON.parse(readFileSync(file, 'utf8'))];
      }),
  ) as ProvidedContext['golden'];

/** Tests that spend their time on compiling shaders in software. */
const shaders = ['kernels', 'networks/tensors', 'trainers', 'deep'].map((folder) => `src/engine/${folder}/**/*.browser.test.ts`);

const inBrowser = (name: string, include: string[], exclude: string[]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include,
    exclude,
    testTimeout: 120_000,
    fileParallelism: false,
    // One page for all of them keeps what TensorFlow.js has compiled.
    isolate: name !== 'shaders',
    // Vitest wants what shares a page to have a turn of its own.
    sequence: { groupOrder: name === 'shaders' ? 1 : 0 },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: findBrowser()?.path, args: browserArguments } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

export default defineConfig({
  base: './',
  plugins: [react(), assembly(), licenceList.page, securityPolicy(isolation)],
  worker: { format: 'es', plugins: () => [assembly(), licenceList.workers] },
  server: { headers: isolation },
  // Named, so that the development server and the browser tests never bundle them anew in the middle of a run.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      'd3',
      'zustand',
      'comlink',
      'fflate',
      'papaparse',
      'valibot',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  // One style sheet: the order of several would depend on which views are loaded first.
  build: { target: 'es2022', chunkSizeWarningLimit: 3000, cssCodeSplit: false },
  test: {
    provide: process.env['VITEST']
      ? { golden: golden(), full: process.env['FULL'] === '1' || process.env['GOLDEN_DIR'] !== undefined }
      : {},
    projects: [
      {
        extends: true,
        // They leave nothing behind, so that what they import is read once for all of them.
        test: {
          name: 'unit',
          isolate: false,
          environment: 'node',
          testTimeout: 60_000,
          maxWorkers: '100%',
          include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts'],
        },
      },
      inBrowser('browser', ['src/**/*.browser.test.ts'], shaders),
      inBrowser('shaders', shaders, []),
    ],
  },
});
