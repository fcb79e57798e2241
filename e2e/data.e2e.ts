import { gzipSync } from 'node:zlib';
import { expect, type Page } from 'playwright/test';
import { full, open, test } from './page';

/** A user's own data, good and bad. What was there stays when something is refused. */

const iris = () =>
  [
    'height,width,kind',
    ...Array.from({ length: 60 }, (_, i) => `${(i % 7) + (i % 2) * 20},${(i % 5) + (i % 2) * 10},${i % 2 ? 'big' : 'small'}`),
  ].join('\n');

async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

const dataset = (page: Page) => page.evaluate(() => window.basins.state().dataset!.name);

test('opens a CSV, proposes the label, and trains on it; ids are no feature and name the points', async ({ usedPage: page }) => {
  await openFile(
    page,
    'heights.csv',
    iris()
      .split('\n')
      .map((line, i) => `${i === 0 ? 'PersonID' : 5000 + 3 * i},${line}`)
      .join('\n'),
  );
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Column "PersonID" names the rows and is no feature.');
  await expect(dialog.getByRole('combobox', { name: 'Names of the rows' })).toHaveValue('PersonID');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(() => dataset(page)).toContain('heights');
  const result = await page.evaluate(() => window.basins.train({ epochs: 60 }));
  expect(result!.dataset).toMatchObject({ n: 60, d: 2, k: 2, labelled: true });
  expect(result!.metrics.nmi).toBeCloseTo(1, 5);
  await page.getByRole('tab', { name: 'Memories' }).click();
  const member = page.locator('.memory-member-name').first();
  await expect(member).toHaveText(/^5\d{3}$/);
  await member.click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(`Name${await member.textContent()}`);
});

test('a file can be dropped anywhere on the page', async ({ usedPage: page }) => {
  const transfer = await page.evaluateHandle((text) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return carried;
  }, iris());
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(() => dataset(page)).toContain('dropped');
});

test('a gzipped CSV opens too; Back and Forward change the set; a reload asks nothing, and the file and its settings are there', async ({
  page,
}) => {
  await open(page);
  await openFile(page, 'heights.csv.gz', gzipSync(iris()));
  await page.getByRole('dialog').getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(() => dataset(page)).toContain('heights');
  await page.evaluate(() => window.basins.configure({ beta: 7, k: 4 }));
  const entry = () => page.evaluate(() => (history.state as { data?: string } | null)?.data);
  await expect.poll(entry).toContain('heights');
  await page.goBack();
  await expect.poll(() => dataset(page)).toBe('Five Gaussians');
  await page.goForward();
  await expect.poll(() => dataset(page)).toContain('heights');
  await page.evaluate(() => window.basins.configure({ beta: 7, k: 4 }));
  await expect(page.getByText(/^Kept in this browser/).first()).toBeAttached();
  // The page writes its entry in the history 400 ms after a change. A reload at that very moment makes Chromium forget the entry's state.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  page.on('dialog', (dialog) => {
    throw new Error(`The page asked: ${dialog.type()}.`);
  });
  await page.reload();
  await expect.poll(() => page.evaluate(() => window.basins?.state().shown != null)).toBe(true);
  expect(
    await page.evaluate(() => [
      window.basins.state().dataset!.name,
      window.basins.state().config.k,
      (window.basins.state().config as { beta?: number }).beta!,
    ]),
  ).toEqual([expect.stringContaining('heights'), 4, 7]);
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('file:heights.csv.gz');
});

