import { expect, test } from 'playwright/test';
import { fuzz } from './fuzz/run.mjs';

/** A few damaged inputs of every format: each is opened or refused by a sentence. `npm run fuzz` tries more, and times them. */
test('damaged files, configs, links and model files are opened or refused, and never fail', async ({ browser, baseURL }) => {
  test.setTimeout(600_000);
  const rows = await fuzz(browser, `${baseURL}/`, { cases: process.env['FULL'] ? 40 : 3, seed: 1, timed: false });
  expect(rows.flatMap(({ format, failed }) => failed.map((one) => ({ format, ...one })))).toEqual([]);
  expect(rows.every(({ opened, refused }) => opened + refused > 0)).toBe(true);
});
