import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { violations } from './axe';
import { open, temporaryFolder, test } from './page';

/** What a browser keeps of the page, and what happens where it cannot. */

const folder = temporaryFolder('projects');
const short = '?data=iris&epochs=30&backend=cpu';

const shown = (page: Page) => page.waitForFunction(() => window.basins?.state().shown != null && window.basins.state().points !== null);
/** All that a person would miss. */
const work = (page: Page) =>
  page.evaluate(() => {
    const { dataset, config, training, frames, curves, result, selectedPoint, stage, plane, runs } = window.basins.state();
    const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((total, x, i) => total + x * ((i % 97) + 1), 0);
    return {
      data: dataset!.name,
      config,
      epoch: training.epoch,
      selectedPoint,
      stage,
      plane,
      frames: frames.map(({ epoch, labels, partition }) => [epoch, sum(labels), sum('memories' in partition ? partition.memories : [])]),
      losses: curves.map(({ epoch, loss }) => [epoch, loss]),
      result: result && [result.best.epoch, sum(result.best.labels), result.best.metrics],
      runs: runs.map(({ method, epoch, state }) => [method, epoch, state]),
    };
  });
const kept = (page: Page) => expect(page.locator('.foot', { hasText: 'Kept in this browser' })).toBeAttached();
/** Resolves when all of it is written. */
const written = async (page: Page) => {
  await kept(page);
  await page.evaluate(() => window.basins.keep());
};
const told = (page: Page, text: string | RegExp) => expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible();
const dialog = async (page: Page) => {
  await page.getByRole('button', { name: /^Basins, projects/ }).click();
  return page.getByRole('dialog', { name: 'Projects' });
};
/** A page of this origin that opens no store. */
const blank = async (page: Page) => {
  await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
  await page.goto('/blank');
};
/** Does something with the records of the store. */
const inStore = (page: Page, change: string) =>
  page.evaluate(`new Promise((resolve, reject) => {
    const request = indexedDB.open('basins');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const t = request.result.transaction([...request.result.objectStoreNames], 'readwrite');
      t.oncomplete = () => (request.result.close(), resolve());
      t.onabort = () => reject(t.error);
      ${change};
    };
  })`);

test('a trained run, its film, the settings and the selection are there after a reload, which asks nothing', async ({ page }) => {
  await open(page, short);
  await page.evaluate(() => window.basins.train());
  await page.evaluate(() => window.basins.configure({ k: 4 }));
  await page.evaluate(() => window.basins.train({ references: false }));
  await page.getByRole('tab', { name: 'Memories' }).click();
  const before = await work(page);
  expect(before.runs.filter(([method]) => method === 'clam')).toHaveLength(2);
  await written(page);
  page.on('dialog', (asked) => {
    throw new Error(`The page asked: ${asked.type()}.`);
  });
  await page.reload();
  await shown(page);
  await expect.poll(async () => (await work(page)).runs.filter(([method]) => method === 'clam').length).toBe(2);
  const own = ({ runs, ...rest }: typeof before) => ({ ...rest, runs: runs.filter(([method]) => method === 'clam') });
  expect(own(await work(page))).toEqual(own(before));
});

test('a training that was broken off is offered, and goes on to the numbers of one that was not', async ({ page, context }) => {
  const query = '?data=wine&epochs=400&method=dclam&network=8&latent=2&pretrainEpochs=3&backend=cpu';
  await open(page, query);
  await page.evaluate(() => void window.basins.train({ references: false }).catch(() => {}));
  await page.waitForFunction(() => window.basins.state().training.epoch > 60);
  await written(page);
  await page.waitForFunction(() => window.basins.state().training.epoch > 100);
  // The tab goes without any notice.
  const crashing = await context.newCDPSession(page);
  crashing.send('Page.crash').catch(() => {});
  await page.waitForEvent('crash');
  await page.close();

  const again = await context.newPage();
  // A browser that is killed keeps what it was told of the last project some seconds before; the store has the newest.
  await blank(again);
  await again.evaluate(() => localStorage.setItem('basins.project', JSON.stringify({ id: 'earlier', name: 'earlier', at: 1 })));
  await again.goto('/');
  await shown(again);
  const left = (await work(again)).losses.at(-1)![0]!;
  expect(left).toBeGreaterThanOrEqual(60);
  await told(again, `You left at epoch ${left} of 400.`);
  await again.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(again.getByText('You left')).toHaveCount(0);
  await again.waitForFunction(() => window.basins.state().training.state === 'finished' && window.basins.state().result !== null);
  const resumed = await work(again);

  const whole = await context.newPage();
  await open(whole, query);
  await told(whole, 'is shown beside your project “Wine”');
  await whole.evaluate(() => window.basins.train({ references: false }));
  const { losses, result, frames } = await work(whole);
  expect(resumed.losses).toEqual(losses);
  expect(resumed.result).toEqual(result);
  expect(resumed.frames.at(-1)).toEqual(frames.at(-1));
  // The way back.
  await whole.getByRole('button', { name: 'Back to “Wine”' }).click();
  await told(whole, 'open in another tab');
});