test('tables that cannot be used are refused one after another, each with a sentence, and nothing is lost', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.load('iris'));
  for (const [what, content, sentence] of [
    ['an empty file', '', '“bad.csv” is empty: choose a file with a row of names and at least two rows of data.'],
    ['a header alone', 'a,b,c\n', '“bad.csv” has a header but no rows below it: add at least two rows of data.'],
    [
      'a ragged row',
      'a,b\n1,2\n3,4\n5,6,7\n8,9\n',
      '“bad.csv”: row 4 has 3 fields where row 1 has 2; check it for a missing or extra delimiter or quote.',
    ],
    ['one row', 'a,b\n1,2\n', '“bad.csv” has a single row of data; clustering needs at least two.'],
    [
      'a binary file',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3, 0, 0]),
      '“bad.csv” is a PNG picture, not a table of text: choose a table saved as CSV.',
    ],
  ] as [string, string | Buffer, string][])
    await test.step(what, async () => {
      await openFile(page, 'bad.csv', content);
      await expect(page.getByRole('alert').first()).toContainText(sentence);
      expect(await dataset(page)).toMatch(/iris/i);
      expect(await page.evaluate(() => window.basins.state().shown !== null)).toBe(true);
    });
});

test('without a numeric column it says so, and nothing is lost', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.load('iris'));
  await openFile(page, 'words.csv', 'a,b\nx,y\nz,w\nx,y\nz,w\n');
  await expect(page.getByRole('alert').first()).toContainText(
    'There is no numeric column: tick a column to use it (words as 0/1), or choose another file.',
  );
  await page.keyboard.press('Escape');
  expect(await dataset(page)).toMatch(/iris/i);
  const message = await page.evaluate(() =>
    window.basins.load(new File(['a,b\nx,y\nz,w\nx,y\nz,w\n'], 'words.csv')).then(
      () => 'loaded',
      (error: Error) => error.message,
    ),
  );
  expect(message).toBe(
    'No numeric column is chosen from “words.csv”, and clustering needs at least one: turn a column of words such as "a" into categories (one-hot).',
  );
});

