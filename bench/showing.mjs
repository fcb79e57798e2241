// The epoch that is shown when training has finished: SC of the epoch of the lowest batch loss, of the lowest loss over the whole set, and
// of the last. Markdown. SETS=digits,wine SEEDS=0,1 MASKS=own,0.15 EPOCHS=200; DATA is the folder of the tables that are not bundled.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './projection/bundle.mjs';

const words = (name, usual) => (process.env[name] ?? usual).split(',').filter(Boolean);
const folder = process.env.DATA ?? '../shared/data';
const bundled = ['iris', 'wine', 'breast-cancer', 'digits'];

async function open(study, name) {
  if (bundled.includes(name))
    return study.named(name, (file) => new Uint8Array(readFileSync(fileURLToPath(new URL(`../public/data/${file}`, import.meta.url)))));
  const path = join(folder, `${name}.csv`);
  return existsSync(path) ? study.table(name, new Uint8Array(readFileSync(path)), path) : null;
}

const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;

export async function benchShowing() {
  const study = await import(await bundle('bench/showing/showing.ts'));
  const seeds = words('SEEDS', '0,1,2,3,4').map(Number);
  console.log(
    'Epoch: SC, in the standardised input space. “Worse”: seeds on which the SC is below the last epoch’s, and by how much at most.\n',
  );
  console.log(
    `| set, mask | by | ${seeds.map((seed) => `seed ${seed}`).join(' | ')} | mean | worse |\n|---|---|${seeds.map(() => '---|').join('')}---|---|`,
  );
  for (const name of words('SETS', 'digits,wine,segment,iris,breast-cancer,zoo,ecoli')) {
    const set = await open(study, name);
    if (!set) {
      console.log(`| ${name} | left out: there is no such table in ${folder} |`);
      continue;
    }
    const data = study.prepared(set);
    for (const mask of words('MASKS', 'own,0.15')) {
      const base = { ...study.defaultConfig, ...study.suggestedConfig(set), epochs: Number(process.env.EPOCHS ?? 200) };
      const config =
        mask === 'own'
          ? base
          : { ...base, mask: Number(mask) > 0 ? { probability: Number(mask), value: 'mean', wholeBatchEveryThird: false } : null };
      if (mask !== 'own' && JSON.stringify(config) === JSON.stringify(base)) continue;
      const runs = [];
      for (const seed of seeds) runs.push(await study.train(data, { ...config, seed }));
      const named = config.mask ? `mask ${config.mask.probability}` : 'no mask';
      for (const [key, by] of [
        ['batches', 'lowest batch loss'],
        ['whole', '**lowest loss over the whole set**'],
        ['last', 'last epoch'],
      ]) {
        const cells = runs.map((run) => `${run[key].epoch}: ${run[key].sc?.toFixed(3) ?? '—'}`);
        const behind = runs.map((run) => run.last.sc - run[key].sc).filter((gap) => gap > 5e-4);
        const worse =
          key === 'last' ? '' : behind.length > 0 ? `${behind.length} of ${runs.length}, ${Math.max(...behind).toFixed(3)}` : 'none';
        console.log(`| ${name}, ${named} | ${by} | ${cells.join(' | ')} | ${mean(runs.map((run) => run[key].sc)).toFixed(4)} | ${worse} |`);
      }
    }
  }
}
