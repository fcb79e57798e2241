// The playground in a headless browser, for scripts and benchmarks: npm run headless -- --data FILE_FOLDER_OR_NAME --config FILE_OR_JSON
// --out DIR
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const usage =
  'npm run headless -- --data FILE_FOLDER_OR_NAME [--label COLUMN] [--side PIXELS] [--colour] [--tile WIDTHxHEIGHT] [--rows-per-class N] [--config FILE_OR_JSON] [--exact] [--no-references] --out DIR';

/** Input that is refused: one sentence on standard error, exit 2. */
class Refused extends Error {}

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function readArguments(args) {
  let values;
  try {
    const text = { type: 'string' };
    ({ values } = parseArgs({
      args,
      options: {
        data: text,
        label: text,
        side: text,
        colour: { type: 'boolean' },
        tile: text,
        'rows-per-class': text,
        config: text,
        exact: { type: 'boolean' },
        'no-references': { type: 'boolean' },
        out: text,
      },
    }));
  } catch (error) {
    throw new Refused(`${error.message.split('. ')[0]}. Usage: ${usage}`);
  }
  if (!values.data) throw new Refused(`--data is missing: name a file, a folder of pictures or a bundled set. Usage: ${usage}`);
  if (!values.out) throw new Refused(`--out is missing: name the folder for result.json. Usage: ${usage}`);
  if (values.label !== undefined && !isFile(values.data))
    throw new Refused(`--label names a column of a file, but --data names ${values.data}, which is no file: leave --label out.`);
  const kind = kindOf(values.data);
  const needs = {
    label: ['table', 'zip'],
    side: ['folder', 'zip'],
    colour: ['folder', 'zip', 'picture'],
    tile: ['picture'],
    'rows-per-class': ['picture'],
  };
  for (const [option, kinds] of Object.entries(needs))
    if (values[option] !== undefined && !kinds.includes(kind))
      throw new Refused(
        `--${option} is for ${kinds.map((one) => `a ${one}`).join(' or ')}, and --data names ${values.data}, which is none: leave --${option} out.`,
      );
  let place = resolve(values.out);
  while (!existsSync(place)) place = dirname(place);
  if (!isFolder(place))
    throw new Refused(`--out names ${values.out}, but ${place} is a file, not a folder: name a folder for result.json.`);
  return values;
}

/** The data that --data names, as far as its options go; the page decides whether it can use them. */
function kindOf(data) {
  if (isFolder(data)) return 'folder';
  if (!isFile(data)) return 'set';
  return /\.zip$/i.test(data) ? 'zip' : /\.(png|jpe?g|webp|gif|bmp)$/i.test(data) ? 'picture' : 'table';
}

function wholeNumber(option, text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refused(`--${option} must be a whole number of at least 1, not ${text}.`);
  return Number(text);
}

/** The part of a source that the options ask for: --tile 28 or 28x20, --rows-per-class 3, --side 32, --colour. */
function pictureOptions(values) {
  if (values.tile !== undefined && !/^[1-9]\d{0,8}(x[1-9]\d{0,8})?$/i.test(values.tile))
    throw new Refused(`--tile must be a side such as 28, or a width and height such as 28x20, not ${values.tile}.`);
  const [width, height = width] = values.tile === undefined ? [] : values.tile.split(/x/i).map(Number);
  return {
    sheet: {
      width,
      height,
      rowsPerClass: values['rows-per-class'] === undefined ? null : wholeNumber('rows-per-class', values['rows-per-class']),
    },
    image: values.side === undefined ? {} : { side: wholeNumber('side', values.side) },
    channels: values.colour ? { channels: 3 } : {},
  };
}

function readConfig(text) {
  if (text === undefined) return {};
  let source = text;
  if (!text.trim().startsWith('{')) {
    if (!isFile(text)) throw new Refused(`--config names ${text}, which is neither a file nor JSON such as {"beta": 1.2}.`);
    source = readFileSync(text, 'utf8').replace(/^\uFEFF/, '');
  }
  let config;
  try {
    config = JSON.parse(source);
  } catch (error) {
    throw new Refused(`--config is not valid JSON (${error.message}).`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new Refused(`--config names ${text}, which holds no JSON object such as {"beta": 1.2}.`);
  return config;
}

async function launch(software) {
  const args = software
    ? browserArguments
    : [...browserArguments.filter((arg) => !arg.includes('swiftshader')), '--enable-features=Vulkan'];
  return chromium.launch({ executablePath: ensureBrowser().path, args, chromiumSandbox: false });
}

/** Opens the page of the built site in a browser of its own. A forced WebGPU on a machine without a GPU gets the software adapter. */
async function openPage(backend) {
  const site = await serveSite();
  let browser = await launch(false);
  let page = await browser.newPage();
  await page.goto(site.url);
  if (backend === 'webgpu' && !(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter())))) {
    await browser.close();
    browser = await launch(true);
    page = await browser.newPage();
    await page.goto(site.url);
  }
  const close = async () => {
    await browser.close();
    await site.close();
  };
  return { page, close };
}

