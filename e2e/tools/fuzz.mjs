// Damaged files, configs, links and model files against the built site: npm run fuzz -- [--format csv] [--cases 400] [--seed 1] [--first
// 17]
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { formats } from '../fuzz/formats.mjs';
import { fuzz } from '../fuzz/run.mjs';
import { browserArguments, ensureBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const text = { type: 'string' };
const { values } = parseArgs({ options: { format: { type: 'string', multiple: true }, cases: text, seed: text, first: text } });
const ids = formats.map(({ id }) => id);
const unknown = values.format?.find((id) => !ids.includes(id));
if (unknown) {
  console.error(`There is no format “${unknown}”; there are ${ids.join(', ')}.`);
  process.exit(2);
}
const site = await serveSite();
const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
console.log('| format | opened | refused | failed | slowest, s | most memory, MB |\n|---|---|---|---|---|---|');
const rows = await fuzz(browser, site.url, {
  only: values.format,
  cases: Number(values.cases ?? 400),
  seed: Number(values.seed ?? 1),
  first: Number(values.first ?? 0),
  tell: ({ format, opened, refused, failed, slowest, mostBytes }) => {
    console.log(`| ${format} | ${opened} | ${refused} | ${failed.length} | ${slowest.toFixed(1)} | ${Math.round(mostBytes / 2 ** 20)} |`);
    for (const { case: number, why } of failed) console.error(`  ${format} ${number}: ${why.join('; ')}`);
  },
});
await browser.close();
await site.close();
process.exit(rows.some(({ failed }) => failed.length > 0) ? 1 : 0);
