import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from 'playwright/test';

/** Whether everything is to be run, also what takes long: npm run test:all. */
export const full = process.env['FULL'] === '1';

/** A folder for what the tests of a file lay down. It lasts as long as the process, for its tests are not run in one go. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `basins-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A page on which an uncaught error or an error in the console fails the test, unless the test expects it. */
export const test = base.extend<{ expectErrors: RegExp[] }>({
  expectErrors: [[], { option: true }],
  page: async ({ page, expectErrors }, run) => {
    const unexpected: string[] = [];
    const take = (text: string) => {
      if (!expectErrors.some((pattern) => pattern.test(text))) unexpected.push(text);
    };
    page.on('pageerror', (error) => take(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') take(message.text());
    });
    await run(page);
    expect(unexpected).toEqual([]);
  },
});

/** Opens the playground and waits for its first map. */
export async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/${query}`);
  await page.waitForFunction(() => window.basins?.state().shown !== null && window.basins.state().points !== null);
}

/** Drags files or folders of the disk over the page and drops them, as a hand does. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
}