async function inPage(page, work, argument) {
  // Sent whole as one expression: the page's policy forbids it to make functions of text.
  const answer = await page.evaluate(`(async (input) => {
    try {
      return { value: await (${work})(input) };
    } catch (error) {
      return { error: { name: error.name, code: error.code, message: error.message } };
    }
  })(${JSON.stringify(argument ?? null)})`);
  if (!answer.error) return answer.value;
  if (['DataError', 'ConfigError'].includes(answer.error.name) || answer.error.name.startsWith('EngineError:too-large'))
    throw Object.assign(new Refused(answer.error.message), { code: answer.error.code });
  throw new Error(answer.error.message);
}

/** Puts a file, or a folder with all that is in it, into the page. */
async function bring(page, data, folder) {
  await page.evaluate((folder) => {
    document.querySelector('#headless-files')?.remove();
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'headless-files';
    input.hidden = true;
    input.webkitdirectory = folder;
    document.body.append(input);
  }, folder);
  await page.setInputFiles('#headless-files', data);
}

async function loadData(page, values) {
  const { data, label } = values;
  const { sheet, image, channels } = pictureOptions(values);
  const kind = kindOf(data);
  if (kind === 'set' || kind === 'folder') {
    // A folder does not hide the set of its name.
    const set = await inPage(page, (name) => window.basins.load(name), data).catch((error) => {
      if (kind === 'set' || error.code !== 'unknown-set') throw error;
      return null;
    });
    if (set) return set;
    await bring(page, data, true);
    const work = ([name, image]) => window.basins.load({ files: [...document.querySelector('#headless-files').files], name, image });
    return inPage(page, work, [basename(resolve(data)), { ...image, ...channels }]);
  }
  await bring(page, data, false);
  const work = ([kind, options]) => {
    const [file] = document.querySelector('#headless-files').files;
    return window.basins.load(kind === 'zip' && options.label === undefined ? { files: [file], image: options } : { file, ...options });
  };
  const options = {
    zip: label === undefined ? { ...image, ...channels } : { label },
    picture: { sheet: { ...sheet, ...channels } },
    table: label === undefined ? {} : { label },
  };
  return inPage(page, work, [kind, options[kind]]);
}

async function work(args, open, say) {
  if (args.includes('--help')) {
    say(`Usage: ${usage}\n\n${readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')}`);
    return;
  }
  const values = readArguments(args);
  pictureOptions(values);
  const config = readConfig(values.config);
  const { page, close } = await open(config.backend);
  let timer = null;
  try {
    await page.waitForFunction(() => window.basins !== undefined);
    const set = await loadData(page, values);
    say(`${set.name}: ${set.n} × ${set.d}, k ${set.k}${set.labelled ? ', labelled' : ''}\n`);
    for (const note of set.notes) say(`  ${note}\n`);
    await inPage(page, (patch) => window.basins.configure(patch), config);
    const leftOut = await page.evaluate(() => window.basins.state().messages.find(({ about }) => about === 'left-out')?.sentence);
    if (leftOut) say(`  ${leftOut}\n`);
    let noted = '';
    timer = setInterval(async () => {
      const note = await page
        .evaluate(() => window.basins.state().messages.find(({ about }) => about === 'cost')?.sentence ?? '')
        .catch(() => ''); // the page may be closing
      if (note !== noted) say(`\r${(noted = note)}\n`);
      const now = await page
        .evaluate(() => ({ training: window.basins.state().training, pretraining: window.basins.state().pretraining }))
        .catch(() => null); // the page may be closing
      if (now?.pretraining?.active) say(`\rpretraining ${now.pretraining.epoch} of ${now.pretraining.epochs} `);
      else if (now) say(`\repoch ${now.training.epoch} of ${now.training.epochs} `);
    }, 1000);
    const trained = await inPage(page, (references) => window.basins.train({ references }), !values['no-references']);
    clearInterval(timer);
    const result = values.exact ? await inPage(page, () => window.basins.exact()) : trained;
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, 'result.json'), `${JSON.stringify(result)}\n`);
    const seconds = (result.seconds.pretrain + result.seconds.train).toFixed(2);
    const summary = await page.evaluate(() => window.basins.summary());
    say(`\r${result.backend}, ${seconds} s: ${summary} → ${join(values.out, 'result.json')}\n`);
    for (const note of result.notes) say(`  ${note}\n`);
  } finally {
    clearInterval(timer);
    await close();
  }
}

/**
 * @param {string[]} args as on the command line
 * @param {(backend?: string) => Promise<{ page: import('playwright').Page, close: () => Promise<void> }>} open the page to work in, which
 * is at the built site
 * @param {(text: string) => void} say
 * @returns {Promise<0 | 1 | 2>} the exit code: 2 when the input is refused
 */
export async function main(args, open = openPage, say = (text) => process.stderr.write(text)) {
  try {
    await work(args, open, say);
    return 0;
  } catch (error) {
    say(`${error.message}\n`);
    return error instanceof Refused ? 2 : 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exit(await main(process.argv.slice(2)));
