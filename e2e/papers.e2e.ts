import { readFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { layers, open, test } from './page';

/** Loads a table of so many rows and features, and of classes that go round. */
const table = (page: Page, name: string, n: number, d: number, k: number) =>
  page.evaluate(
    async ([name, n, d, k]) => {
      const head = [...Array.from({ length: d }, (_, j) => `f${j}`), 'class'].join(',');
      const rows = Array.from({ length: n }, (_, i) =>
        [...Array.from({ length: d }, (_, j) => Math.sin(i * 12.9898 + j * 78.233).toFixed(4)), `c${i % k}`].join(','),
      );
      await window.basins.load(new File([[head, ...rows].join('\n')], name));
    },
    [name, n, d, k] as const,
  );

test('what papers print of known data stands beside ours, what only looks like theirs is asked for', async ({ usedPage: page }) => {
  const head = page.getByRole('table', { name: 'Metrics' }).getByRole('columnheader');
  const choice = page.getByRole('button', { name: 'Papers as columns' });
  await page.evaluate(() => window.basins.load('iris'));
  const metrics = page.locator('.metrics');
  await expect(metrics).toContainText('The data are those of the papers: Iris (150 × 4, 3 classes).');
  await page.evaluate(() => window.basins.configure({ method: 'cm' }));
  await page.evaluate(() => window.basins.train({ epochs: 2 }));
  await expect(head.filter({ hasText: 'AE-CM paper, T9' })).toHaveText(['CM random start AE-CM paper, T9']);
  await expect(page.getByRole('row', { name: /^ARI/ })).toContainText('0.591');
  await expect(metrics).toContainText('AE-CM paper, table 9: means of 10 runs from random starts');
  await choice.click();
  await page.getByRole('checkbox', { name: 'AE-CM random start' }).check();
  await expect(head.filter({ hasText: 'AE-CM paper, T9' })).toHaveCount(2);
  await page.getByRole('button', { name: 'All of them: AE-CM paper, table 9' }).click();
  await expect(head.filter({ hasText: 'AE-CM paper, T9' })).toHaveCount(7);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  // The names of the rows, the run's own column and what stands around the table stay in sight when the papers' columns are scrolled.
  await metrics.evaluate((element) => element.scrollTo(400, 0));
  for (const text of ['NMI (arith.)', 'Against the labels', 'The data are those of the papers'])
    await expect(metrics.getByText(text).first()).toBeInViewport({ ratio: 1 });
  await expect(head.nth(1)).toContainText('regions');
  expect((await head.nth(1).boundingBox())!.x).toBeCloseTo((await metrics.boundingBox())!.x + 102, 0);

  await page.evaluate(() => window.basins.load('five-gaussians'));
  await expect(head.filter({ hasText: 'AE-CM paper, T3, its own draw' })).toHaveCount(1);
  await expect(metrics).toContainText('its numbers are of other points than these.');

  await table(page, 'other.csv', 150, 4, 3);
  await expect(metrics).toContainText('but other columns: the papers’ numbers are not of these points.');
  await expect(choice).toBeHidden();

  await table(page, 'glass.csv', 214, 9, 6);
  await expect(metrics).toContainText('The data look like Glass (214 × 9, 6 classes) of the papers, by their shape alone.');
  await expect(choice).toBeHidden();
  await page.getByRole('combobox', { name: 'Take them for' }).selectOption('Glass (214 × 9, 6 classes)');
  await expect(head.filter({ hasText: 'AE-CM paper, T9' })).toHaveText(['CM random start AE-CM paper, T9']);
});

test('the agreement of kept runs is a matrix, of runs on the same points alone', async ({ page }) => {
  // A page that other tests have used keeps their runs.
  await open(page, '?data=wine');
  await page.evaluate(async () => {
    await window.basins.train({ epochs: 2 });
    await window.basins.configure({ k: 4 });
    await window.basins.train({ epochs: 2 });
  });
  const figure = page.getByRole('figure', { name: 'Agreement of partitions' });
  const rows = figure.getByRole('rowheader');
  await expect(rows.filter({ hasText: 'CLAM, k' })).toHaveText([/CLAM, k 4/, /CLAM, k 3/]);
  await expect(rows.filter({ hasText: 'Classes' })).toHaveCount(1);
  // One cell each for NMI and ARI of two runs, and both agree more than chance does.
  const between = [figure.getByRole('row').nth(1).getByRole('cell').nth(1), figure.getByRole('row').nth(2).getByRole('cell').nth(0)];
  await expect(between[0]!).toHaveText(/^NMI 0\.[1-9]/);
  await expect(between[1]!).toHaveText(/^ARI 0\.[1-9]/);
  expect(await violations(page)).toEqual([]);

  await test.step('a long name leaves the numbers in sight, and nothing widens the page', async () => {
    const long = 'Elektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(2).trim();
    await page.getByRole('list', { name: 'Runs', exact: true }).getByRole('listitem').first().getByRole('button').first().focus();
    await page.keyboard.press('F2');
    await page.keyboard.insertText(long);
    await page.keyboard.press('Enter');
    await expect(rows.filter({ hasText: long })).toHaveCount(1);
    for (const width of [1440, 380]) {
      await page.setViewportSize({ width, height: 900 });
      await between[0]!.scrollIntoViewIfNeeded();
      await expect(between[0]!).toBeInViewport({ ratio: 1 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('it is a table for files, too', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page
      .getByRole('list', { name: 'Export' })
      .getByRole('button', { name: /^Table of numbers/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Agreement' }).check();
    await expect(dialog.getByLabel('Text of the table')).toContainText(/^"?NMI above the diagonal, ARI below"?,[^\n]*Classes \(k 3\)/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.train({ epochs: 1 });
  });
  await expect(figure).toContainText(/runs? on other data (is|are) not here/);
  await expect(rows.filter({ hasText: 'CLAM, k' })).toHaveCount(1);
});

test('the map at eight β, one press from the slider, looks at the β that is pressed and is one picture', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.train({ epochs: 3 }));
  const button = page.getByRole('button', { name: 'Eight β', exact: true });
  await button.click();
  const panels = page.getByRole('region', { name: 'Eight β' }).getByRole('listitem');
  await expect(panels).toHaveCount(8);
  await expect(panels.filter({ hasText: /% elsewhere, \d basins?$/ })).toHaveCount(8);
  await expect(panels.filter({ hasText: 'now' })).toHaveText(/^β 1 now/);
  expect(await violations(page)).toEqual([]);

  await test.step('they follow the layers, Escape closes what is open over them first, and the keyboard leaves them', async () => {
    const pixels = () =>
      panels
        .first()
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await pixels();
    await layers(page);
    await page.getByRole('checkbox', { name: 'Contours' }).press('Space');
    await expect.poll(pixels).not.toBe(before);
    await page.getByRole('checkbox', { name: 'Contours' }).press('Space');
    await expect.poll(pixels).toBe(before);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('checkbox', { name: 'Contours' })).toBeHidden();
    await expect(panels).toHaveCount(8);
    await panels.last().getByRole('button').focus();
    await page.keyboard.press('Escape');
    await expect(panels).toHaveCount(0);
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panels.filter({ hasText: /% elsewhere, \d basins?$/ })).toHaveCount(8);
  });

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page
    .getByRole('list', { name: 'Export' })
    .getByRole('button', { name: /^Picture of a view/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'View' }).selectOption('Basins');
  await dialog.getByRole('radio', { name: 'SVG' }).check();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save' }).click()]);
  const figure = readFileSync(await download.path(), 'utf8');
  expect(figure.match(/% elsewhere, \d basin/g)).toHaveLength(8);
  expect(figure.match(/<image/g)).toHaveLength(8);

  const first = panels.first().getByRole('button', { name: /^Look at β/ });
  const beta = Number(/β ([\d.]+):/.exec((await first.getAttribute('aria-label')) ?? '')![1]);
  await first.click();
  await expect(panels).toHaveCount(0);
  expect(await page.evaluate(() => (window.basins.state().config as { beta?: number }).beta)).toBe(beta);

  await page.evaluate(() => window.basins.configure({ method: 'kmeans' }));
  await page.evaluate(() => window.basins.train());
  await expect(button).toHaveCount(0);
});
