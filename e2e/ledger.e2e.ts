import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { open, test } from './page';

/** Every training that was made is kept, to be shown again, named, deleted, and compared. */

const list = (page: Page) => page.getByRole('list', { name: 'Runs', exact: true });
const item = (page: Page, name: RegExp | string) => list(page).getByRole('listitem', { name });
const row = (page: Page, name: RegExp | string) => item(page, name).getByRole('button').first();

/** Trains the settings as they are, to the end. */
async function train(page: Page, patch: object = {}): Promise<void> {
  await page.evaluate(async (settings) => {
    await window.basins.configure(settings);
    await window.basins.train({ references: false });
  }, patch);
}

/** The loss of each epoch of the current run. */
const losses = (page: Page) => page.evaluate(() => window.basins.result()!.history.map(({ epoch, loss }) => [epoch, loss]));

test('trainings are kept in the ledger: by keyboard they are named, pinned, shown again, trained on and deleted', async ({ page }) => {
  await open(page, '?data=iris&epochs=12');
  await expect(list(page)).toHaveCount(0);
  await train(page);
  const first = await losses(page);
  await page.getByRole('slider', { name: 'Number of clusters k' }).press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Next run' })).toContainText('k 3 → 4');
  await page.getByRole('button', { name: 'Train', exact: true }).press('Enter');
  await expect(item(page, /^Run 2, CLAM, SC 0\.\d+, k 3 → 4$/)).toBeVisible();
  await train(page, { seed: 5 });
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Next run' })).toContainText('as run 3');
  await expect(item(page, 'Run 1')).toContainText(/NMI 0\.\d+ · \d+\/12 · \d/);
  expect(await violations(page)).toEqual([]);

  await test.step('a name is text, whatever stands in it', async () => {
    await row(page, 'Run 3').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'Run 2')).toBeFocused();
    await page.keyboard.press('F2');
    const name = `<img src=x onerror=alert(1)>${'long '.repeat(30)}`;
    await page.getByRole('textbox', { name: 'Name of Run 2' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(row(page, '<img src=x')).toBeFocused();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.keyboard.press('F2');
    await page.keyboard.insertText('Four clusters');
    await page.keyboard.press('Enter');
    await expect(row(page, 'Four clusters')).toBeFocused();
  });

  await test.step('the menu pins it', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'Commands' });
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await menu.getByRole('menuitem', { name: /^Pin/ }).press('Enter');
    await expect(item(page, 'Four clusters')).toContainText('pinned');
  });

  await test.step('an earlier run is shown again with its film, and goes on to the same numbers', async () => {
    await row(page, 'Run 1').press('Enter');
    await expect(row(page, 'Run 1')).toHaveAttribute('aria-current', 'true');
    await expect.poll(() => page.evaluate(() => window.basins.state().frames.length)).toBeGreaterThan(5);
    expect(await losses(page)).toEqual(first);
    await page.evaluate(() => window.basins.train({ epochs: 3, references: false }));
    const on = await losses(page);
    await page.evaluate(async () => {
      await window.basins.reset();
      await window.basins.train({ epochs: 15, references: false });
    });
    expect(await losses(page)).toEqual(on);
    await expect(list(page).getByRole('listitem')).toHaveCount(4);
  });

  await test.step('a run that was deleted comes back', async () => {
    await row(page, 'Four clusters').press('Delete');
    await expect(item(page, 'Four clusters')).toHaveCount(0);
    await page.getByRole('button', { name: 'Bring it back' }).press('Enter');
    await expect(item(page, 'Four clusters')).toContainText('pinned');
  });

  await test.step('a run on other data opens with them', async () => {
    await page.evaluate(() => window.basins.load('wine'));
    await expect(item(page, 'Run 1')).toContainText('on Iris');
    await row(page, 'Run 1').press('Enter');
    await expect.poll(() => page.evaluate(() => window.basins.state().dataset?.name)).toBe('Iris');
    await expect(row(page, 'Run 1')).toHaveAttribute('aria-current', 'true');
  });
});

