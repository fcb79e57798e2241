/** Runs the cases of one format after another, each on the page as the last one left it. */
import { formats, prepare } from './formats.mjs';
import { judge } from './judge.mjs';
import { memoryOf } from './memory.mjs';
import { Random } from './random.mjs';

/**
 * @param {import('playwright').Browser} browser @param {string} url of the built site
 * @param {{ only?: string[], cases: number, seed: number, first?: number, timed?: boolean, tell?: (row: Row) => void }} options
 *   first: the number of the first case, to run one again; timed: a long silence fails, which only says something on a machine that does
 * nothing else
 * @typedef {{ format: string, opened: number, refused: number, failed: { case: number, why: string[] }[], slowest: number, mostBytes:
 * number }} Row
 * @returns {Promise<Row[]>} slowest in seconds
 */
export async function fuzz(browser, url, { only, cases, seed, first = 0, timed = true, tell = () => {} }) {
  const context = await browser.newContext();
  const open = async () => {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.basins?.state().shown != null);
    await page.evaluate(() => window.basins.load('iris'));
    return page;
  };
  let page = await open();
  const sources = await prepare(page);
  const memory = await memoryOf(browser);
  const rows = [];
  for (const format of formats.filter(({ id }) => !only || only.includes(id))) {
    const row = { format: format.id, opened: 0, refused: 0, failed: [], slowest: 0, mostBytes: 0 };
    for (let i = first; i < first + cases; i++) {
      // Each case has a seed of its own, so that it can be run again alone.
      const one = format.make(new Random(seed * 1_000_003 + i), sources);
      const { outcome, why, seconds, bytes, fresh } = await judge(page, url, one, { memory, timed });
      if (outcome === 'failed') row.failed.push({ case: i, why });
      else row[outcome]++;
      row.slowest = Math.max(row.slowest, seconds);
      row.mostBytes = Math.max(row.mostBytes, bytes);
      if (fresh) {
        // A page that hangs may not close.
        void page.close().catch(() => {});
        page = await open();
      }
    }
    // A link leaves the page with other data.
    if (format.id === 'link' || format.id === 'moment') await page.goto(url);
    rows.push(row);
    tell(row);
  }
  await context.close();
  return rows;
}
