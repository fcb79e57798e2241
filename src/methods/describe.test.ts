import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeSettings } from './describe';
import { methods } from './index';

test('the page of settings is what the methods declare: STORE=1 writes it', () => {
  const file = 'docs/settings.md';
  const page = describeSettings(methods);
  if (process.env['STORE'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
