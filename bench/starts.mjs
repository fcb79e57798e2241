// CLAM by start, mask, β and rate, beside k-means: SC in the standardised input space, mean over seeds, and clusters that were lost.
// Markdown. First what the page does by itself, then a grid whose β is a multiple of min(1, 8/d).
// SETS=zoo,ecoli SEEDS=0,1,2 STARTS=points,kmeans MASKS=0,0.15 BETAS=1,2 RATES=0.02 EPOCHS=200 cut the grid (STARTS= leaves the page's own
// alone). Last, every setting over all sets: its mean SC less that of k-means of the most starts, and clusters lost.
// KEEP=file.jsonl keeps every training, so that a grid can be gone on with; DATA is the folder of the tables that are not bundled.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './projection/bundle.mjs';

const words = (name, usual) => (process.env[name] ?? usual).split(',').filter(Boolean);
const numbers = (name, usual) => words(name, usual).map(Number);
const folder = process.env.DATA ?? '../shared/data';
const catalogue = [
  'iris',
  'wine',
  'breast-cancer',
  'digits',
  'synthetic/five-gaussians',
  'synthetic/outliers',
  'synthetic/moons',
  'synthetic/three-elongated',
  'synthetic/varied-blobs',
];
const tables = { zoo: 'zoo.csv', ecoli: 'ecoli.csv', movlib: 'movlib.csv', segment: 'segment.csv', usps: 'usps.csv.gz' };
const short = (id) => id.replace('synthetic/', '');

async function open(study, name) {
  const id = catalogue.find((one) => short(one) === name);
  if (id) return study.named(id, (file) => new Uint8Array(readFileSync(fileURLToPath(new URL(`../public/data/${file}`, import.meta.url)))));
  if (name === 'twelve-blobs') return study.twelveBlobs();
  const made = study.generated.find((one) => one.name === name);
  if (made) return made();
  const path = join(folder, tables[name] ?? `${name}.csv`);
  return existsSync(path) ? study.table(name, new Uint8Array(readFileSync(path)), path) : null;
}

/** A setting of the grid as a line of the table. */
const nameOf = ({ own, start, mask, factor, rate }) =>
  own ? 'by itself' : `${start}, ${mask ? `mask ${mask}` : 'no mask'}, β × ${factor}, rate ${rate}`;

export async function benchStarts() {
  const study = await import(await bundle('bench/starts/study.ts'));
  const names = words('SETS', [...catalogue.map(short), ...Object.keys(tables), 'recordings', 'customers', 'twelve-blobs'].join(','));
  const seeds = numbers('SEEDS', '0,1,2');
  const grid = words('STARTS', 'points,kmeans++,kmeans').flatMap((start) =>
    numbers('MASKS', '0,0.15').flatMap((mask) =>
      numbers('BETAS', '1,2').flatMap((factor) => numbers('RATES', '0.02').map((rate) => ({ start, mask, factor, rate }))),
    ),
  );
  const keep = process.env.KEEP;
  const kept =
    keep && existsSync(keep)
      ? readFileSync(keep, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  const known = new Map(kept.map((row) => [row.key, row]));
  const remember = async (key, work) => {
    if (!known.has(key)) {
      const row = { key, ...(await work()) };
      known.set(key, row);
      if (keep) appendFileSync(keep, `${JSON.stringify(row)}\n`);
    }
    return known.get(key);
  };
  const columns = [];
  for (const name of names) {
    const set = await open(study, name);
    if (!set) {
      console.log(`Left out: there is no table of ${name} in ${folder}.`);
      continue;
    }
    const data = study.prepared(set);
    const { n, d, k } = set;
    const epochs = Number(process.env.EPOCHS ?? 200);
    const suggested = study.suggestedConfig(set);
    const lines = [];
    for (const starts of numbers('KMEANS', '20,300'))
      lines.push({ starts, ...(await remember(`${name} k-means ${starts}`, () => study.line(data, k, starts))) });
    const rows = [];
    for (const one of [{ own: true }, ...grid]) {
      const { own, start, mask, factor, rate } = one;
      const runs = [];
      for (const seed of seeds) {
        const config = {
          ...study.defaultConfig,
          ...suggested,
          epochs,
          seed,
          ...(!own && {
            beta: Math.min(1, 8 / d) * factor,
            mask: mask ? { probability: mask, value: 'mean', wholeBatchEveryThird: false } : null,
            init: start,
            learningRate: rate,
          }),
        };
        runs.push(await remember(`${name} ${nameOf(one)}, ${epochs} epochs, seed ${seed}`, () => study.train(data, config)));
      }
      rows.push({ ...one, runs });
    }
    columns.push({ name, n, d, k, lines, rows });
    report(columns.at(-1));
  }
  if (columns.length > 1) overall(columns);
}

const shown = (x) => (x === null ? '—' : x.toFixed(3));
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

function report({ name, n, d, k, lines, rows }) {
  console.log(
    `\n**${name}** (${n} × ${d}, k ${k}); k-means: ${lines.map(({ starts, sc, inertia }) => `best of ${starts} ${shown(sc)} (inertia ${inertia.toFixed(1)})`).join(', ')}\n`,
  );
  console.log('| start, mask, β, rate | SC: mean (least) | last epoch: mean (least) | clusters lost | s |\n|---|---|---|---|---|');
  for (const { runs, ...setting } of rows) {
    const [sc, last] = ['sc', 'last'].map((key) => runs.map((run) => run[key] ?? -1));
    const lost = runs.map(({ clusters }) => k - clusters);
    console.log(
      `| ${nameOf(setting)} | ${shown(mean(sc))} (${shown(Math.min(...sc))}) | ${shown(mean(last))} (${shown(Math.min(...last))}) | ${mean(lost).toFixed(1)} | ${mean(runs.map(({ seconds }) => seconds)).toFixed(1)} |`,
    );
  }
}

function overall(columns) {
  const settings = columns[0].rows.map((row, i) => {
    const differences = columns.map(({ lines, rows }) => mean(rows[i].runs.map(({ sc }) => sc ?? -1)) - lines.at(-1).sc);
    const lost = columns.map(({ k, rows }) => mean(rows[i].runs.map(({ clusters }) => k - clusters)));
    return { name: nameOf(row), mean: mean(differences), least: Math.min(...differences), at: differences, lost };
  });
  console.log(
    `\n**All ${columns.length} sets**: SC less k-means'\n\n| start, mask, β, rate | mean | least | on | clusters lost, in all | at most |\n|---|---|---|---|---|---|`,
  );
  for (const { name, mean: middle, least, at, lost } of settings.sort((a, b) => b.mean - a.mean))
    console.log(
      `| ${name} | ${shown(middle)} | ${shown(least)} | ${columns[at.indexOf(least)].name} | ${lost.reduce((a, b) => a + b).toFixed(1)} | ${Math.max(...lost).toFixed(1)} |`,
    );
}
