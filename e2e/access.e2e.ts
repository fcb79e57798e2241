import { expect } from 'playwright/test';
import { violations } from './axe';
import { full, layers, open, test } from './page';

/** People who use a keyboard, a screen reader, a phone, or large type. */

test('axe finds nothing at three widths, light and dark: before and after training, basins, memories, layouts and the way between two', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '?data=iris&epochs=8&restarts=2');
  const everywhere = async (what: string, widths = [1440, 1100, 380]) => {
    for (const width of widths)
      for (const colorScheme of ['light', 'dark'] as const)
        await test.step(`${what}, ${width} px, ${colorScheme}`, async () => {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          await expect(page.locator(`html[data-theme=${colorScheme}]`)).toBeVisible();
          expect(await violations(page, colorScheme === 'light' ? 'all' : 'of colours')).toEqual([]);
          // Views that follow their size have another turn to do so.
          await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
        });
  };
  await everywhere('before training');
  await page.evaluate(() => window.basins.train());
  await everywhere('after training');
  await page
    .getByRole('tab', { name: 'Memories' })
    .or(page.getByRole('button', { name: 'Memories' }))
    .first()
    .click();
  // The contents of the stage are arranged the same at 1,100 pixels.
  const ends = full ? undefined : [1440, 380];
  await everywhere('memories', ends);
  await page.getByRole('tab', { name: 'Interpolation' }).click();
  await expect(page.getByRole('list', { name: 'On the way' })).toBeVisible();
  await everywhere('interpolation', ends);
  await page.getByRole('tab', { name: 'Embedding' }).click();
  await expect(page.getByText(/Trustworthiness \d/).first()).toBeVisible();
  await layers(page);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await everywhere('embedding, with its settings', ends);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Basins' }).click();
  const opener = page.getByRole('button', { name: 'Choose a method…' });
  await opener.click();
  await expect(page.getByRole('dialog', { name: 'Methods' }).getByRole('option', { selected: true })).toHaveAccessibleName(
    /^CLAM in use Points/,
  );
  await everywhere('the methods', full ? undefined : [1440]);
  await page.keyboard.type('gan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'ClusterGAN' })).toContainText('Not here, because');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('kmeans');
  await expect(opener).toBeFocused();
  await expect(page.getByRole('button', { name: /^Centre 1/ })).toBeVisible();
  await everywhere('k-means', full ? undefined : [1440]);
});

test('the names that scripts and screen readers rely on are there', async ({ page }) => {
  await open(page);
  for (const [role, name] of [
    ['combobox', 'Dataset'],
    ['combobox', 'Method'],
    ['button', 'Choose a method…'],
    ['button', 'Train'],
    ['button', 'Step one epoch'],
    ['button', 'Reset'],
    ['button', 'New seed'],
    ['slider', 'Inverse temperature β'],
    ['spinbutton', 'Inverse temperature β'],
    ['slider', 'Recursion steps T'],
    ['spinbutton', 'Recursion steps T'],
    ['slider', 'Number of clusters k'],
    ['spinbutton', 'Number of clusters k'],
    ['figure', 'Basins of attraction'],
    ['figure', 'Learning curves'],
    ['table', 'Metrics'],
    ['slider', 'Epoch'],
    ['status', 'Training status'],
    ['status', 'Backend'],
    ['button', 'Open files'],
  ] as const)
    await expect(page.getByRole(role, { name, exact: true }).first(), `${role} “${name}”`).toBeVisible();
  await page.getByRole('button', { name: 'Train' }).click();
  await page
    .getByRole('tab', { name: 'Memories' })
    .or(page.getByRole('button', { name: 'Memories' }))
    .first()
    .click();
  await expect(page.getByRole('figure', { name: 'Memories', exact: true })).toBeVisible();
});

