import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { grey } from '../src/data/images/testing';
import { defaultConfig, defaultsOf, parseConfig, withoutForeign, type Config } from '../src/methods/config';
import { full, open, temporaryFolder, test } from './page';
import { main } from './tools/headless.mjs';
import type { MemoryPartition } from '../src/core/partition/model';

/**
 * Results, models and links of an earlier version are stored here; they must come out the same, but for the last digits: Math.exp and
 * Math.log differ there between versions of the browser. STORE=1 stores results and models' numbers anew.
 */

const stored = join(import.meta.dirname, 'stored');
const folder = temporaryFolder('stored');
const storing = process.env['STORE'] === '1';
const read = (name: string) => JSON.parse(readFileSync(join(stored, name), 'utf8'));

/** 60 pictures of 8 × 8 pixels: bars that lie, stand or cross. */
const pictures = join(folder, 'bars');
mkdirSync(pictures);
for (let i = 0; i < 60; i++) {
  const at = 1 + (i % 5);
  const bar = (x: number, y: number) => (i % 3 !== 0 && x === at) || (i % 3 !== 1 && y === at);
  writeFileSync(
    join(pictures, `${String(i).padStart(2, '0')}.bmp`),
    grey(8, 8, (x, y) => (bar(x, y) ? 230 : 20) + ((x * 7 + y * 13 + i * 29) % 20)),
  );
}

const clam = { method: 'clam', backend: 'cpu', epochs: 5, restarts: 2 };
const dclam = { method: 'dclam', backend: 'cpu', pretrainEpochs: 3, epochs: 5 };
const runs: [name: string, data: string, config: object][] = [
  ['clam-masked', 'iris', { ...clam, mask: { probability: 0.25, value: 'mean', wholeBatchEveryThird: true }, init: 'points' }],
  ['clam-unmasked', 'wine', { ...clam, choose: 'silhouette', beta: 1 }],
  ['clam-weighted', 'iris', { ...clam, weights: 'learned', init: 'kmeans++', stepSize: 0.2 }],
  ['clam-spherical', 'iris', { ...clam, similarity: 'spherical', beta: 9, init: 'normal' }],
  ['dclam-eae', 'iris', { ...dclam, network: [8, 4], latent: 2, rates: { encoder: 1e-4, decoder: 1e-3, memories: 1e-2 } }],
  ['dclam-cae', pictures, { ...dclam, network: 'cae', latent: 3, k: 3 }],
];

/** No seconds; of the config the settings that the method has, by their present names. */
function comparable(result: { config: object }) {
  const config = parseConfig(withoutForeign({ ...result.config, preset: null }).patch);
  return { ...result, seconds: null, config: { ...config, preset: (result.config as Config).preset } };
}

/**
 * CLAM on the input has become a run like any other: its epoch is chosen by the loss over the whole set, where it had been the mean loss of
 * its batches.
 */
const withoutClam = <R extends { metrics: { references: object } }>(result: R): R => ({
  ...result,
  metrics: { ...result.metrics, references: { ...result.metrics.references, clam: null } },
});

/** The same value, whose numbers match what lies within 5e-9; whole ones match only themselves. */
function nearly<T>(value: T): T {
  const matcher = (entry: unknown): unknown => {
    if (typeof entry === 'number' && !Number.isInteger(entry)) return expect.closeTo(entry, 8);
    if (Array.isArray(entry)) return entry.map(matcher);
    if (typeof entry !== 'object' || entry === null) return entry;
    return Object.fromEntries(Object.entries(entry).map(([key, of]) => [key, matcher(of)]));
  };
  return matcher(value) as T;
}

for (const [name, data, config] of runs)
  test(`${name} gives the result that it gave`, async ({ usedPage }) => {
    // A method remembers its settings, and the page has been used before.
    const usual = name.startsWith('dclam') ? [{ ...defaultsOf('dclam'), k: 1 }, defaultConfig] : [defaultConfig];
    await usedPage.evaluate(async (configs) => {
      for (const config of configs) await window.basins.configure(config);
    }, usual);
    let told = '';
    const status = await main(
      ['--data', data, '--config', JSON.stringify(config), '--out', join(folder, name)],
      async () => ({ page: usedPage, close: async () => {} }),
      (text) => (told += text),
    );
    expect(status, told).toBe(0);
    const now = JSON.parse(readFileSync(join(folder, name, 'result.json'), 'utf8'));
    const file = join(stored, `result-${name}.json`);
    if (storing) writeFileSync(file, `${JSON.stringify(now)}\n`);
    expect(Object.keys(now.config)).toEqual(expect.arrayContaining(Object.keys(config)));
    // Keys may be added.
    expect(comparable(withoutClam(now))).toMatchObject(nearly(comparable(withoutClam(read(`result-${name}.json`)))));
  });

const shown = (page: Page) =>
  page.evaluate(() => {
    const { epoch, labels, model, metrics } = window.basins.state().shown!;
    return { epoch, labels: Array.from(labels!), memories: Array.from((model as MemoryPartition).memories), metrics };
  });

for (const method of ['clam', 'dclam'])
  test(`a stored model of ${method} opens with the numbers that it had`, async ({ usedPage }) => {
    await usedPage.evaluate(
      async (zip) => {
        await window.basins.load('iris');
        await window.basins.configure({ backend: 'cpu' });
        await window.basins.openModel(new File([Uint8Array.from(atob(zip), (char) => char.charCodeAt(0))], 'model.zip'));
      },
      readFileSync(join(stored, `model-${method}.zip`)).toString('base64'),
    );
    await expect.poll(async () => (await shown(usedPage)).metrics).not.toBeNull();
    const now = await shown(usedPage);
    if (storing) writeFileSync(join(stored, `model-${method}.json`), `${JSON.stringify(now)}\n`);
    expect(now).toMatchObject(nearly(read(`model-${method}.json`)));
  });

const links = read('links.json') as { link: string; opens: { config: Record<string, unknown> } }[];
/** Opening a page takes seconds: the links are read by a unit test, and three of them are opened. */
const opened = full ? links : links.filter((_, i) => [5, 11, 20].includes(i));

test('stored links open what they opened', async ({ page }) => {
  test.setTimeout(240_000);
  for (const { link, opens } of opened)
    await test.step(link, async () => {
      await open(page, link);
      const now = await page.evaluate(() => {
        const { dataset, config, stage, layout, plane, knobs, embeddings } = window.basins.state();
        return { dataset: dataset!.id, n: dataset!.n, config, stage, layout, plane, knobs, embedding: embeddings[0]?.settings ?? null };
      });
      expect(comparable(now)).toEqual(comparable(opens));
    });
});
