import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type ConsoleMessage, type Page } from 'playwright/test';
import { defaultConfig } from '../src/methods/config';

/** True if everything is to be run, also what takes long: npm run test:all. */
export const full = process.env['FULL'] === '1';

/** A folder for what the tests of a file lay down. It lasts as long as the process, for its tests are not run in one go. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `basins-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Fails the test for an uncaught error of the page or an error in its console, unless the test expects it. */
async function watched(page: Page, expectErrors: readonly RegExp[], run: (page: Page) => Promise<void>): Promise<void> {
  const unexpected: string[] = [];
  const take = (text: string) => {
    if (!expectErrors.some((pattern) => pattern.test(text))) unexpected.push(text);
  };
  const onError = (error: Error) => take(error.message);
  const onMessage = (message: ConsoleMessage) => {
    if (message.type() === 'error') take(message.text());
  };
  page.on('pageerror', onError);
  page.on('console', onMessage);
  await run(page);
  page.off('pageerror', onError);
  page.off('console', onMessage);
  expect(unexpected).toEqual([]);
}

/**
 * `page` is opened for its test alone. `usedPage` shows Five Gaussians, on a page that earlier tests may have used: opening one takes as
 * long as most tests. State that outlasts another data set is put back before a test: dialogs, the size, the stage, the settings.
 */
export const test = base.extend<{ expectErrors: RegExp[]; usedPage: Page }, { kept: { page: Page | null } }>({
  expectErrors: [[], { option: true }],
  page: ({ page, expectErrors }, run) => watched(page, expectErrors, run),
  kept: [
    // Playwright wants a pattern even where nothing is asked for.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, run) => {
      const kept: { page: Page | null } = { page: null };
      await run(kept);
      await kept.page?.context().close();
    },
    { scope: 'worker' },
  ],
  usedPage: async ({ kept, browser, baseURL, viewport, expectErrors }, run) => {
    if (!kept.page) {
      const context = await browser.newContext({ baseURL, viewport });
      kept.page = await context.newPage();
      await open(kept.page);
    }
    const { page } = kept;
    await page.setViewportSize(viewport!);
    await page.keyboard.press('Escape');
    await page.evaluate(async (usual) => {
      await window.basins.configure(usual);
      await window.basins.load('synthetic/five-gaussians');
    }, defaultConfig);
    await page.getByRole('tab', { name: 'Basins' }).click();
    await watched(page, expectErrors, run);
  },
});

/** Opens the playground and waits for its first map. */
export async function open(page: Page, query = ''): Promise<void> {
  // Both columns and all their groups are open, as a person may have left them: tests use what is in them.
  await page.addInitScript(() => {
    const groups = [
      'data',
      'memory',
      'clustering',
      'network',
      'training',
      'metrics',
      'dendrogram',
      'curves',
      'agreement',
      'path',
      'histogram',
    ];
    localStorage.setItem('basins.arrangement', JSON.stringify({ settings: true, readings: true, groups, tried: null }));
  });
  await page.goto(`/${query}`);
  // A view's code comes after the shell.
  await page.waitForFunction(
    () =>
      window.basins?.state().shown != null && window.basins.state().points !== null && document.querySelector('#stage-panel > *') !== null,
  );
}

/** Opens what is drawn in the view: on the map and on which plane, or which layout; where it is closed. A press elsewhere closes it. */
export async function layers(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Layers', exact: true });
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
}

/** Drags files or folders of the disk over the page and drops them, as a hand does. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') => browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await send('dragEnter');
  // A drop on a page that has not yet answered is ignored.
  await expect(page.locator('.drop-target')).toBeVisible();
  await send('dragOver');
  await send('drop');
}
