import { expect, type Browser, type Page } from 'playwright/test';
import { open, test } from './page';

/** The map takes the same number of places on every machine where it is this narrow. */
test.use({ viewport: { width: 500, height: 900 } });

const numbers = (page: Page) =>
  page.evaluate(() => {
    const { shown, probe, selectedMemory } = window.basins.state();
    const { silhouette, scAttracted, nmi } = shown!.metrics ?? {};
    return {
      epoch: shown!.epoch,
      silhouette,
      scAttracted,
      nmi,
      labels: [...(shown!.labels ?? [])],
      probe: probe && [...probe],
      selectedMemory,
    };
  });

/** The exact map, once it is there. Where the machine is slow, it may be that of a moment before. */
async function map(page: Page): Promise<string> {
  await expect.poll(() => page.evaluate(() => document.querySelector<HTMLCanvasElement>('.basins-ground')?.width)).toBe(512);
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = await page.evaluate(() => document.querySelector<HTMLCanvasElement>('.basins-ground')!.toDataURL());
        return last === before;
      },
      { intervals: [400] },
    )
    .toBe(true);
  return before;
}

/** The share of the pixels that differ by more than 8 of 255 levels, in %. */
const difference = (page: Page, one: string, other: string) =>
  page.evaluate(
    async (urls) => {
      const [a, b] = await Promise.all(
        urls.map(async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (a!.length !== b!.length) return 100;
      let different = 0;
      for (let i = 0; i < a!.length; i += 4) if ([0, 1, 2].some((c) => Math.abs(a![i + c]! - b![i + c]!) > 8)) different++;
      return (400 * different) / a!.length;
    },
    [one, other],
  );

/** A page that has kept nothing. */
async function fresh(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 500, height: 900 } });
  return context.newPage();
}

const link = (page: Page) => page.evaluate(async () => (await window.basins.link()).link.replace(location.origin, '').slice(1));

for (const [name, query, epochs] of [
  ['CLAM in the plane', '?epochs=12', 12],
  ['CLAM in 13 dimensions', '?data=wine&epochs=12&plane=1,2,3', 12],
  ['DCLAM with codes of two numbers', '?data=wine&method=dclam&latent=2&epochs=4&pretrainEpochs=6', 4],
] as const)
  test(`a link shows ${name} as it was, before any training, and trains on`, async ({ page, browser, baseURL }) => {
    await open(page, query);
    await page.evaluate(() => window.basins.train({ references: false }));
    const box = (await page.locator('.basins-over').boundingBox())!;
    await page.mouse.click(box.x + 0.3 * box.width, box.y + 0.6 * box.height);
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.4 * box.height);
    await page.mouse.wheel(0, -200);
    const told = await numbers(page);
    const address = await link(page);
    expect(address.length).toBeLessThan(8192);

    const other = await fresh(browser, baseURL!);
    await open(other, address);
    await expect.poll(() => numbers(other)).toMatchObject({ epoch: told.epoch, nmi: told.nmi, labels: told.labels });
    // Either map may still be the one from before there was a film, or from before the wheel turned.
    await expect.poll(async () => difference(other, await map(page), await map(other))).toBeLessThan(0.5);
    const again = await numbers(other);
    expect(again.silhouette).toBe(told.silhouette);
    expect(again.scAttracted ?? 0).toBeCloseTo(told.scAttracted ?? 0, 3);
    again.probe!.forEach((x, i) => expect(x).toBeCloseTo(told.probe![i]!, 3));
    expect(new URL(other.url()).hash).toBe('');
    const trained = await other.evaluate(() => window.basins.train({ references: false }));
    expect(trained!.config).toMatchObject({ epochs });
    expect(await other.evaluate(() => window.basins.state().training.state)).toBe('finished');
    if (name.startsWith('DCLAM')) {
      // From epoch 0 on, to the same numbers.
      const theirs = await page.evaluate(() => window.basins.result()!.metrics);
      expect(trained!.metrics).toEqual(theirs);
    }
    await other.context().close();
  });

test('a link to people’s own data waits for their file, and tells it from others; a damaged one opens with its settings', async ({
  page,
  browser,
  baseURL,
}) => {
  const table = (shift: number) =>
    ['a,b', ...Array.from({ length: 40 }, (_, i) => `${(i % 4) * 10 + Math.sin(i)},${shift + Math.cos(i)}`)].join('\n');
  await open(page);
  await page.evaluate(async (text) => {
    await window.basins.load(new File([text], 'heights.csv'));
    await window.basins.configure({ k: 4, epochs: 6 });
    await window.basins.train({ references: false });
  }, table(0));
  const told = await numbers(page);
  const address = await link(page);

  const other = await fresh(browser, baseURL!);
  await open(other, address);
  await expect(other.getByText('Drop “heights” (40 × 2) to see the points.')).toBeVisible();
  // The ground and the memories are there, without the points.
  await expect.poll(() => other.evaluate(() => window.basins.state().dataset?.name)).toBe('heights: memories alone');
  const memories = (one: Page) =>
    one.evaluate(() => {
      const { model } = window.basins.state().shown!;
      return model.kind === 'memory' ? [...model.memories] : [];
    });
  await expect.poll(() => memories(other)).toEqual(await memories(page));
  await other.evaluate((text) => window.basins.load(new File([text], 'others.csv')).then(() => {}), table(1));
  await expect(other.getByText('“others” (40 × 2) holds other numbers than the link shows.')).toBeVisible();
  await other.evaluate((text) => window.basins.load(new File([text], 'heights.csv')).then(() => {}), table(0));
  await expect.poll(() => numbers(other)).toMatchObject({ epoch: told.epoch, silhouette: told.silhouette, labels: told.labels });

  for (const damaged of [address.slice(0, -20), address.replace('#m=1.', '#m=7.'), '?data=iris#m=1.eJx<img src=x onerror=alert(1)>']) {
    await open(other, damaged.replace('?', `?seed=${damaged.length}&`));
    await expect(other.getByText('The link opens with its settings only, for its picture cannot be shown.')).toBeVisible();
  }
  await other.context().close();
});
