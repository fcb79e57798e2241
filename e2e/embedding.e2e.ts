import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { layers, open, test } from './page';

/** The Embedding view: layouts of real sets, made in a worker, and what a hand does with them. */

const figure = (page: Page) => page.getByRole('figure', { name: 'Embedding' });
const pane = (page: Page, index = 0) =>
  page.evaluate((index) => {
    const { layout, state, settings, quality, failure } = window.basins.state().embeddings[index];
    return {
      state,
      settings,
      quality,
      failure,
      layout: layout && {
        ...layout,
        coordinates: Array.from(layout.coordinates),
        memories: layout.memories && Array.from(layout.memories),
        rows: layout.rows && Array.from(layout.rows),
      },
    };
  }, index);
const live = (page: Page, index = 0) =>
  page.waitForFunction(
    (index) => {
      const { state, layout, quality, settings } = window.basins.state().embeddings[index] ?? {};
      return (
        state === 'live' &&
        layout &&
        settings &&
        layout.method === settings.method &&
        layout.of === settings.of &&
        layout.step === layout.steps &&
        layout.memories !== null &&
        quality !== null
      );
    },
    index,
    { timeout: 60_000 },
  );
const chosen = (page: Page) => page.evaluate(() => Array.from(window.basins.state().selectedPoints ?? []));

test('points are laid out by each method, judged, and chosen by lasso, search and nearness', async ({ page }) => {
  await open(page, '?data=iris&stage=embedding');
  await live(page);
  await expect(figure(page).getByText(/Trustworthiness 0\.\d+/)).toBeVisible();
  await expect(figure(page).getByText(/kNN preservation@15 0\.\d+, on 150 points/)).toBeVisible();
  const first = await pane(page);
  expect(first.layout!.coordinates.length).toBe(300);
  expect(first.quality!.trustworthiness).toBeGreaterThan(0.9);

  await layers(page);
  await page.getByRole('combobox', { name: 'Projection' }).selectOption('pca');
  await live(page);
  await expect(
    figure(page)
      .getByText(/% of the variance/)
      .first(),
  ).toBeVisible();
  await page.getByRole('combobox', { name: 'Projection' }).selectOption('tsne');
  await live(page);
  expect((await pane(page)).layout!.method).toBe('tsne');
  await page.keyboard.press('Escape');

  // A lasso around everything, then around the left half.
  const plot = (await page.locator('.embedding-over').boundingBox())!;
  const lasso = async (right: number) => {
    await page.getByRole('button', { name: 'Lasso' }).click();
    const at = (x: number, y: number): [number, number] => [plot.x + x * plot.width, plot.y + y * plot.height];
    await page.mouse.move(...at(0.01, 0.01));
    await page.mouse.down();
    for (const [x, y] of [
      [right, 0.01],
      [right, 0.99],
      [0.01, 0.99],
      [0.01, 0.5],
    ] as const)
      await page.mouse.move(...at(x, y), { steps: 3 });
    await page.mouse.up();
  };
  await lasso(0.99);
  expect(await chosen(page)).toHaveLength(150);
  await expect(page.getByRole('region', { name: 'Chosen points' })).toContainText('150 of 150');
  await page.keyboard.press('Escape');
  await expect.poll(() => chosen(page)).toHaveLength(0);

  await page.getByRole('button', { name: 'Find points' }).click();
  await expect(page.getByRole('textbox', { name: 'Find points' })).toBeFocused();
  await page.keyboard.type('setosa');
  await page.keyboard.press('Enter');
  expect(await chosen(page)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  await page.getByRole('textbox', { name: 'Find points' }).fill('no such flower');
  await page.keyboard.press('Enter');
  await expect(page.locator('.embedding-found')).toContainText('no such flower');
  await page.getByRole('textbox', { name: 'Find points' }).fill('1');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.basins.state().selectedPoint)).toBe(0);
  const neighbours = page.getByRole('region', { name: 'Nearest neighbours of point 1', exact: true });
  await expect(neighbours.getByRole('button')).toHaveCount(15);
  // By hand: the nearest of the first flower in the standardised features.
  const nearest = await page.evaluate(() => {
    const { dataset, space } = window.basins.state();
    const { values, n, d } = dataset!;
    const far = (i: number) =>
      Math.hypot(...Array.from({ length: d }, (_, f) => (values[i * d + f] - values[f]) / space!.scaling.scale[f]));
    return Array.from({ length: n - 1 }, (_, i) => i + 1).sort((a, b) => far(a) - far(b))[0];
  });
  await expect(neighbours.getByRole('button').first()).toContainText(String(nearest + 1));
  expect(await violations(page)).toEqual([]);

  // Another layout beside it: the same points are chosen in both.
  await layers(page);
  await page.getByRole('button', { name: 'Two layouts' }).click();
  await page.getByRole('combobox', { name: 'Space' }).last().selectOption('attracted');
  await live(page, 1);
  expect((await pane(page, 1)).layout!.of).toBe('attracted');
  expect(await violations(page)).toEqual([]);

  // A link opens the same.
  await expect.poll(() => page.url()).toContain('embedding=method:tsne');
  const there = await pane(page);
  await page.reload();
  await live(page);
  expect((await pane(page)).layout!.coordinates).toEqual(there.layout!.coordinates);
});

