/**
 * The formats that are fuzzed. Each makes a case from a Random: a file to load, files of a folder, a model file to open, a patch of the
 * config as source text, or the query of a link.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deflateSync, gzipSync, inflateSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { markup, mutateBytes, mutateJson, mutateText, nastyJson, nastySource } from './mutate.mjs';
import { encoded, gif, png } from './pictures.mjs';

const caseFolders = [new URL('../cases/files/', import.meta.url), new URL('../cases/rough/', import.meta.url)];

/** The project's own files of these endings. */
function ownFiles(...endings) {
  const inFolder = (folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .sort()
          .filter((name) => endings.some((ending) => name.endsWith(ending)))
      : [];
  return caseFolders.flatMap((folder) => inFolder(folder).map((name) => Uint8Array.from(readFileSync(new URL(name, folder)))));
}

const pretty = (x) => x.toFixed(2);
/** A table of numbers with ids and classes. */
function table(random) {
  const rows = Array.from({ length: 20 + random.below(60) }, (_, i) =>
    [i + 1, pretty(random.next() * 20 - 10), pretty(random.next() * 1000), random.below(50), random.pick(['elm', 'fir', 'oak'])].join(','),
  );
  return ['id,length,width,count,kind', ...rows].join('\n');
}

const picture = (random, side = 6 + random.below(12)) =>
  png(side, side, (x, y) => x * 20 + y * 7 + random.below(60), random.chance(0.05) ? claims(random) : {});
/** A header that does not tell the truth; the checksum is right. */
function claims(random) {
  const size = () => random.pick([0, 1, 3, 7_900, 8_000, 60_000, 2 ** 31 - 1, 2 ** 32 - 1, undefined]);
  return {
    width: size(),
    height: size(),
    bits: random.pick([1, 2, 8, 16, 3, undefined]),
    colour: random.pick([0, 2, 3, 4, 6, 5]),
    interlaced: random.pick([0, 0, 1, 2]),
  };
}
/** Tiles of 6 × 6 pixels, each with a border. @param encode png or gif */
const tiles = (random, encode, ...more) =>
  encode(
    6 * (3 + random.below(6)),
    6 * (3 + random.below(4)),
    (x, y) => (x % 6 === 0 || y % 6 === 0 ? 0 : 40 + ((Math.floor(x / 6) * 37 + Math.floor(y / 6) * 91) % 200)),
    ...more,
  );

/** Files of a folder of pictures, in classes. */
function folder(random) {
  const files = {};
  for (let i = 0; i < 8 + random.below(8); i++)
    files[`${random.pick(['train/', ''])}${random.pick(['cat', 'dog', 'Köln', ''])}/${i}.png`.replaceAll('//', '/').replace(/^\//, '')] =
      picture(random);
  return files;
}

/** Some files are damaged, renamed or added. */
function mutateFiles(files, random) {
  const entries = Object.entries(files).map(([path, bytes]) => (random.chance(0.3) ? [path, mutateBytes(bytes, random)] : [path, bytes]));
  const odd = [
    '../x.png',
    'a\\b.png',
    '.DS_Store',
    '__MACOSX/._1.png',
    `${markup}/1.png`,
    'data.csv',
    '\u202egnp.png',
    'a/'.repeat(200) + '1.png',
    'con.png',
    '1.PNG',
    'x.txt',
  ];
  while (random.chance(0.4)) entries.push([random.pick(odd), random.chance(0.5) ? picture(random) : strToU8('a,b\n1,2\n3,4\n5,6\n')]);
  return Object.fromEntries(entries);
}

const file = (name, bytes) => ({ kind: 'file', name, bytes });
const pictureFormat = (id, seeds) => ({
  id,
  make: (random, sources) => file(`sheet.${id}`, mutateBytes(random.pick(seeds(sources, random)), random)),
});

function modelCase(random, { models }) {
  const model = random.pick(models);
  if (random.chance(0.25)) return { kind: 'model', name: 'model.zip', bytes: mutateBytes(model, random) };
  const files = unzipSync(model);
  for (let i = 1 + random.below(2); i > 0; i--) {
    const path = random.pick(Object.keys(files));
    if (path.endsWith('.json') && random.chance(0.9))
      files[path] = strToU8(JSON.stringify(mutateJson(JSON.parse(strFromU8(files[path])), random)));
    else if (random.chance(0.2)) delete files[path];
    else files[path] = mutateBytes(files[path], random);
  }
  return { kind: 'model', name: 'model.zip', bytes: zipSync(files) };
}

const methods = [
  'clam',
  'dclam',
  'kmeans',
  'gmm',
  'spectral',
  'agglomerative',
  'soft-dec',
  'cm',
  'ae-kmeans',
  'dkm',
  'k-friendly',
  'ae-cm',
  'dcn',
  'dec',
  'idec',
  'dcec',
  'dekm',
  'vib-gmm',
  'edcwrn',
];

/** Values that some data sets and methods allow: most patches should get past the first check. */
const plausible = {
  // With it settings of the other method are left out, else they are refused.
  version: [1],
  method: methods,
  k: [1, 2, 3, 17, 150],
  beta: [1e-5, 0.3, 1e3],
  steps: [1, 3, 200],
  stepSize: [null, 0.01, 1],
  similarity: ['euclidean', 'spherical'],
  weights: ['none', 'learned', [1, 2, 3]],
  mask: [null, { probability: 1 }, { probability: 0.001, value: 'max' }],
  init: ['normal', 'points', 'kmeans++', 'kmeans', 'best', 'mixture', 'random', 'pinv'],
  start: ['random', 'pretrained'],
  lambda: [1e-3, 1, 100],
  alpha: [0.1, 1000],
  reinitialise: [1, 240, 'epoch', null],
  centres: ['learned', 'frozen', 'moving', 'fixed'],
  gamma: [1e-3, 1, 100],
  covariance: ['full', 'tied', 'diagonal', 'spherical', 'isotropic'],
  regularisation: [0, 1e-6, 1],
  affinity: ['neighbours', 'rbf'],
  neighbours: [1, 10, 149, 150, true, false],
  assign: ['kmeans', 'discretize'],
  linkage: ['ward', 'average', 'complete', 'single'],
  metric: ['euclidean', 'manhattan', 'cosine'],
  refreshSteps: [1, 30],
  tolerance: [0, 1e-3, 1],
  leastRefreshes: [1, 5],
  concentration: [1e-3, 13, [1, 2, 3]],
  terms: [{ merging: 0 }, { reconstruction: 0, sparsity: 2 }],
  learningRate: [1e-6, 1, 0.02],
  batchSize: [1, 7, 150, 10_000],
  epochs: [1, 5],
  restarts: [1, 2, 20],
  choose: ['loss', 'silhouette'],
  scaling: ['standard', 'minmax', 'pixels', 'none'],
  network: ['eae', 'cae', 'rae', 'quadratic', [], [6], [1], Array(8).fill(4096)],
  activation: ['relu', 'leaky'],
  optimiser: [{ kind: 'sgd' }, { kind: 'adam', epsilon: 1e-3 }, { momentum: 0 }],
  reconstruction: [1e-3, 0.5, 100],
  orthonormality: [0, 1],
  headEpochs: [0, 1, 100],
  averaging: [true, false],
  featureWeights: ['inverse', 'equal'],
  variance: [1e-3, 0.05, 10],
  warmUp: [1, 20],
  latent: [null, 1, 2, 4, 50],
  pretrainEpochs: [1, 2],
};

/** @param {Record<string, unknown>} config of the page: its keys are those that may be set. */
function configCase(random, { config }) {
  const source = () => (random.chance(0.25) ? random.pick(nastySource) : random.pick(nastyJson));
  if (random.chance(0.08)) return { kind: 'config', source: source() };
  const entries = Array.from({ length: 1 + random.below(3) }, () => {
    const known = random.pick(Object.keys(plausible));
    if (random.chance(0.7)) return `${known}: ${JSON.stringify(random.pick(plausible[known]))}`;
    const key = random.chance(0.05) ? random.pick(['extra', '__proto__', 'constructor']) : random.pick(Object.keys(config));
    const own = config[key];
    const nested =
      typeof own === 'object' && own !== null && !Array.isArray(own) && random.chance(0.7)
        ? `{${JSON.stringify(random.pick(Object.keys(own)))}: ${source()}}`
        : source();
    return `${JSON.stringify(key)}: ${random.chance(0.15) ? JSON.stringify(own) : nested}`;
  });
  return { kind: 'config', source: `({${random.chance(0.6) ? `"method": "${random.pick(methods)}", ` : ''}${entries.join(', ')}})` };
}

function linkCase(random, { config }) {
  const keys = [
    'data',
    'n',
    'noise',
    'dataSeed',
    'stage',
    'tiles',
    'plane',
    'embedding',
    'mask',
    'maskProbability',
    'maskValue',
    ...Object.keys(config),
  ];
  const values = [
    '',
    '0',
    '-1',
    '1e308',
    '1e-320',
    'NaN',
    'Infinity',
    'null',
    'iris',
    'digits',
    'dclam',
    'clam-paper/zoo',
    '1,2,3',
    'method:tsne,perplexity:1e9',
    'basins,memories',
    '4096,4096,4096,4096,4096,4096,4096,4096',
    'on',
    'off',
    '%',
    '%ff',
    '&',
    markup,
    'x'.repeat(3000),
    '9007199254740993',
    '2,25',
    'tied',
    '256',
    '3',
  ];
  const own = (key) =>
    ['string', 'number'].includes(typeof config[key]) && random.chance(0.5) ? String(config[key]) : random.pick(values);
  const pairs = Array.from({ length: 1 + random.below(4) }, () => {
    const key = random.chance(0.05) ? 'extra' : random.pick(keys);
    return `${key}=${random.chance(0.8) ? encodeURIComponent(own(key)) : own(key).replaceAll('#', '')}`;
  });
  return { kind: 'link', query: `?${pairs.join('&')}` };
}

/** A moment behind a query: its text damaged, or its bytes, or what these describe. */
function momentCase(random, { links }) {
  const [search, hash] = random.pick(links);
  // Another query loads the page anew.
  const query = `${search}&seed=${random.below(1e6)}`;
  const text = hash.slice(hash.indexOf('.') + 1);
  if (random.chance(0.3)) return { kind: 'link', query: `${query}#m=1.${mutateText(text, random).replaceAll(/[\s#]/g, '')}` };
  const bytes = Uint8Array.from(inflateSync(Buffer.from(text, 'base64url')));
  const length = bytes[0] + 256 * bytes[1] + 65_536 * bytes[2];
  const described = () => {
    const json = random.chance(0.9)
      ? JSON.stringify(mutateJson(JSON.parse(strFromU8(bytes.subarray(3, 3 + length))), random))
      : strFromU8(bytes.subarray(3, 3 + length)).replaceAll(/\d+/g, (digits) => (random.chance(0.1) ? '1000000' : digits));
    const head = strToU8(json ?? 'null');
    return Uint8Array.from([head.length & 255, (head.length >> 8) & 255, head.length >> 16, ...head, ...bytes.subarray(3 + length)]);
  };
  const changed = random.chance(0.3) ? mutateBytes(bytes, random) : described();
  return { kind: 'link', query: `${query}#m=${random.pick([1, 1, 1, 1, 2, 0])}.${deflateSync(changed).toString('base64url')}` };
}

/** The material of the cases of all formats. @param page on which the playground is open. */
export async function prepare(page) {
  const [jpeg, webp] = await Promise.all(['image/jpeg', 'image/webp'].map((type) => encoded(page, type, 48, 32)));
  const models = await page.evaluate(async () => {
    const zips = [];
    for (const config of [{ method: 'clam' }, { method: 'dclam', network: [6], latent: 2, pretrainEpochs: 2 }]) {
      await window.basins.load('iris');
      await window.basins.configure(config);
      await window.basins.train({ epochs: 3 });
      zips.push([...new Uint8Array(await (await window.basins.exportModel()).arrayBuffer())]);
    }
    await window.basins.configure({ method: 'clam' });
    return zips;
  });
  const config = await page.evaluate(() => window.basins.state().config);
  const links = await page.evaluate(async () => {
    const links = [];
    for (const config of [{ method: 'clam' }, { method: 'gmm' }, { method: 'dclam', network: [6], latent: 2, pretrainEpochs: 2 }]) {
      await window.basins.load('iris');
      await window.basins.configure(config);
      await window.basins.train({ epochs: 2, references: false });
      links.push((await window.basins.link()).link);
    }
    await window.basins.configure({ method: 'clam' });
    return links.map((link) => [new URL(link).search, new URL(link).hash]);
  });
  return { links, jpeg, webp, models: models.map((bytes) => Uint8Array.from(bytes)), config };
}

const textFiles = ownFiles('.csv', '.tsv', '.txt', '.tab', '.data').map((bytes) => new TextDecoder().decode(bytes));
const textSeed = (random) => (textFiles.length > 0 && random.chance(0.6) ? random.pick(textFiles) : table(random));
const zipFiles = ownFiles('.zip');
const gzipFiles = ownFiles('.gz');
const gifFiles = ownFiles('.gif');

export const formats = [
  { id: 'csv', make: (random) => file('table.csv', strToU8(mutateText(textSeed(random), random))) },
  {
    id: 'text',
    make: (random) =>
      file(
        `table.${random.pick(['txt', 'tsv', 'tab', 'data'])}`,
        random.chance(0.3) ? mutateBytes(strToU8(textSeed(random)), random) : strToU8(mutateText(textSeed(random), random)),
      ),
  },
  {
    id: 'gzip',
    make: (random) => {
      const packed =
        gzipFiles.length > 0 && random.chance(0.2)
          ? random.pick(gzipFiles)
          : Uint8Array.from(
              gzipSync(random.chance(0.05) ? Buffer.alloc(30_000_000, random.pick(['\n', '0', ',', '1,'])) : textSeed(random)),
            );
      return file('table.csv.gz', random.chance(0.2) ? packed : mutateBytes(packed, random));
    },
  },
  {
    id: 'zip',
    make: (random) => {
      const own =
        zipFiles.length > 0 && random.chance(0.3)
          ? random.pick(zipFiles)
          : zipSync(mutateFiles(folder(random), random), { level: random.pick([0, 6]) });
      return file('pictures.zip', random.chance(0.3) ? own : mutateBytes(own, random));
    },
  },
  {
    id: 'folder',
    make: (random) => ({
      kind: 'files',
      files: Object.entries(mutateFiles(folder(random), random)).map(([path, bytes]) => ({ path: `chosen/${path}`, bytes })),
    }),
  },
  // Damage makes most checksums wrong: every other picture is only built oddly.
  {
    id: 'png',
    make: (random) =>
      file(
        'sheet.png',
        random.chance(0.5) ? tiles(random, png, random.chance(0.5) ? claims(random) : {}) : mutateBytes(tiles(random, png), random),
      ),
  },
  pictureFormat('jpg', ({ jpeg }) => [jpeg]),
  pictureFormat('webp', ({ webp }) => [webp]),
  pictureFormat('gif', (_, random) => [tiles(random, gif), ...gifFiles]),
  pictureFormat('bmp', (_, random) => [bmp(16, 16, random)]),
  { id: 'model', make: modelCase },
  { id: 'config', make: configCase },
  { id: 'link', make: linkCase },
  { id: 'moment', make: momentCase },
];

/** 24 bits a pixel. */
function bmp(width, height, random) {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * height).map((_, i) => (i < 54 ? 0 : random.below(256)));
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  for (const [at, value] of [
    [2, bytes.length],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
    [34, stride * height],
  ])
    view.setUint32(at, value, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}
