import { readFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import { contentSecurityPolicy } from '../src/app/build/contentSecurityPolicy';
import { open, test } from './page';
import { recordingProxy, type RecordingProxy } from './tools/recordingProxy';

/** The user's data stay in the browser: the page sends no request to another origin, and its policy forbids any. */

const elsewhere = 'http://data-collector.example';

/** Chrome asks this for hints on how to fill in forms, whatever page has one. */
const ofTheBrowser = ['content-autofill.googleapis.com:443'];

// One page for all of them, one after another.
test.describe.configure({ mode: 'default' });

let proxy: RecordingProxy;
let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  proxy = await recordingProxy(new URL(baseURL!).origin);
  page = await (await browser.newContext({ proxy: proxy.settings, baseURL })).newPage();
  await open(page, '?epochs=5');
});

test.afterAll(async () => {
  await page.context().close();
  await proxy.close();
});

/** Requests that the site itself must not make: to other origins, or with a body. */
const strays = (origin: string) =>
  proxy.requests.filter(({ method, url }) => !ofTheBrowser.includes(url) && (method !== 'GET' || new URL(url).origin !== origin));

test('dropping a table, training, embedding and exporting ask nothing of another origin', async ({ baseURL }) => {
  const secret = 'secret-column';
  await page.evaluate(async (secret) => {
    const rows = Array.from({ length: 60 }, (_, i) => `${(i % 7) + (i % 2) * 20},${i % 5},${i % 3}`);
    const carried = new DataTransfer();
    carried.items.add(new File([[`${secret},b,c`, ...rows].join('\n')], 'private.csv', { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }, secret);
  await page.getByRole('button', { name: 'Use this data' }).click();
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('file:private.csv');
  for (const method of ['clam', 'dclam'] as const)
    await page.evaluate(async (method) => {
      await window.basins.configure({ method, epochs: 5, ...(method === 'dclam' ? { network: [4], latent: 2, pretrainEpochs: 2 } : {}) });
      await window.basins.train();
    }, method);
  await page.getByRole('tab', { name: 'Embedding' }).click();
  await expect(page.getByText(/Trustworthiness \d/).first()).toBeVisible();
  const asks = [/^Picture/, /^Table/];
  for (const item of [/^Result/, /^Labels/, /^Memories/, /^Layout/, /^Trained model/, ...asks]) {
    const button = page.getByRole('list', { name: 'Export' }).getByRole('button', { name: item });
    if (!(await button.isVisible())) await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await button.click();
    const dialog = page.getByRole('dialog');
    if (asks.includes(item)) await dialog.getByRole('button', { name: 'Save' }).click();
    await (await download).delete();
    await expect(dialog).toBeHidden();
  }
  const { origin } = new URL(baseURL!);
  expect(strays(origin)).toEqual([]);
  expect(proxy.requests.filter(({ url }) => url.includes(secret))).toEqual([]);
  // The proxy sees what workers ask for: the tables' reader, the engine, the maps and the layouts are workers of their own.
  const scripts = new Set(proxy.requests.map(({ url }) => url).filter((url) => url.includes('/assets/worker-')));
  expect(scripts.size).toBeGreaterThanOrEqual(4);
});

test('the policy refuses a request to another origin, from the page and from every worker', async ({ baseURL }) => {
  const { origin } = new URL(baseURL!);
  // Helper threads are held by Atomics.wait and run no other code.
  const workers = page.workers().filter((worker) => !worker.url().includes('helper.worker'));
  expect(workers.length).toBeGreaterThan(1);
  const tried = async ({ elsewhere, own }: { elsewhere: string; own: string }) => {
    const violations: string[] = [];
    self.addEventListener('securitypolicyviolation', ({ blockedURI }) => violations.push(blockedURI));
    const outcome = await fetch(`${elsewhere}/?fetch`, { mode: 'no-cors' }).then(
      () => 'sent',
      (error: Error) => error.name,
    );
    let socket = 'opened';
    try {
      socket = await new Promise<string>((resolve) => {
        const one = new WebSocket(`${elsewhere.replace('http', 'ws')}/socket`);
        one.addEventListener('error', () => resolve('refused'));
        one.addEventListener('open', () => resolve('opened'));
      });
    } catch {
      socket = 'refused'; // Some browsers throw at once.
    }
    return { outcome, socket, blocked: violations.length > 0, own: (await fetch(own)).ok };
  };
  const places = [page, ...workers];
  const allowed: string[] = [];
  for (const [i, place] of places.entries()) {
    const own = `${origin}/icon.svg?own=${i}`;
    const outcome = await (place as Page).evaluate(tried, { elsewhere, own }).catch((error: unknown) => {
      // A worker in the background ends when it has nothing to do.
      if (place === page || page.workers().some((worker) => worker === place)) throw error;
      return null;
    });
    if (!outcome) continue;
    allowed.push(own);
    expect(outcome, place.url()).toEqual({ outcome: 'TypeError', socket: 'refused', blocked: true, own: true });
  }
  expect(allowed.length).toBeGreaterThan(2);
  // Requests that the policy allows reach the proxy, and no others do.
  expect(proxy.requests.map(({ url }) => url)).toEqual(expect.arrayContaining(allowed));
  expect(strays(origin)).toEqual([]);
});

test('every response carries the policy, the page carries it as <meta>, and the README gives it for other hosts', async ({ request }) => {
  const policy = contentSecurityPolicy(readFileSync(new URL('../index.html', import.meta.url), 'utf8'));
  for (const path of ['', 'data/iris.csv', 'icon.svg', 'licences.txt', 'assets/none.js']) {
    const { 'content-security-policy': sent, 'cross-origin-opener-policy': opener } = (await request.get(`/${path}`)).headers();
    expect([path, sent, opener]).toEqual([path, policy, 'same-origin']);
  }
  const html = await (await request.get('/')).text();
  expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}"`);
  expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(`Content-Security-Policy: ${policy}`);
  expect(await (await request.get('/_headers')).text()).toContain(`Content-Security-Policy: ${policy}`);
});

test('the licence list names what the bundles of page and workers hold', async ({ request }) => {
  const text = await (await request.get('/licences.txt')).text();
  for (const name of [
    'react ',
    'd3-selection',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-backend-webgpu',
    'fflate',
    'papaparse',
    'comlink',
  ])
    expect(text).toContain(`## ${name}`);
  await page.goto('/');
  await page.getByRole('button', { name: 'Why this backend' }).click();
  await expect(page.getByRole('link', { name: 'Licences of the packages in use' })).toHaveAttribute('href', './licences.txt');
});