test('projects are renamed, duplicated, opened, deleted and brought back, and all can be deleted', async ({ page }) => {
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await written(page);
  let projects = await dialog(page);
  await expect(projects.getByRole('listitem')).toHaveCount(1);
  await expect(projects.getByRole('listitem')).toContainText('1 run');
  await projects.getByRole('button', { name: 'Rename' }).click();
  await projects.getByRole('textbox', { name: 'Name of the project' }).fill('<b>Irises</b>');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Basins, projects: <b>Irises</b>' })).toBeAttached();
  await projects.getByRole('button', { name: 'Duplicate' }).click();
  await expect(projects.getByRole('listitem')).toHaveCount(2);
  expect(await violations(page)).toEqual([]);
  await projects.getByRole('button', { name: 'New project' }).click();
  await expect.poll(async () => (await work(page)).data).toBe('Five Gaussians');
  expect((await work(page)).runs.filter(([method]) => method === 'clam')).toHaveLength(1);

  projects = await dialog(page);
  const copy = projects.getByRole('listitem').filter({ hasText: '(copy)' });
  await copy.getByRole('button', { name: 'Open', exact: true }).click();
  await expect.poll(async () => (await work(page)).data).toBe('Iris');
  expect((await work(page)).epoch).toBe(30);
  projects = await dialog(page);
  await projects.getByRole('listitem').filter({ hasText: 'shown now' }).getByRole('button', { name: 'Delete' }).click();
  await expect(projects.getByRole('listitem').filter({ hasText: 'was deleted' })).toBeVisible();
  expect((await work(page)).data).toBe('Five Gaussians');
  await projects.getByRole('button', { name: 'Undo' }).click();
  await expect(projects.getByRole('listitem').filter({ hasText: '1 run' })).toHaveCount(2);
  await projects.getByRole('button', { name: 'Delete everything…' }).click();
  await projects.getByRole('button', { name: 'Delete all' }).click();
  await expect(projects.getByText('Nothing is kept yet.')).toBeVisible();
  await page.goto('/');
  await shown(page);
  expect((await work(page)).data).toBe('Five Gaussians');
});

test('two tabs do not write the same project, and the other takes it over with all that was done', async ({ page, context }) => {
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await written(page);
  const other = await context.newPage();
  await other.goto('/');
  await shown(other);
  await told(other, 'This project is open in another tab. Here it can be looked at.');
  expect((await work(other)).epoch).toBe(30);
  // What the first tab does meanwhile is there, too.
  await page.evaluate(() => window.basins.train({ epochs: 5, references: false }));
  await other.getByRole('button', { name: 'Work here' }).click();
  await told(page, 'This project is open in another tab. Here it can be looked at.');
  await expect.poll(async () => (await work(other)).epoch).toBe(35);
  // Both train: what is written is the second tab's, and what was done in the first becomes a project of its own.
  await Promise.all([page, other].map((one, i) => one.evaluate((more) => window.basins.train({ epochs: more, references: false }), 5 + i)));
  await page.getByRole('button', { name: 'Work here' }).click();
  await told(page, 'is kept as a project of its own');
  await written(page);
  await written(other);
  expect([(await work(page)).epoch, (await work(other)).epoch]).toEqual([40, 41]);
  const projects = await dialog(other);
  await expect(projects.getByRole('listitem')).toHaveCount(2);
});

test('damaged records are left out and told, and a store that cannot be read at all keeps nothing of the page from working', async ({
  page,
}) => {
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await written(page);
  const whole = await work(page);
  const damage = async (change: string) => {
    await blank(page);
    await inStore(page, change);
    await page.goto('/');
    await shown(page);
  };
  await damage(`t.objectStore('frames').openCursor().onsuccess = ({ target }) => target.result.update({ labels: 'none' })`);
  await told(page, /A picture of the film of Run 1 could not be read\. All else is as it was/);
  expect((await work(page)).losses).toEqual(whole.losses);

  await damage(
    `const s = t.objectStore('values'); s.getAllKeys().onsuccess = ({ target }) => target.result.forEach((k) => k[0] === 'checkpoint' && s.put(7, k))`,
  );
  await told(page, 'What it needs to be trained on of Run 1 could not be read');
  expect((await work(page)).losses).toEqual(whole.losses);

  await damage(
    `const s = t.objectStore('runs'); s.getAllKeys().onsuccess = ({ target }) => target.result.forEach((k) => s.put({ config: 'evil' }, k))`,
  );
  await told(page, 'A run could not be read, and was left out.');
  expect((await work(page)).data).toBe('Iris');

  await damage(
    `const s = t.objectStore('projects'); s.getAll().onsuccess = ({ target }) => target.result.forEach(({ id }) => s.put({ id, version: 'x' }))`,
  );
  await told(page, 'The record of the project is damaged: it was left as it is');
  expect((await work(page)).data).toBe('Five Gaussians');
});

