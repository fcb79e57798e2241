import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, type Page } from 'playwright/test';
import { grey } from '../src/data/images/testing';
import { suggestedBeta } from '../src/methods/clam/declare';
import { CASES, type Right } from './cases/cases';
import { full, temporaryFolder, test } from './page';
import { main } from './tools/headless.mjs';

/** The runner for scripts: the same page, its result as a file, and refusals as exit code 2 with one sentence. */

const folder = temporaryFolder('headless');

/** As from a shell, with a browser of its own. */
function headless(...args: string[]) {
  const { status, stderr } = spawnSync('node', [join(import.meta.dirname, 'tools/headless.mjs'), ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stderr };
}

/** The same in this process and on a page of the tests, which stays open. */
async function headlessOn(page: Page, ...args: string[]) {
  let stderr = '';
  const open = async () => ({ page, close: async () => {} });
  const status = await main(args, open, (text) => (stderr += text));
  return { status, stderr };
}

const table = join(folder, 'two.csv');
writeFileSync(
  table,
  [
    'a,b,c,what',
    ...Array.from({ length: 80 }, (_, i) => `${(i % 2) * 8 + (i % 5)},${(i % 2) * 6 + (i % 3)},${i % 7},${i % 2 ? 'x' : 'y'}`),
  ].join('\n'),
);
const noConfig = join(folder, 'null.json');
writeFileSync(noConfig, 'null');

test('writes a result with every part of its contract', () => {
  const { status, stderr } = headless(
    '--data',
    table,
    '--label',
    'what',
    '--config',
    '{"epochs": 12, "restarts": 3, "choose": "silhouette", "seed": 4, "embed": {"method": "tsne", "of": "attracted"}}',
    '--out',
    join(folder, 'out'),
  );
  expect(stderr).toContain('SC');
  expect(status).toBe(0);
  const result = JSON.parse(readFileSync(join(folder, 'out/result.json'), 'utf8'));
  expect(Object.keys(result)).toEqual(
    expect.arrayContaining([
      'version',
      'dataset',
      'config',
      'backend',
      'seconds',
      'history',
      'runs',
      'chosen',
      'metrics',
      'labels',
      'voronoiLabels',
      'memories',
    ]),
  );
  expect(result.dataset).toMatchObject({ n: 80, d: 3, k: 2, labelled: true });
  expect(result.config).toMatchObject({ version: 2, method: 'clam', k: 2, epochs: 12, restarts: 3, seed: 4, steps: 10, batchSize: 32 });
  expect(result.seconds).toEqual({ load: expect.any(Number), pretrain: 0, train: expect.any(Number) });
  expect(result.seconds.load).toBeGreaterThan(0);
  expect(result).toMatchObject({ stopped: { epoch: 12, why: 'epochs' }, lossPoints: result.dataset.n });
  expect(
    result.history.filter(({ wholeLoss }: { wholeLoss: number | null }) => wholeLoss !== null).map(({ epoch }: { epoch: number }) => epoch),
  ).toEqual([5, 10]);
  expect(result.history).toHaveLength(13);
  expect(result.history.at(-1)).toMatchObject({ epoch: 12, loss: expect.any(Number), learningRate: expect.any(Number) });
  expect(result.runs.map((run: { seed: number }) => run.seed)).toEqual([4, 5, 6]);
  expect(result.labels).toHaveLength(80);
  expect(result.voronoiLabels).toHaveLength(80);
  expect(result.metrics.kmeans).toMatchObject({ starts: 300, startsOn: 80, inertia: expect.any(Number) });
  expect(result.memories).toHaveLength(2);
  expect(result.memories[0]).toHaveLength(3);
  for (const key of [
    'loss',
    'silhouette',
    'nmi',
    'nmiGeometric',
    'ari',
    'ami',
    'accuracy',
    'homogeneity',
    'entropyBits',
    'sizes',
    'clusters',
    'rl',
    'rlPretrained',
    'rrl',
  ]) {
    expect(result.metrics).toHaveProperty(key);
    expect(result.metrics.voronoi).toHaveProperty(key);
    expect(result.metrics.kmeans).toHaveProperty(key);
  }
  expect(result.metrics.silhouette).toBe(result.runs[result.chosen].metrics.silhouette);
  const { embedding } = result;
  expect(embedding).toMatchObject({
    method: 'tsne',
    of: 'attracted',
    rows: null,
    explained: null,
    quality: { neighbours: 15, points: 80, trustworthiness: expect.any(Number), preservation: expect.any(Number) },
    settings: { perplexity: 30, seed: 0 },
  });
  expect([embedding.coordinates.length, embedding.memories.length]).toEqual([80, 2]);
  expect(embedding.coordinates.flat().every(Number.isFinite)).toBe(true);
  // 80 points have no 90 neighbours.
  expect(embedding.notes.join(' ')).toMatch(/perplexity of 30 needs at least 91 points/);
});

test('writes what DCLAM came to: codes, decoded memories, reconstruction, pretraining', async ({ usedPage }) => {
  const config = { method: 'dclam', network: [16], latent: 2, pretrainEpochs: 4, epochs: 5 };
  const { status, stderr } = await headlessOn(
    usedPage,
    '--data',
    table,
    '--label',
    'what',
    '--config',
    JSON.stringify(config),
    '--out',
    join(folder, 'deep'),
  );
  expect(stderr).toContain('SC on A(e(x))');
  expect(status).toBe(0);
  const result = JSON.parse(readFileSync(join(folder, 'deep/result.json'), 'utf8'));
  expect(result.config).toMatchObject({ ...config, k: 2, scaling: 'standard', version: 2 });
  expect(result.config).not.toHaveProperty('mask');
  expect(result.pretraining.losses).toHaveLength(4);
  expect([result.memories.length, result.memories[0].length, result.decodedMemories[0].length]).toEqual([2, 2, 3]);
  expect(result.metrics).toMatchObject({
    silhouette: null,
    scEncoded: expect.any(Number),
    scAttracted: expect.any(Number),
    rl: expect.any(Number),
    rlPretrained: result.pretraining.rlPretrained,
    rrl: expect.any(Number),
  });
  expect(result.metrics.kmeans.scEncoded).toEqual(expect.any(Number));
  expect(Object.keys(result.metrics.references)).toEqual(['kmeans', 'clam']);
  expect(result.history).toHaveLength(6);
  // These are runs of their own.
  const references = () =>
    usedPage.evaluate(() =>
      window.basins
        .state()
        .runs.filter(({ origin, data }) => origin === 'reference' && data.n === 80)
        .map(({ id, method, state, failure }) => [id, method, state, failure]),
    );
  const trained = await references();
  expect(trained.map(([, ...rest]) => rest)).toEqual(['kmeans', 'ae-kmeans', 'clam'].map((id) => [id, 'finished', null]));
  const { rlPretrained } = result.pretraining;
  // On another backend the last digits differ.
  expect(result.metrics.kmeans).toMatchObject({ rl: expect.closeTo(rlPretrained, 6), rlPretrained, starts: 300 });

  // Without them nothing is read against, and with the same data and settings they are trained once.
  const alone = await headlessOn(
    usedPage,
    '--data',
    table,
    '--label',
    'what',
    '--config',
    '{"method": "clam", "epochs": 3}',
    '--no-references',
    '--out',
    join(folder, 'alone'),
  );
  expect(alone.status, alone.stderr).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, 'alone/result.json'), 'utf8')).metrics).toMatchObject({ kmeans: null, references: {} });
  const starts = await usedPage.evaluate(async () => {
    await window.basins.configure({ seed: 9 });
    return (await window.basins.train())!.metrics.kmeans?.starts;
  });
  expect(starts).toBe(300);
  expect(await references()).toEqual(trained);
  // What stands there is what the method gives by hand.
  const clam = { beta: suggestedBeta(3, 2), batchSize: 32, epochs: 30, restarts: 1, seed: 0, learningRate: 0.02 };
  const byHand = await usedPage.evaluate(async (settings) => {
    await window.basins.configure(settings);
    return (await window.basins.train())!.metrics;
  }, clam);
  expect(result.metrics.references.clam).toMatchObject({ silhouette: byHand.silhouette, nmi: byHand.nmi, sizes: byHand.sizes });
});