test('two runs stand side by side on one plane, under one camera and cursor, in matched colours', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians&epochs=10');
  await train(page);
  await train(page, { k: 3, seed: 2 });
  await page.keyboard.press('c');
  const region = page.getByRole('region', { name: 'Compare' });
  await expect(region).toContainText('Differs in k 3 → 5, seed 2 → 0');
  const maps = ['A', 'B'].map((mark) => region.getByRole('figure', { name: `Basins of attraction, run ${mark}`, exact: true }));
  const [a, b] = maps as [(typeof maps)[0], (typeof maps)[0]];
  await expect(b.getByRole('button', { name: /^Memory \d, / })).toHaveCount(5);
  const axes = () => Promise.all(maps.map((map) => map!.locator('.axes text').allTextContents()));
  const oneCamera = async () => {
    const [own, other] = await axes();
    expect(own!.length).toBeGreaterThan(4);
    expect(other).toEqual(own);
    return own;
  };
  await expect.poll(async () => (await axes())[1]!.length).toBeGreaterThan(4);
  const before = await oneCamera();
  await expect(item(page, 'Run 1').locator('.run-mark')).toHaveText('B');
  expect(await violations(page)).toEqual([]);

  await test.step('the camera of one is that of the other', async () => {
    await b.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await axes())[0]).not.toEqual(before);
    await expect.poll(async () => JSON.stringify((await axes())[0]) === JSON.stringify((await axes())[1])).toBe(true);
    await a.getByRole('button', { name: 'Show the whole map' }).click();
    await expect.poll(async () => (await axes())[1]).toEqual(before);
  });

  await test.step('the cursor of one is that of the other', async () => {
    const box = (await a.locator('.basins-over').boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + box.height / 2);
    await expect(b.locator('.ring')).toHaveCount(1);
    await expect(b.locator('.basins-tip')).toContainText(/basin|Point/);
    await page.mouse.move(5, 5);
    await expect(b.locator('.ring')).toHaveCount(0);
  });

  await test.step('a memory that is chosen in one is chosen in the one that it is matched with', async () => {
    const own = a.getByRole('button', { name: /^Memory 2, / });
    await own.press('Enter');
    await expect(b.getByRole('button', { name: /^Memory 2, / })).toHaveAttribute('aria-pressed', 'true');
    await own.press('Enter');
  });

  await test.step('both are looked at under one β', async () => {
    const other = () => page.evaluate(() => document.querySelectorAll('.compare-who')[1]!.textContent);
    const trained = await other();
    await page.evaluate(() => window.basins.configure({ beta: 0.05 }));
    expect(await other()).toBe(trained);
    await page.getByRole('radio', { name: 'one β, T' }).check();
    await expect.poll(other).toMatch(/changed by hand.*SC −?0\.\d/);
    await page.getByRole('radio', { name: 'own values' }).check();
    await expect.poll(other).toBe(trained);
  });

  await test.step('every view shows both, and the numbers stand as columns', async () => {
    const head = page.getByRole('table', { name: 'Metrics' }).getByRole('columnheader');
    await expect(head.filter({ hasText: /^Run \d/ })).toHaveCount(2);
    for (const view of ['Memories', 'Embedding', 'Interpolation']) {
      await page.getByRole('tab', { name: view }).click();
      for (const mark of ['A', 'B']) await expect(region.getByRole('figure', { name: `${view}, run ${mark}`, exact: true })).toBeVisible();
    }
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Embedding' }).click();
    const legends = region.getByRole('list', { name: 'Legend' });
    await expect(legends.first().getByRole('listitem')).toHaveCount(3);
    await expect(legends.last().getByRole('listitem')).toHaveCount(5);
    await page.getByRole('tab', { name: 'Basins' }).click();
  });

  await test.step('on a phone they stand one above the other', async () => {
    const boxes = () => Promise.all(maps.map((map) => map!.boundingBox()));
    await page.setViewportSize({ width: 380, height: 800 });
    await expect.poll(async () => (await boxes())[1]!.y).toBeGreaterThan(350);
    for (const box of await boxes()) expect([box!.width, box!.height > 150]).toEqual([380, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('Escape ends it, and so does deleting one of the two', async () => {
    await page.keyboard.press('Escape');
    await expect(region).toHaveCount(0);
    await row(page, 'Run 1').press('c');
    await expect(region).toBeVisible();
    await row(page, 'Run 1').press('Delete');
    await expect(region).toHaveCount(0);
  });
});
