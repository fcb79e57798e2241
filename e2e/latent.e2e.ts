import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { layers, open, test } from './page';
import type { MemoryPartition } from '../src/core/partition/model';

/** The map of a latent space: what its places and the steps of a drop are decoded to; and several views beside one another. */

const deep = (latent: number, more = '') =>
  `?data=digits&method=dclam&backend=wasm&network=32&latent=${latent}&pretrainEpochs=3&epochs=3${more}`;
const map = (page: Page) => page.getByRole('figure', { name: 'Basins of attraction' });
const pictures = (page: Page) => page.locator('.basins-pictures');
/** The pixels of a canvas, as a data URL. */
const bytesOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
const drawn = async (page: Page) => {
  await expect(pictures(page)).toBeVisible();
  return bytesOf(page, '.basins-pictures');
};
const epoch = (page: Page) => page.evaluate(() => window.basins.state().shown?.epoch);

/** Trains all epochs. What the result is read against, k-means from hundreds of starts, is not waited for: a pause gives it up. */
const trainEpochs = (page: Page) =>
  page.evaluate(async () => {
    const { epochs } = window.basins.state().config as { epochs: number };
    window.basins.train().catch(() => {}); // nobody waits for this result
    while (window.basins.state().training.epoch < epochs) await new Promise((resolve) => setTimeout(resolve, 20));
    await window.basins.pause();
  });

test('two codes are the map itself, and what its places are decoded to changes with the epoch', async ({ page }) => {
  await open(page, deep(2));
  await expect(map(page).getByText('code 1', { exact: true })).toBeVisible();
  await expect(map(page).getByText('code 2', { exact: true })).toBeVisible();
  await layers(page);
  await expect(page.getByRole('combobox', { name: 'Plane' })).toHaveValue('data');
  // Before any training the decoder is as it was made, and is drawn too.
  const untrained = await drawn(page);
  await trainEpochs(page);
  await expect.poll(() => drawn(page)).not.toBe(untrained);
  // The last picture of the training is there when nothing changes any more.
  let last = '';
  await expect.poll(async () => last === (last = await drawn(page))).toBe(true);
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => epoch(page)).toBe(0);
  await expect.poll(() => drawn(page)).not.toBe(last);
  await layers(page);
  await page.getByRole('checkbox', { name: 'Pictures' }).uncheck();
  await expect(pictures(page)).toBeHidden();
});

test('five codes are cut by a slice; a drop is decoded at each of its steps, and follows the keys', async ({ page }) => {
  await open(page, deep(5));
  await trainEpochs(page);
  await layers(page);
  await expect(page.getByRole('combobox', { name: 'Plane' })).toHaveValue('memories');
  const said = page.locator('.about');
  await expect(said).toContainText('A code has m = 5 numbers');
  await expect(said).toContainText('pictures: what the decoder draws of their places');
  await layers(page);
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  const strip = map(page).getByRole('img', { name: 'The drop decoded at steps 0, ' });
  await expect(strip).toBeVisible();
  await expect(strip).toContainText('step 0');
  await expect(strip).toContainText('15');
  const first = await bytesOf(page, '.strip-step canvas');
  await map(page)
    .getByRole('button', { name: /^Drop of water/ })
    .focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => bytesOf(page, '.strip-step canvas')).not.toBe(first);
  expect(await page.evaluate(() => window.basins.state().probe?.length)).toBe(5);
  // A memory that is moved stays among the codes.
  const memories = () => page.evaluate(() => Array.from((window.basins.state().shown!.model as MemoryPartition).memories));
  const before = await memories();
  await map(page)
    .getByRole('button', { name: /^Memory 1,/ })
    .focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(memories).not.toEqual(before);
  expect(await memories()).toHaveLength(50);
  // In the input space places are pictures too, where they are asked for.
  await page.evaluate(() => window.basins.configure({ method: 'clam' }));
  await expect(pictures(page)).toBeHidden();
  await layers(page);
  await page.getByRole('checkbox', { name: 'Pictures' }).check();
  await expect(pictures(page)).toBeVisible();
});

test('tables have no pictures to show', async ({ page }) => {
  await open(page, '?data=iris&method=dclam&backend=wasm&network=8&latent=2&pretrainEpochs=2&epochs=2');
  await expect(map(page).getByText('code 1', { exact: true })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Pictures' })).toHaveCount(0);
  await layers(page);
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await expect(map(page).getByRole('button', { name: /^Drop of water/ })).toBeVisible();
  await expect(page.locator('.basins-strip')).toBeHidden();
});

test('two views stand beside one another, each once, and the link brings them back', async ({ page }) => {
  await open(page, '?data=iris&epochs=5&stage=memories');
  await page.getByRole('button', { name: 'Two views' }).click();
  for (const name of ['Memories', 'Basins of attraction']) await expect(page.getByRole('figure', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  const second = page.getByRole('combobox', { name: 'View in tile 2' });
  await expect(second.getByRole('option', { name: 'Memories' })).toBeDisabled();
  await second.selectOption({ label: 'Learning curves' });
  await expect(second).toBeFocused();
  await expect(page.getByRole('figure', { name: 'Learning curves' })).toHaveCount(1);
  await expect(page.locator('.tile').nth(1).getByRole('figure', { name: 'Learning curves' })).toBeVisible();
  await second.selectOption({ label: 'Basins' });
  await expect(map(page)).toHaveCount(1);
  await expect.poll(() => page.url()).toContain('tiles=memories,basins');
  await page.evaluate(() => window.basins.train());
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(page.locator('.tile')).toHaveCount(2);
  // A tile shows all parts of the map, too.
  await expect(page.locator('.tile .basins-ground')).toBeVisible();
  await page.setViewportSize({ width: 380, height: 800 });
  await expect(page.locator('.tile')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Two views' })).toHaveCount(0);
  await expect(page.getByRole('figure', { name: 'Learning curves' })).toHaveCount(1);
  await page.setViewportSize({ width: 1100, height: 900 });
  await expect(page.locator('.tile')).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'One view' }).click();
  await expect(page.getByRole('tab', { name: 'Memories' })).toHaveAttribute('aria-selected', 'true');
});
