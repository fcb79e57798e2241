import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { open, test } from './page';

/** Moments that are kept and presented, and the first lesson: the user's work comes back as it was. */

const presentation = (page: Page) => page.getByRole('region', { name: 'Presentation' });
const moment = (page: Page) => presentation(page).getByRole('status', { name: 'Moment' });
const data = (page: Page) => page.evaluate(() => window.basins.state().dataset!.id);

/** All that is the user's, with the places of the memories in pixels: the camera shows there. */
const work = (page: Page) =>
  page.evaluate(() => {
    const { dataset, config, cursor, selectedMemory, selectedPoint, stage, plane, layers, knobs, shown, run, undoable, training } =
      window.basins.state();
    return {
      looked: { data: dataset!.id, config, cursor, selectedMemory, selectedPoint, stage, plane, layers, knobs, epoch: shown!.epoch },
      runs: window.basins.runs().flatMap(({ id, epoch }) => (epoch > 0 ? [[id, epoch]] : [])),
      run: training.epoch > 0 ? run : 0,
      undoable,
      memories: [...document.querySelectorAll('.basins-over .memory')].map((memory) => {
        const { x, y } = memory.getBoundingClientRect();
        return [Math.round(x), Math.round(y)];
      }),
      address: location.href,
    };
  });

async function keep(page: Page): Promise<void> {
  await page.keyboard.press('p');
  await presentation(page).getByRole('button', { name: 'Keep this moment' }).click();
  await page.keyboard.press('Escape');
  await expect(presentation(page)).toHaveCount(0);
}

test('kept moments go by beside the user’s work, are worded, moved and deleted, and all of the work comes back', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians&n=300&epochs=20&init=points');
  await page.evaluate(() => window.basins.train({ references: false }));
  await keep(page);
  // Another set, untrained, with a memory that was moved and a map that was zoomed.
  await page.evaluate(() => window.basins.load('synthetic/moons'));
  await expect.poll(() => data(page)).toBe('synthetic/moons');
  const memory = page.getByRole('button', { name: /^Memory 1/ });
  await memory.focus();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowUp', 'Enter', '+']) await page.keyboard.press(key);
  await keep(page);
  await expect.poll(async () => (await work(page)).looked.selectedMemory).toBe(0);
  // The map takes the place again that it had before the presentation.
  let before = await work(page);
  await expect
    .poll(
      async () => {
        const last = before;
        before = await work(page);
        return JSON.stringify(before) === JSON.stringify(last);
      },
      { intervals: [500] },
    )
    .toBe(true);

  await page.keyboard.press('p');
  await expect(moment(page)).toHaveText('Now, and 2 kept');
  await page.keyboard.press('PageDown');
  await expect(moment(page)).toHaveText('1 of 2');
  await expect(presentation(page)).toContainText('CLAM on “Five Gaussians”, epoch 20: SC 0.');
  await expect.poll(() => data(page)).toBe('synthetic/five-gaussians');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown?.epoch)).toBe(20);
  expect(await violations(page)).toEqual([]);
  await presentation(page).getByRole('button', { name: 'Edit the caption' }).click();
  await page.keyboard.type('Five clouds, <b>five</b> basins.');
  await page.keyboard.press('Enter');
  await expect(presentation(page)).toContainText('Five clouds, <b>five</b> basins.');
  await page.keyboard.press('PageDown');
  await expect.poll(() => data(page)).toBe('synthetic/moons');
  await presentation(page).getByRole('button', { name: 'Moments' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Move “Five clouds, <b>five</b> basins.” later' }).click();
  await expect(moment(page)).toHaveText('1 of 2');
  await page.getByRole('button', { name: /^Delete “CLAM on “Two moons”/ }).click();
  await expect(moment(page)).toHaveText('Now, and 1 kept');
  await page.keyboard.press('Escape');
  await page.keyboard.press('PageDown');
  await expect.poll(() => data(page)).toBe('synthetic/five-gaussians');
  await page.keyboard.press('Escape');
  await expect(presentation(page)).toHaveCount(0);
  await expect.poll(() => work(page)).toEqual(before);
});

test('a trained run comes back with its epoch, and a training that was under way goes on', async ({ page }) => {
  // Epochs that take a while: the training is still under way when it is left.
  await open(page, '?data=synthetic/five-gaussians&n=4000&epochs=6');
  await keep(page);
  await page.evaluate(() => window.basins.train({ references: false }));
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  await page.evaluate(() => window.basins.configure({ beta: 2 }));
  await expect.poll(async () => (await work(page)).looked.epoch).toBe(0);
  await expect(page).toHaveURL(/beta=2/);
  const before = await work(page);
  await page.keyboard.press('p');
  await page.keyboard.press('PageDown');
  await expect(presentation(page)).toContainText('before training');
  await expect.poll(() => page.evaluate(() => window.basins.state().training.epoch)).toBe(0);
  await page.keyboard.press('Escape');
  await expect(presentation(page)).toHaveCount(0);
  await expect.poll(() => work(page)).toEqual(before);

  await page.evaluate(() => window.basins.configure({ epochs: 3000 }));
  const epoch = () => page.evaluate(() => window.basins.state().training.epoch);
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(epoch).toBeGreaterThan(7);
  await page.keyboard.press('p');
  await page.keyboard.press('PageDown');
  await expect(presentation(page)).toContainText('Your training waits, and goes on afterwards.');
  await expect.poll(() => page.evaluate(() => window.basins.state().training.epoch)).toBe(0);
  const paused = await page.evaluate(() => Math.max(...window.basins.runs().map((run) => run.epoch)));
  expect(paused).toBeGreaterThan(6);
  await page.keyboard.press('Escape');
  await expect(presentation(page)).toHaveCount(0);
  await expect.poll(epoch).toBeGreaterThan(paused);
});

test('the first lesson is offered where nothing is kept, and goes through its moments by the arrow keys', async ({ page }) => {
  await open(page);
  await page.keyboard.press('p');
  await presentation(page).getByRole('button', { name: 'The first lesson' }).click();
  const sentences = [
    ['A drop of water runs downhill', 120],
    ['Where hatched', 120],
    ['The loss fell to the end', 120],
    ['Twelve follow them', 120],
    ['An encoder writes each picture', 4],
  ] as const;
  for (const [i, [sentence, epoch]] of sentences.entries()) {
    await expect(presentation(page)).toContainText(sentence);
    await expect(moment(page)).toHaveText(`${i + 1} of ${sentences.length}`);
    await expect.poll(() => page.evaluate(() => window.basins.state().shown?.epoch)).toBe(epoch);
    await page
      .locator('h1')
      .first()
      .evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('ArrowRight');
  }
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect.poll(() => page.evaluate(() => [window.basins.state().training.epoch, window.basins.runs().length])).toEqual([0, 1]);
});