test('a store of a newer version is left as it is, and what is done is asked about before it is lost', async ({ page }) => {
  await blank(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('basins', 99);
        request.addEventListener('upgradeneeded', () => request.result.createObjectStore('later'));
        request.addEventListener('success', () => (request.result.close(), resolve()));
      }),
  );
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await told(page, 'written by a newer Basins');
  await expect(page.locator('.foot', { hasText: 'This window keeps nothing.' })).toBeAttached();
  const asked = page.waitForEvent('dialog');
  const leaving = page.goto('/blank');
  await (await asked).accept();
  await leaving;
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version))).toEqual([99]);
});

test('where the browser forbids its store, the page says so, and the project can be saved as a file', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await told(page, 'This window keeps nothing. Save the project before you close it.');
  const projects = await dialog(page);
  const download = page.waitForEvent('download');
  await projects.getByRole('button', { name: 'Save project' }).click();
  await (await download).saveAs(join(folder, 'forbidden.basins'));
  expect(readFileSync(join(folder, 'forbidden.basins')).subarray(0, 2).toString()).toBe('PK');
});

test('a full store is said, films can be dropped, and what was there stays', async ({ page }) => {
  // Chromium refuses in the midst of a transaction.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...of: Parameters<typeof put>) {
      if ('full' in window && window.full) throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, of);
    };
  });
  const full = (is: boolean) => page.evaluate((now) => void Object.assign(window, { full: now }), is);
  await open(page, short);
  await page.evaluate(() => window.basins.train({ references: false }));
  await page.evaluate(() => window.basins.configure({ k: 4 }));
  await page.evaluate(() => window.basins.train({ references: false }));
  await written(page);
  await full(true);
  await page.evaluate(() => window.basins.configure({ k: 5 }));
  await page.evaluate(() => window.basins.train({ references: false }));
  await told(page, /This browser gives no more room\. Films of 2 old runs hold \d+ kB\./);
  // What is not written would be lost, and is asked about.
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(false);
  await page.getByRole('button', { name: 'Drop these films' }).click();
  await full(false);
  await page.evaluate(() => window.basins.keep());
  await page.reload();
  await shown(page);
  await expect.poll(async () => (await work(page)).runs.filter(([method]) => method === 'clam').length).toBe(3);
  expect((await work(page)).epoch).toBe(30);
});

test('a file holds a project, with or without its data, and opens in another browser', async ({ page, browser, baseURL }) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${(i % 7) + (i % 2) * 20},${i % 5},${i % 3}`);
  const csv = { name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(['a,b,c', ...rows].join('\n')) };
  const files = (one: Page) => one.getByLabel('Files to open', { exact: true });
  const use = async (one: Page) => {
    await files(one).setInputFiles(csv);
    await one.getByRole('button', { name: 'Use this data' }).click();
    await expect.poll(async () => (await work(one)).data).toContain('own');
  };
  await open(page);
  await use(page);
  await page.evaluate(() => window.basins.configure({ epochs: 20, k: 3 }));
  await page.evaluate(() => window.basins.train({ references: false }));
  const before = await work(page);
  const projects = await dialog(page);
  for (const [button, name] of [
    ['Save project', 'with.basins'],
    ['Save without data', 'without.basins'],
  ] as const) {
    const download = page.waitForEvent('download');
    await projects.getByRole('button', { name: button }).click();
    await (await download).saveAs(join(folder, name));
  }
  const own = ({ runs, ...rest }: typeof before) => ({ ...rest, runs: runs.filter(([method]) => method === 'clam') });
  for (const name of ['with.basins', 'without.basins']) {
    const elsewhere = await browser.newContext({ baseURL });
    const other = await elsewhere.newPage();
    await open(other);
    await files(other).setInputFiles(join(folder, name));
    if (name === 'without.basins') {
      await told(other, /was saved without its data\. Open “own[^”]*” \(60 × 3\) here/);
      expect((await work(other)).data).toBe('Five Gaussians');
      await use(other);
    }
    await expect.poll(async () => (await work(other)).epoch).toBe(20);
    expect(own(await work(other))).toEqual(own(before));
    await written(other);
    await other.reload();
    await shown(other);
    expect(own(await work(other))).toEqual(own(before));
    await elsewhere.close();
  }
  // The same by a script; the project that it opens is one of its own.
  await page.evaluate(async () => {
    const file = await window.basins.saveProject({ data: false });
    await window.basins.configure({ k: 5 });
    await window.basins.openProject(file);
  });
  expect(own(await work(page))).toEqual(own(before));
  expect(await page.evaluate(() => window.basins.openProject(new Blob(['no project'])).catch(({ code }) => code))).toBe('bad-project');
});