test('the layout of the codes follows a training and comes back with its epochs', async ({ page }) => {
  await open(page, '?data=iris&method=dclam&backend=wasm&pretrainEpochs=4&epochs=12&stage=embedding');
  await live(page);
  expect((await pane(page)).layout!.of).toBe('encoded');
  await page.evaluate(() => window.basins.train());
  await page.waitForFunction(() => {
    const { embeddings, shown } = window.basins.state();
    return embeddings[0].state === 'live' && embeddings[0].layout!.epoch === shown!.epoch && embeddings[0].quality !== null;
  });
  const last = await pane(page);
  expect(last.layout!.trail.length).toBeGreaterThan(0);
  const epoch = await page.evaluate(() => window.basins.state().shown!.epoch);
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(() => window.basins.state().embeddings[0].layout!.epoch === 0);
  await page.evaluate((epoch) => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range][aria-label="Epoch"]')!;
    slider.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(slider, String(epoch));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }, epoch);
  await page.waitForFunction((epoch) => window.basins.state().embeddings[0].layout!.epoch === epoch, epoch);
  expect((await pane(page)).layout!.coordinates).toEqual(last.layout!.coordinates);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 380, height: 800 } });

  test('two fingers zoom, one pans what is zoomed and scrolls the page where all is in view; a tap chooses, and so does a region', async ({
    page,
  }) => {
    await open(page, '?data=iris&stage=embedding');
    await live(page);
    const over = page.locator('.embedding-over');
    await over.scrollIntoViewIfNeeded();
    const hand = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      hand.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((at, id) => ({ ...at, id })) });
    const memories = () =>
      over
        .locator('.spot-reach')
        .evaluateAll((spots) =>
          spots.map((spot) => spot.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })),
        );
    const extent = async () => {
      const xs = (await memories()).map(({ x }) => x);
      return Math.max(...xs) - Math.min(...xs);
    };
    const middle = async () => {
      const { x, y, width, height } = (await over.boundingBox())!;
      return { x: x + width / 2, y: y + height / 2 };
    };
    const drag = async (right: number, down: number) => {
      const { x, y } = await middle();
      await touch('touchStart', { x, y });
      for (let i = 1; i <= 10; i++) await touch('touchMove', { x: x + (right * i) / 10, y: y + (down * i) / 10 });
      await touch('touchEnd');
    };

    const top = (await middle()).y;
    await drag(0, -120);
    await expect.poll(async () => top - (await middle()).y).toBeGreaterThan(50);
    await over.scrollIntoViewIfNeeded();

    const before = await extent();
    // From 40 pixels apart to 120, round a memory, which stays in its place.
    const [first] = await memories();
    const { x, y } = first;
    await touch('touchStart', { x: x - 20, y }, { x: x + 20, y });
    for (let i = 1; i <= 10; i++) await touch('touchMove', { x: x - 20 - 4 * i, y }, { x: x + 20 + 4 * i, y });
    await touch('touchEnd');
    await expect.poll(async () => (await extent()) / before).toBeCloseTo(3, 1);
    expect((await memories())[0].x).toBeCloseTo(x, 0);

    const still = (await middle()).y;
    await drag(30, 40);
    await expect.poll(async () => (await memories())[0].x - first.x).toBeCloseTo(30, 0);
    expect((await memories())[0].y - first.y).toBeCloseTo(40, 0);
    expect((await middle()).y).toBe(still);

    await page.touchscreen.tap(x + 30, y + 40);
    await expect.poll(() => page.evaluate(() => window.basins.state().selectedMemory)).toBe(0);

    // A region is drawn, also straight down where all is in view.
    await page.getByRole('button', { name: 'Show all points' }).tap();
    await page.getByRole('button', { name: 'Lasso' }).tap();
    await over.scrollIntoViewIfNeeded();
    const box = (await over.boundingBox())!;
    const way = [
      [0.01, 0.01],
      [0.01, 0.99],
      [0.99, 0.99],
      [0.99, 0.01],
    ].map(([u, v]) => ({ x: box.x + u * box.width, y: box.y + v * box.height }));
    await touch('touchStart', way[0]);
    for (const [i, to] of way.slice(1).entries())
      for (let part = 1; part <= 8; part++)
        await touch('touchMove', { x: way[i].x + ((to.x - way[i].x) * part) / 8, y: way[i].y + ((to.y - way[i].y) * part) / 8 });
    await touch('touchEnd');
    await expect.poll(() => chosen(page)).toHaveLength(150);
    expect((await over.boundingBox())!.y).toBe(box.y);
  });
});
