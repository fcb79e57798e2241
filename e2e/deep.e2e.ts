import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { grey } from '../src/data/images/testing';
import type { ConfigPatch } from '../src/methods/config';
import { drop, open, temporaryFolder, test } from './page';

/** DCLAM from a folder of pictures to a trained model in a file, and back. */

const place = temporaryFolder('deep');

/** Bars of 8 × 8 pixels, upright, level or slanting, at three places each, with some noise. */
const bar = (kind: number, i: number) =>
  grey(8, 8, (x, y) => ([x, y, (x + y) % 8][kind] === 2 + (i % 3) ? 220 : 20) + ((x * 7 + y * 13 + i * 29) % 25));

function pictures(): string {
  const kinds = ['upright', 'level', 'slanting'];
  for (let i = 0; i < 90; i++) {
    const path = join(place, 'bars', kinds[i % 3]!, `${i}.bmp`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bar(i % 3, Math.floor(i / 3)));
  }
  return join(place, 'bars');
}

async function openFolder(page: Page): Promise<void> {
  await drop(page, pictures());
  // A kept project may show the same pictures already: those of the folder are a run of their own.
  const now = () => page.evaluate(() => [window.basins.state().dataset?.name, window.basins.state().run] as const);
  const [, before] = await now();
  await page.getByRole('button', { name: 'Use these pictures' }).click();
  await expect.poll(async () => (await now())[1]).not.toBe(before);
  expect((await now())[0]).toBe('bars');
}

const settings: ConfigPatch = { method: 'dclam', k: 3, network: [48, 24], pretrainEpochs: 15, epochs: 25, batchSize: 16 };
const shown = (page: Page) =>
  page.evaluate(() => {
    const { epoch, labels, latent, restart } = window.basins.state().shown!;
    return { epoch, restart, labels: Array.from(labels ?? []), decoded: Array.from(latent?.decoded ?? []), pretrained: latent?.pretrained };
  });

test('a folder of pictures is trained on, its memories change, and the model goes out and comes back', async ({ page }) => {
  await open(page);
  await openFolder(page);
  await page.getByRole('combobox', { name: 'Method' }).selectOption('dclam');
  await expect(page.getByRole('heading', { name: 'Network' })).toBeVisible();
  await page.evaluate((patch) => window.basins.configure(patch), settings);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Training status' })).toContainText('finished', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Memories' }).click();
  const picture = page.getByRole('figure', { name: 'Memories' }).locator('canvas').first();
  await expect(picture).toBeVisible();
  const ink = () =>
    picture.evaluate((canvas: HTMLCanvasElement) =>
      Array.from(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data).join(),
    );

  // Scrubbed back, and forth again.
  const epoch = page.getByRole('slider', { name: 'Epoch' });
  await epoch.focus();
  await page.keyboard.press('Home');
  await expect.poll(async () => (await shown(page)).epoch).toBe(0);
  const first = await shown(page);
  expect(first.pretrained).toBe(true);
  const inkFirst = await ink();
  await page.keyboard.press('End');
  await expect.poll(async () => (await shown(page)).epoch).toBe(25);
  const last = await shown(page);
  expect(last.decoded).not.toEqual(first.decoded);
  await expect.poll(ink).not.toBe(inkFirst);
  expect(new Set(last.labels).size).toBe(3);

  // Its codes are data for another method, and the run comes back as it was.
  const data = () =>
    page.evaluate(() => {
      const { dataset, config, former } = window.basins.state();
      const { name, n, d, labels, itemNames } = dataset!;
      return { name, n, d, labels: Array.from(labels!), itemNames, method: config.method, scaling: config.scaling, former };
    });
  const bars = await data();
  await page.getByRole('button', { name: 'Use these codes as data' }).click();
  await expect.poll(data).toEqual({
    ...bars,
    name: 'bars · AE 48–24 codes of DCLAM',
    d: 3,
    method: 'clam',
    scaling: 'none',
    former: 'DCLAM on “bars”, epoch 25',
  });
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('The codes of “bars” come out of a training and are not in it')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Method' }).selectOption('kmeans');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown?.method)).toBe('kmeans');
  const { metrics } = (await page.evaluate(() => window.basins.train()))!;
  expect(metrics.silhouette).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Back to the run' }).click();
  await expect.poll(() => shown(page).catch(() => null)).toEqual(last);
  expect(await data()).toEqual({ ...bars, former: expect.stringMatching(/^k-means on “bars · AE 48–24 codes of DCLAM”, epoch \d+$/) });

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: /Trained model/ }).click();
  const file = join(place, 'model.zip');
  await (await download).saveAs(file);

  await open(page);
  await openFolder(page);
  await drop(page, file);
  await expect(page.getByText(/The model in “model\.zip” was opened at epoch 25: the same data as then\./)).toBeVisible({
    timeout: 30_000,
  });
  await expect.poll(async () => (await shown(page)).epoch).toBe(25);
  const again = await shown(page);
  expect(again.labels).toEqual(last.labels);
  expect(again.decoded).toEqual(last.decoded);
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('dclam');
});

test('β, T and a new seed are tried on the kept network; another network is pretrained', async ({ usedPage: page }) => {
  await openFolder(page);
  await page.evaluate((patch) => window.basins.configure(patch), { ...settings, epochs: 2 });
  await page.evaluate(() => window.basins.train());
  const pretraining = () =>
    page.evaluate(() => ({ done: window.basins.state().pretraining?.done, losses: window.basins.state().pretraining?.losses.length }));
  expect(await pretraining()).toEqual({ done: true, losses: 15 });
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect.poll(() => page.evaluate(() => window.basins.state().shown?.epoch)).toBe(0);
  await expect.poll(pretraining).toEqual({ done: true, losses: 15 });
  await page.evaluate(() => window.basins.configure({ network: [24] }));
  await expect.poll(async () => (await pretraining()).done ?? false).toBe(false);
});

test('pretraining is told and can be cancelled; a table is not given to convolutions', async ({ usedPage: page }) => {
  await openFolder(page);
  await page.evaluate((patch) => window.basins.configure(patch), { ...settings, pretrainEpochs: 10_000 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Training status' })).toContainText(/^Pretraining \d+ of 10,000/);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.basins.state().pretraining)).toBeNull();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();

  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('wine');
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset?.name)).toBe('Wine');
  await page.getByRole('combobox', { name: 'Autoencoder', exact: true }).selectOption('cae');
  await expect(page.getByRole('alert').first()).toContainText(
    '“network” "cae" is made of convolutions and needs pictures, and these points are rows of a table with 13 columns',
  );
});
