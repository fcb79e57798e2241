// The playground in a headless browser, for scripts and benchmarks: npm run headless -- --data FILE_OR_NAME --config FILE_OR_JSON --out DIR
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const usage = 'npm run headless -- --data FILE_OR_NAME [--label COLUMN] [--config FILE_OR_JSON] --out DIR';

/** Input that is refused: one sentence on standard error, exit 2. */
class Refused extends Error {}

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({ options: { data: { type: 'string' }, label: { type: 'string' }, config: { type: 'string' }, out: { type: 'string' } } }));
  } catch (error) {
    throw new Refused(`${error.message.split('. ')[0]}. Usage: ${usage}`);
  }
  if (!values.data) throw new Refused(`--data is missing: name a file or a bundled set. Usage: ${usage}`);
  if (!values.out) throw new Refused(`--out is missing: name the folder for result.json. Usage: ${usage}`);
  if (values.label !== undefined && !isFile(values.data)) throw new Refused(`--label names a column of a file, but --data names ${values.data}, which is no file: leave --label out.`);
  let place = resolve(values.out);
  while (!existsSync(place)) place = dirname(place);
  if (!isFolder(place)) throw new Refused(`--out names ${values.out}, but ${place} is a file, not a folder: name a folder for result.json.`);
  return values;
}

function readConfig(text) {
  if (text === undefined) return {};
  let source = text;
  if (!text.trim().startsWith('{')) {
    if (!isFile(text)) throw new Refused(`--config names ${text}, which is neither a file nor JSON such as {"beta": 1.2}.`);
    source = readFileSync(text, 'utf8');
  }
  let config;
  try {
    config = JSON.parse(source);
  } catch (error) {
    throw new Refused(`--config is not valid JSON (${error.message}).`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw new Refused(`--config names ${text}, which holds no JSON object such as {"beta": 1.2}.`);
  return config;
}

async function launch(software) {
  const args = software ? browserArguments : [...browserArguments.filter((arg) => !arg.includes('swiftshader')), '--enable-features=Vulkan'];
  return chromium.launch({ executablePath: ensureBrowser().path, args, chromiumSandbox: false });
}

/** Opens the page. A forced WebGPU on a machine without a GPU gets the software adapter. */
async function open(url, backend) {
  let browser = await launch(false);
  let page = await browser.newPage();
  await page.goto(url);
  if (backend === 'webgpu' && !(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter())))) {
    await browser.close();
    browser = await launch(true);
    page = await browser.newPage();
    await page.goto(url);
  }
  await page.waitForFunction(() => window.basins !== undefined);
  return { browser, page };
}

async function inPage(page, work, argument) {
  const answer = await page.evaluate(
    async ([source, input]) => {
      try {
        return { value: await new Function(`return (${source})`)()(input) };
      } catch (error) {
        return { error: { name: error.name, message: error.message } };
      }
    },
    [work.toString(), argument],
  );
  if (!answer.error) return answer.value;
  if (['DataError', 'ConfigError'].includes(answer.error.name) || answer.error.name.startsWith('EngineError:too-large')) throw new Refused(answer.error.message);
  throw new Error(answer.error.message);
}

async function loadData(page, { data, label }) {
  // A folder does not hide the set of its name.
  if (!isFile(data)) return inPage(page, (name) => window.basins.load(name), data);
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'headless-file';
    input.hidden = true;
    document.body.append(input);
  });
  await page.setInputFiles('#headless-file', data);
  return inPage(page, (column) => window.basins.load({ file: document.querySelector('#headless-file').files[0], ...(column === null ? {} : { label: column }) }), label ?? null);
}

async function main() {
  const values = readArguments();
  const config = readConfig(values.config);
  const site = await serveSite();
  const { browser, page } = await open(site.url, config.backend);
  let timer = null;
  try {
    const set = await loadData(page, values);
    process.stderr.write(`${set.name}: ${set.n} × ${set.d}, k ${set.k}${set.labelled ? ', labelled' : ''}\n`);
    for (const note of set.notes) process.stderr.write(`  ${note}\n`);
    await inPage(page, (patch) => window.basins.configure(patch), config);
    timer = setInterval(async () => {
      const training = await page.evaluate(() => window.basins.state().training).catch(() => null); // the page may be closing
      if (training) process.stderr.write(`\repoch ${training.epoch} of ${training.epochs} `);
    }, 1000);
    const result = await inPage(page, () => window.basins.train());
    clearInterval(timer);
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, 'result.json'), `${JSON.stringify(result)}\n`);
    const { loss, silhouette, nmi, kmeans } = result.metrics;
    const shown = (x) => (x === null || x === undefined ? '—' : x.toFixed(4));
    process.stderr.write(`\r${result.backend}, ${result.seconds.train.toFixed(2)} s: loss ${shown(loss)}, SC ${shown(silhouette)} (k-means ${shown(kmeans?.silhouette)}), NMI ${shown(nmi)} → ${join(values.out, 'result.json')}\n`);
  } finally {
    clearInterval(timer);
    await browser.close();
    await site.close();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof Refused ? 2 : 1);
  },
);