test('the map has its share of the first screen, β in sight and near for the keyboard, and no type is small', async ({ page }) => {
  // As a newcomer finds it, with nothing open.
  await page.goto('/');
  await page.waitForFunction(() => window.basins?.state().shown != null);
  const beta = page.getByRole('slider', { name: 'Inverse temperature β' });
  for (const [width, height, share] of [
    [1440, 900, 0.45],
    [1100, 800, 0.4],
    [768, 1024, 0.35],
    [380, 800, 0.35],
    // 1440 × 900 at 200 %.
    [720, 450, 0.35],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect
      .poll(() =>
        page.locator('.basins-map').evaluate((map) => {
          const box = map.getBoundingClientRect();
          const shown = (low: number, high: number, most: number) => Math.max(0, Math.min(high, most) - Math.max(low, 0));
          return (shown(box.left, box.right, innerWidth) * shown(box.top, box.bottom, innerHeight)) / (innerWidth * innerHeight);
        }),
      )
      .toBeGreaterThanOrEqual(share);
    await expect(beta).toBeInViewport();
    const small = await page.evaluate(() =>
      [...document.body.querySelectorAll('*')]
        .filter(
          (element) => element.checkVisibility() && [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== ''),
        )
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
  }
  for (let stops = 1; stops <= 5; stops++) {
    await page.keyboard.press('Tab');
    if (await beta.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('β is not reached in five stops.');
});

test('the tour goes through five steps beside what they speak of, and does what they say', async ({ page }) => {
  await page.goto('/?epochs=30&n=300');
  await page.waitForFunction(() => window.basins?.state().shown != null);
  await page.getByRole('button', { name: 'Take the tour' }).click();
  const state = () =>
    page.evaluate(() => ({
      probe: window.basins.state().probe !== null,
      epoch: window.basins.state().training.epoch,
      ...window.basins.state().config,
    }));
  const does = [
    ['Let one fall', async () => expect.poll(state).toMatchObject({ probe: true })],
    ['Drag it there', async () => expect.poll(state).toMatchObject({ beta: 0.1 })],
    ['Press it', async () => expect.poll(state).toMatchObject({ epoch: 30 })],
    ['Go back', async () => expect.poll(() => page.evaluate(() => window.basins.state().shown!.epoch)).toBe(0)],
    ['Choose a memory', async () => expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible()],
  ] as const;
  for (const [i, [label, seen]] of does.entries()) {
    const card = page.getByRole('region', { name: `Tour, step ${i + 1} of 5` });
    await expect(card).toBeInViewport({ ratio: 1 });
    if (i === 0) expect(await violations(page)).toEqual([]);
    await card.getByRole('button', { name: label }).click();
    await seen();
    await card.getByRole('button', { name: i < 4 ? 'Next' : 'Done' }).click();
  }
  await expect(page.getByRole('region', { name: /^Tour/ })).toHaveCount(0);
});

test('a word opens its page of the glossary where it stands: in the opening sentence, at a number, a curve, a setting', async ({
  page,
}) => {
  await open(page);
  await page.getByRole('region', { name: 'What one sees' }).getByRole('button', { name: 'basin' }).click();
  const dialog = page.getByRole('dialog', { name: 'Glossary: Basin' });
  await expect(dialog).toContainText('All places that end nearest to the same memory');
  await expect(dialog.locator('math')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Energy' }).click();
  await expect(page.getByRole('dialog', { name: 'Glossary: Energy' })).toContainText('The height of the land');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('table', { name: 'Metrics' }).getByRole('button', { name: 'ETP (bits)' }).click();
  const sizes = page.getByRole('dialog', { name: 'Glossary: ETP and CS, sizes' });
  await expect(sizes).toContainText('ETP (bits) Entropy of the cluster sizes');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('figure', { name: 'Learning curves' }).getByRole('button', { name: /^SC/ }).click();
  await expect(page.getByRole('dialog', { name: 'Glossary: SC, silhouette' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'About Inverse temperature β' }).click();
  await page.getByRole('button', { name: 'In the glossary' }).click();
  await expect(page.getByRole('dialog', { name: 'Glossary: Inverse temperature β' })).toBeVisible();
});

test('a figure of a paper is trained from the gallery, and Undo leads back to the data before', async ({ usedPage: page }) => {
  await page.getByRole('button', { name: 'Glossary' }).click();
  await page.getByRole('button', { name: 'Gallery' }).click();
  const gallery = page.getByRole('dialog', { name: 'Gallery' });
  await expect(gallery.getByRole('region')).toHaveCount(6);
  expect(await violations(page)).toEqual([]);
  await gallery.getByRole('link', { name: 'Figure 15: outliers, k-means and CLAM' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // k-means is trained, then CLAM, and both are shown.
  await expect(page.getByRole('figure', { name: 'Basins of attraction' })).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('synthetic/outliers');
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('clam');
  expect(
    await page.evaluate(() =>
      window.basins
        .runs()
        .slice(-2)
        .map(({ method, state }) => [method, state]),
    ),
  ).toEqual([
    ['kmeans', 'finished'],
    ['clam', 'finished'],
  ]);
  await page.getByRole('button', { name: 'Glossary' }).click();
  await page.getByRole('button', { name: 'Gallery' }).click();
  // Its link names no method, and means CLAM.
  await gallery.getByRole('link', { name: 'Figures 4, 11, 12: three memories at eight β' }).click();
  await expect(page.getByRole('region', { name: 'Eight β' }).getByRole('listitem')).toHaveCount(8);
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('clam');
  await page.getByRole('button', { name: 'One map' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('synthetic/outliers');
});

test('shown to a room the map stands alone with β and one sentence in large type, and everything comes back', async ({ page }) => {
  await open(page);
  const presentation = page.getByRole('region', { name: 'Presentation' });
  const map = page.locator('.basins-map');
  const before = await map.boundingBox();
  await page.keyboard.press('p');
  await expect(presentation).toContainText('runs downhill to one of five memories');
  await expect(page.getByRole('slider', { name: 'Inverse temperature β' })).toBeVisible();
  for (const hidden of ['Train', 'Share']) await expect(page.getByRole('button', { name: hidden, exact: true })).toBeHidden();
  const { width, height } = (await map.boundingBox())!;
  expect((width * height) / (1440 * 900)).toBeGreaterThan(0.75);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(presentation).toHaveCount(0);
  expect(await map.boundingBox()).toEqual(before);
  const button = page.getByRole('button', { name: 'Present', exact: true });
  await button.click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(button).toBeFocused();
});

test('keys that use up what they were pressed on keep the focus, so that the space bar does not train', async ({ page }) => {
  await open(page, '?data=iris&epochs=8');
  const epoch = () => page.evaluate(() => window.basins.state().training.epoch);
  const step = page.getByRole('button', { name: 'Step one epoch' });
  await step.focus();
  for (let i = 1; i <= 2; i++) {
    await page.keyboard.press('Enter');
    await expect.poll(epoch).toBe(i);
    await expect(step).toBeFocused();
  }
  const previous = page.getByRole('button', { name: 'Previous epoch' });
  await previous.focus();
  for (let i = 1; i >= 0; i--) {
    await page.keyboard.press('Space');
    await expect.poll(() => page.evaluate(() => window.basins.state().shown!.epoch)).toBe(i);
  }
  await expect(previous).toBeDisabled();
  await page.keyboard.press('Space');
  await page.keyboard.press('r');
  await expect.poll(epoch).toBe(0);
  await expect(previous).toBeFocused();

  await layers(page);
  const drop = page.getByRole('button', { name: 'Drop', exact: true });
  await drop.focus();
  await page.keyboard.press('Enter');
  const water = page.getByRole('button', { name: /^Drop of water/ });
  await water.focus();
  await page.keyboard.press('Delete');
  await expect(water).toHaveCount(0);
  await expect(drop).toBeFocused();
  expect(await epoch()).toBe(0);
});

test('the whole flow by keyboard: choose data, set β, train, pause, scrub, reset', async ({ page }) => {
  await open(page, '?epochs=100000');
  const tabTo = async (role: 'combobox' | 'button' | 'slider', name: string) => {
    const target = page.getByRole(role, { name, exact: true }).first();
    for (let i = 0; i < 120; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return target;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${role} “${name}” is not reached by Tab.`);
  };
  await (await tabTo('combobox', 'Dataset')).evaluate((select: HTMLSelectElement) => select.options.length);
  await page.keyboard.type('Wine');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset?.id)).toBe('wine');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo('slider', 'Inverse temperature β');
  const beta = await page.evaluate(() => (window.basins.state().config as { beta?: number }).beta!);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => (window.basins.state().config as { beta?: number }).beta!)).toBeGreaterThan(beta);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo('button', 'Train');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.basins.state().training.epoch)).toBeGreaterThan(3);
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.basins.state().training.state)).toBe('paused');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo('slider', 'Epoch');
  await page.keyboard.press('Home');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown?.epoch)).toBe(0);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo('button', 'Reset');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.basins.state().training.epoch)).toBe(0);
});