test('values that are no finite single-precision numbers count as missing, and are named', async ({ usedPage: page }) => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${i % 5}`);
  rows[3] = 'NaN,1';
  rows[7] = '1e308,2';
  rows[9] = '3,Infinity';
  await openFile(page, 'numbers.csv', `a,b\n${rows.join('\n')}`);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Column "a" has 1 value beyond ±3.4e38 (the first, "1e308", in row 9); they count as missing.');
  await expect(dialog).toContainText('Column "b" has 1 value beyond ±3.4e38 (the first, "Infinity", in row 11); they count as missing.');
  await dialog.getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(() => dataset(page)).toBe('numbers');
  const { n, notes, finite } = await page.evaluate(() => {
    const { n, notes, values } = window.basins.state().dataset!;
    return { n, notes, finite: values.every(Number.isFinite) };
  });
  expect(n).toBe(30);
  expect(notes).toEqual([
    '3 missing values were replaced by the mean of their column: 2 in "a" (1 is beyond ±3.4e38, such as "1e308" in row 9), 1 in "b" (1 is beyond ±3.4e38, such as "Infinity" in row 11).',
  ]);
  expect(finite).toBe(true);
});

test('a constant column is kept, said, and harmless', async ({ usedPage: page }) => {
  const { loaded, result } = await page.evaluate(async () => {
    const loaded = await window.basins.load(
      new File([`a,b,c\n${Array.from({ length: 40 }, (_, i) => `${(i % 2) * 9 + (i % 3)},5,${i % 4}`).join('\n')}`], 'constant.csv'),
    );
    return { loaded, result: await window.basins.train({ epochs: 3 }) };
  });
  expect(loaded.d).toBe(3);
  expect(loaded.notes).toEqual(['Column "b" is the same in every row: it carries no information and becomes 0 when standardised.']);
  expect(result!.labels).toHaveLength(40);
  expect(result!.prototypes!.flat().every(Number.isFinite)).toBe(true);
});

test('markup in headers and cells is text', async ({ usedPage: page }) => {
  await openFile(
    page,
    '<img src=x onerror=alert(1)>.csv',
    `<b onclick="x">a</b>,<script>alert(1)</script>,class\n${Array.from({ length: 30 }, (_, i) => `${i % 5},${i % 7},<i>${i % 2}</i>`).join('\n')}`,
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Use this data' }).click();
  await expect.poll(() => dataset(page)).toContain('<img');
  await page
    .getByRole('tab', { name: 'Memories' })
    .or(page.getByRole('button', { name: 'Memories' }))
    .first()
    .click();
  expect(await page.locator('img[src="x"], #root script, #root b[onclick]').count()).toBe(0);
});

test('k above n, and settings out of range, are refused by name and change nothing', async ({ usedPage: page }) => {
  const refused = (patch: object) =>
    page.evaluate(async (given) => {
      const before = JSON.stringify(window.basins.state().config);
      const message = await window.basins.configure(given).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
      return { message, unchanged: before === JSON.stringify(window.basins.state().config) };
    }, patch);
  for (const [patch, sentence] of [
    [{ k: 100_000 }, /“k”/],
    [{ k: 0 }, /“k”/],
    [{ k: 200 }, /“k”.*(points|between)/],
    [{ beta: 0 }, /“beta”/],
    [{ beta: 'hot' }, /“beta”/],
    [{ steps: 2.5 }, /“steps”/],
    [{ learningRate: null }, /“learningRate”/],
    [{ bta: 1 }, /unknown key “bta”.*“beta”/],
    [{ mask: { probability: 7 } }, /“mask.probability”/],
    [{ preset: 'clam-paper/zo' }, /preset.*clam-paper\/zoo/],
  ] as [object, RegExp][]) {
    if ('k' in patch && patch.k === 200) await page.evaluate(() => window.basins.load({ name: 'moons', n: 50 }));
    const { message, unchanged } = await refused(patch);
    expect(message).toMatch(sentence);
    expect(unchanged).toBe(true);
  }
});

test('a script that loads nonsense gets a sentence, and nothing is lost', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.load('iris'));
  for (const [source, sentence] of [
    [null, /cannot be loaded/],
    [42, /cannot be loaded/],
    [{}, /cannot be loaded/],
    ['irsi', /“irsi”/],
    [{ name: 'moons', n: 1 }, /n/],
  ] as [unknown, RegExp][])
    expect(
      await page.evaluate(
        (given) =>
          window.basins.load(given as string).then(
            () => 'loaded',
            (error: Error) => error.message,
          ),
        source,
      ),
    ).toMatch(sentence);
  expect(await dataset(page)).toMatch(/iris/i);
});

test('a bad value in the address is named, and the rest is used', async ({ page }) => {
  await open(page, '?data=iris&beta=-3&k=4');
  await expect(page.getByRole('alert').first()).toContainText(/beta/);
  expect(await page.evaluate(() => window.basins.state().config.k)).toBe(4);
  expect(await dataset(page)).toMatch(/iris/i);
});

test('a large CSV streams: its progress is told to a page that goes on meanwhile', async ({ usedPage: page }) => {
  // Of 64 bytes a row, so that a megabyte, which is read at a time, has few.
  const block = Array.from({ length: 4000 }, (_, i) => `${i % 9}.${'0'.repeat(30)},${i % 4}.${'0'.repeat(29)}\n`).join('');
  const blocks = full ? 400 : 60;
  const { n, fractions } = await page.evaluate(
    async ([block, blocks]) => {
      const file = new File(['a,b\n', ...Array.from({ length: blocks }, () => block)], 'large.csv');
      const seen = new Set<number>();
      const timer = setInterval(() => seen.add(window.basins.state().loading?.fraction ?? 0), 10);
      const loaded = await window.basins.load(file);
      clearInterval(timer);
      return { n: loaded.n, fractions: [...seen] };
    },
    [block, blocks] as const,
  );
  expect(n).toBe(4000 * blocks);
  expect(fractions.filter((fraction) => fraction > 0 && fraction < 1).length).toBeGreaterThan(1);
});
