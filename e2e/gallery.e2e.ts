import { expect, type Page } from 'playwright/test';
import { full, open, test } from './page';

/** What the gallery says of the deep figures, held against numbers: a training takes minutes. */

test.skip(!full, 'Trainings of minutes: npm run test:all has them.');
test.setTimeout(15 * 60_000);

/** Trains a figure in the page, and reads what is said of it. */
async function trained(page: Page, id: string) {
  await open(page);
  return page.evaluate(async (figure) => {
    await window.basins.showFigure(figure);
    const { metrics, history, labels, decodedPrototypes } = window.basins.result()!;
    const { values, labels: classes, d } = window.basins.state().dataset!;
    const [first, last] = [history[0]!, history.at(-1)!];
    return {
      metrics,
      first: { metrics: first.metrics!, terms: (first.terms ?? {}) as Record<string, number> },
      last: { metrics: last.metrics!, terms: (last.terms ?? {}) as Record<string, number> },
      labels: Array.from(labels),
      classes: Array.from(classes!),
      // The digits have 16 shades of grey.
      pictures: Array.from(labels, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d), (x) => x / 16)),
      decoded: decodedPrototypes!,
    };
  }, id);
}
type Trained = Awaited<ReturnType<typeof trained>>;

const said = (page: Page, id: string): Promise<string> =>
  page.evaluate(async (one) => (await window.basins.figures()).find((figure) => figure.id === one)!.ours.because, id);
const members = (labels: readonly number[], cluster: number): number[] => labels.flatMap((label, i) => (label === cluster ? [i] : []));

/** Of each decoded prototype: is it nearer to the mean of its members than to that of any others? */
function drawnAsMeans({ labels, pictures, decoded }: Trained): boolean[] {
  const means = decoded.map((_, c) => {
    const own = members(labels, c);
    return pictures[0]!.map((_pixel, f) => own.reduce((sum, i) => sum + pictures[i]![f]!, 0) / own.length);
  });
  const distance = (a: ArrayLike<number>, b: readonly number[]) => b.reduce((sum, x, f) => sum + (x - a[f]!) ** 2, 0);
  return decoded.map((picture, c) => {
    const far = means.map((mean) => distance(picture, mean));
    return far.indexOf(Math.min(...far)) === c;
  });
}

/** The classes that clusters have most of. */
function classesFound({ labels, classes }: Trained): number {
  const most = new Map<number, number>();
  for (const cluster of new Set(labels)) {
    const counts = new Map<number, number>();
    for (const i of members(labels, cluster)) counts.set(classes[i]!, (counts.get(classes[i]!) ?? 0) + 1);
    most.set(cluster, [...counts].toSorted((a, b) => b[1] - a[1])[0]![0]);
  }
  return new Set(most.values()).size;
}

/** Rounded, as sentences have it: sums in another order, by another browser, differ in the third digit. */
const near = (value: number | null | undefined, printed: number) => expect(Math.abs(value! - printed)).toBeLessThan(0.03);

test('DCLAM', async ({ page }) => {
  const run = await trained(page, 'dclam-3');
  expect(await said(page, 'dclam-2')).toContain('SC on A(e(x)) is 0.69 at RRL 19%');
  near(run.metrics.scAttracted, 0.69);
  near(run.metrics.rrl! / 100, 0.19);
  expect(run.first.metrics.rl!).toBeGreaterThan(5 * run.metrics.rl!);
  expect(run.first.metrics.scAttracted!).toBeGreaterThan(run.metrics.scAttracted!);
  expect(drawnAsMeans(run)).not.toContain(false);
});

/** Of some of a figure's runs: all four would take as long as all other tests. */
async function metricsOf(page: Page, id: string, names: readonly string[]) {
  await open(page);
  return page.evaluate(
    async ([figure, wanted]) => {
      const { runs } = (await window.basins.figures()).find((one) => one.id === figure)!;
      const all = [];
      for (const { name, link } of runs) {
        if (!wanted.includes(name!)) continue;
        await window.basins.openLink(link);
        all.push((await window.basins.train({ references: false }))!.metrics);
      }
      return all.map(({ scAttracted, rl }) => ({ sc: scAttracted!, rl: rl! }));
    },
    [id, names] as const,
  );
}

test('DCLAM by the numbers of a code', async ({ page }) => {
  const [ten, twenty] = await metricsOf(page, 'dclam-10', ['m = 10', 'm = 20']);
  expect(await said(page, 'dclam-10')).toContain('SC is 0.80 at m = 10 and 0.40, 0.53, 0.24 at 2, 5, 20, and RL falls with m');
  near(ten!.sc, 0.8);
  near(twenty!.sc, 0.24);
  expect(twenty!.rl).toBeLessThan(ten!.rl);
});

test('DCLAM by its steps', async ({ page }) => {
  const [few, many] = await metricsOf(page, 'dclam-11', ['T = 2', 'T = 20']);
  expect(await said(page, 'dclam-11')).toContain('SC rises from 0.21 to 0.75, RL from 0.0013 to 0.0050');
  near(few!.sc, 0.21);
  near(many!.sc, 0.75);
  expect([few!.rl.toFixed(4), many!.rl.toFixed(4)]).toEqual(['0.0013', '0.0050']);
});

test('DKM', async ({ page }) => {
  const run = await trained(page, 'dkm-3');
  expect(await said(page, 'dkm-3')).toContain('from 0.23 to 0.61');
  near(run.first.metrics.scEncoded, 0.23);
  near(run.metrics.scEncoded, 0.61);
});

test('K-means-friendly', async ({ page }) => {
  const run = await trained(page, 'kf-3');
  expect(await said(page, 'kf-1')).toContain('from 0.23 to 0.63');
  near(run.first.metrics.scEncoded, 0.23);
  near(run.metrics.scEncoded, 0.63);
  expect(await said(page, 'kf-4')).toContain('to a twentieth, the other rises by a tenth');
  near(run.last.terms['clustering']! / run.first.terms['clustering']!, 1 / 20);
  near(run.last.terms['reconstruction']! / run.first.terms['reconstruction']!, 1.1);
  const words = page.getByRole('figure', { name: 'Largest membership' }).locator('.visually-hidden');
  expect(await said(page, 'kf-3')).toContain('above 0.97 are 89% of the points, before training fewer than 9%');
  await expect(words).toContainText(/epoch 40, .* fullest bin 0\.97–1\.00: .*\((8[789]|9[01])%\)/);
  await page.getByRole('slider', { name: 'Epoch' }).press('Home');
  await expect(words).toContainText(/epoch 0, .* fullest bin 0\.9\d–0\.9\d: .*\([78]\.\d%\)/);
});

test('AE-CM', async ({ page }) => {
  const run = await trained(page, 'ae-cm-6');
  expect(await said(page, 'ae-cm-5')).toContain('from 0.20 to 0.79');
  near(run.first.metrics.scEncoded, 0.2);
  near(run.metrics.scEncoded, 0.79);
  expect(drawnAsMeans(run)).not.toContain(false);
  expect(await said(page, 'ae-cm-6')).toContain('ten centres are of ten digits');
  expect(classesFound(run)).toBe(10);
});