const out = join(folder, 'refused');
const unknown = (name: string, guess: string) =>
  `There is no data set “${name}”.${guess} There are: synthetic/two-elongated, synthetic/three-elongated, synthetic/five-gaussians, synthetic/outliers, synthetic/blobs, synthetic/varied-blobs, synthetic/anisotropic, synthetic/moons, synthetic/circles, synthetic/uniform, iris, wine, breast-cancer, digits.`;
const zippedTable = join(folder, 'table.zip');
writeFileSync(zippedTable, zipSync({ 'archive/two.csv': readFileSync(table) }));

const usage =
  'Usage: npm run headless -- --data FILE_FOLDER_OR_NAME [--label COLUMN] [--side PIXELS] [--colour] [--tile WIDTHxHEIGHT] [--rows-per-class N] [--config FILE_OR_JSON] [--exact] [--no-references] --out DIR';
const plain = join(folder, 'plain');
mkdirSync(plain);
writeFileSync(join(plain, 'notes.txt'), 'no picture');

for (const [what, args, sentence] of [
  ['a set that is not there', ['--data', 'irsi', '--out', out], unknown('irsi', ' Did you mean “iris”?')],
  [
    'a folder without pictures',
    ['--data', plain, '--out', out],
    '“plain” holds no pictures that can be opened, only plain/notes.txt: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files.',
  ],
  [
    'a side for a table',
    ['--data', table, '--side', '28', '--out', out],
    `--side is for a folder or a zip, and --data names ${table}, which is none: leave --side out.`,
  ],
  ['a side that is none', ['--data', folder, '--side', '2.5', '--out', out], '--side must be a whole number of at least 1, not 2.5.'],
  [
    'an unknown key',
    ['--data', 'iris', '--config', '{"bta": 1}', '--out', out],
    'The config has an unknown key “bta”. Did you mean “beta”?',
  ],
  ['JSON that is none', ['--data', 'iris', '--config', '{beta: 1}', '--out', out], '--config is not valid JSON ('],
  [
    'a folder for a config',
    ['--data', 'iris', '--config', folder, '--out', out],
    `--config names ${folder}, which is neither a file nor JSON such as {"beta": 1.2}.`,
  ],
  [
    'a config of null',
    ['--data', 'iris', '--config', noConfig, '--out', out],
    `--config names ${noConfig}, which holds no JSON object such as {"beta": 1.2}.`,
  ],
  [
    'k above n',
    ['--data', 'iris', '--config', '{"k": 151}', '--out', out],
    '“k” is 151, but there are only 150 points; choose k between 1 and 150.',
  ],
  [
    'a label column that is not there',
    ['--data', table, '--label', 'nothing', '--out', out],
    'There is no column “nothing” in two.csv. Its columns are a, b, c, what.',
  ],
  [
    'a side for a zip that holds a table',
    ['--data', zippedTable, '--side', '4', '--out', out],
    '“table.zip” holds a table, “two.csv”, and no pictures: leave out what is said of pictures.',
  ],
  [
    'a label column of a set',
    ['--data', 'iris', '--label', 'what', '--out', out],
    '--label names a column of a file, but --data names iris, which is no file: leave --label out.',
  ],
  [
    'a file for --out',
    ['--data', 'iris', '--out', table],
    `--out names ${table}, but ${table} is a file, not a folder: name a folder for result.json.`,
  ],
  ['no --out', ['--data', 'iris'], `--out is missing: name the folder for result.json. ${usage}`],
  ['an unknown option', ['--date', 'iris'], `Unknown option '--date'. ${usage}`],
] as [string, string[], string][])
  test(`refuses ${what} with one sentence and exit code 2`, async ({ usedPage }) => {
    const { status, stderr } = await headlessOn(usedPage, ...args);
    expect(stderr.trim().split('\n').at(-1)).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

test('writes what k-means came to: centres and labels, of no memories', async ({ usedPage }) => {
  const to = join(folder, 'centres');
  const { status, stderr } = await headlessOn(usedPage, '--data', table, '--label', 'what', '--config', '{"method":"kmeans"}', '--out', to);
  expect([status, stderr]).toEqual([0, expect.stringContaining('SC')]);
  const result = JSON.parse(readFileSync(join(to, 'result.json'), 'utf8'));
  expect(result).toMatchObject({
    config: { method: 'kmeans', k: 2 },
    partition: { kind: 'centres' },
    metrics: { inertia: expect.any(Number) },
  });
  expect(result.labels).toHaveLength(80);
  expect(result.prototypes.map((row: number[]) => row.length)).toEqual([3, 3]);
  expect(result.memories).toBeNull();
});

test('under log-sum-ReLU β is the suggested one where none is named, and one that holds no point is told', async ({ usedPage }) => {
  const to = join(folder, 'balls');
  const run = async (config: object) => {
    const given = JSON.stringify({ energy: 'lsr', epochs: 5, ...config });
    const { status, stderr } = await headlessOn(usedPage, '--data', 'iris', '--no-references', '--config', given, '--out', to);
    expect([status, stderr]).toEqual([0, expect.stringContaining('assigned')]);
    return { stderr, ...JSON.parse(readFileSync(join(to, 'result.json'), 'utf8')) };
  };
  const suited = await run({});
  expect(suited.config).toMatchObject({ energy: 'lsr', beta: 0.171 });
  expect(suited.metrics.assigned).toBeGreaterThan(0.9);
  const tight = await run({ beta: 1000 });
  expect(tight.config.beta).toBe(1000);
  expect(tight.stderr).toMatch(
    /\n {2}\d+ of 150 points lie in no ball: β 1000 is too large for log-sum-ReLU\. Balls of β 0\.\d+ hold most of them\.\n/,
  );
  const anew = await run({ k: 6 });
  expect(anew.metrics.assigned).toBeGreaterThan(0.9);
});

test('a shell sees the sentence of a refusal, and the exit code', () => {
  const { status, stderr } = headless('--data', 'iris', '--config', '{"k": 151}', '--out', out);
  expect(stderr).toBe('Iris: 150 × 4, k 3, labelled\n“k” is 151, but there are only 150 points; choose k between 1 and 150.\n');
  expect(status).toBe(2);
});

test('a folder with the name of a set does not hide the set', () => {
  mkdirSync(join(folder, 'iris'));
  const { status, stderr } = headless('--data', 'iris', '--config', '{"epochs": 1}', '--out', 'shadow');
  expect(stderr).toContain('Iris: 150 × 4, k 3, labelled');
  expect(status).toBe(0);
  expect(existsSync(join(folder, 'shadow/result.json'))).toBe(true);
});

const pictures = join(folder, 'pictures');
const bright = (i: number) => grey(8, 8, (x, y) => (i % 2) * 180 + ((x * 3 + y * 5 + i) % 30));
for (let i = 0; i < 12; i++) {
  mkdirSync(join(pictures, i % 2 ? 'bright' : 'dark'), { recursive: true });
  writeFileSync(join(pictures, i % 2 ? 'bright' : 'dark', `${i}.bmp`), bright(i));
}
writeFileSync(
  join(folder, 'pictures.zip'),
  zipSync(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i % 2 ? 'bright' : 'dark'}/${i}.bmp`, bright(i)]))),
);
writeFileSync(
  join(folder, 'sheet.bmp'),
  grey(40, 30, (x, y) => Math.floor(y / 10) * 60 + ((x * y) % 20)),
);

for (const [what, args, dataset, d] of [
  ['a folder of pictures', [pictures, '--side', '6'], 'pictures: 12 × 36, k 2, labelled', 36],
  ['a zip of pictures, in colour', [join(folder, 'pictures.zip'), '--side', '4', '--colour'], 'pictures: 12 × 48, k 2, labelled', 48],
  ['the one table of a zip', [zippedTable, '--label', 'what'], 'two: 80 × 3, k 2, labelled', 3],
  ['a sheet of tiles', [join(folder, 'sheet.bmp'), '--tile', '10x5', '--rows-per-class', '2'], 'sheet: 24 × 50, k 3, labelled', 50],
] as [string, string[], string, number][])
  test(`trains on ${what}`, async ({ usedPage }) => {
    const { status, stderr } = await headlessOn(
      usedPage,
      '--data',
      ...args,
      '--config',
      '{"method": "clam", "epochs": 2, "restarts": 1}',
      '--out',
      join(folder, 'trained'),
    );
    expect(stderr).toContain(dataset);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'trained/result.json'), 'utf8')).memories[0]).toHaveLength(d);
  });

/** All of them are opened by a script in cases.e2e.ts; here one of each kind does, unless everything is to be run. */
const ofEachKind = full ? CASES : CASES.filter(({ kind }, i) => CASES.findIndex((other) => other.kind === kind) === i);

test('cases of every kind, on one page: the data set of its result, or the sentence of its refusal', async ({ usedPage }) => {
  test.setTimeout(180_000);
  const place = join(folder, 'case');
  const wrong: string[] = [];
  for (const { kind, file, image, expected } of ofEachKind) {
    const options = image ? ['--side', String(image.side), ...(image.channels === 3 ? ['--colour'] : [])] : [];
    const args = [
      '--data',
      join(import.meta.dirname, 'cases/files', file),
      ...options,
      '--config',
      '{"method": "clam", "k": 2, "epochs": 1, "restarts": 1}',
      '--out',
      place,
    ];
    const { status, stderr } = await headlessOn(usedPage, ...args);
    const right =
      expected instanceof RegExp
        ? { status: 2 }
        : { status: 0, n: expected.n, d: expected.d, ...(expected.k === undefined ? {} : { k: expected.k }), ...labelledAs(expected) };
    const dataset = status === 0 ? JSON.parse(readFileSync(join(place, 'result.json'), 'utf8')).dataset : {};
    const found = Object.fromEntries(Object.keys(right).map((key) => [key, key === 'status' ? status : dataset[key]]));
    if (JSON.stringify(found) !== JSON.stringify(right))
      wrong.push(`${kind}: ${file}: ${JSON.stringify(found)}, not ${JSON.stringify(right)}: ${stderr}`);
    const sentence = stderr.trim().split('\n').at(-1)!;
    if (expected instanceof RegExp && !expected.test(sentence)) wrong.push(`${kind}: ${file}: ${stderr}`);
  }
  expect(wrong).toEqual([]);
});

/** The presence of labels, where the table of cases states it. */
const labelledAs = ({ classes }: Right) => (classes === undefined ? {} : { labelled: classes !== null });
