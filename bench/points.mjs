// Agglomerative and spectral clustering beside scikit-learn with one thread, alternating in one run: seconds, and the most megabytes that
// the process has, of which each training has its own; medians.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './projection/bundle.mjs';
import { median } from './tools.mjs';

// DATA names the folder that holds segment.csv.
const tables = process.env.DATA ?? '../shared/data';
const rounds = Number(process.env.ROUNDS ?? 3);
const here = (name) => fileURLToPath(new URL(`points/${name}`, import.meta.url));
const env = {
  ...process.env,
  PATH: `/usr/bin:${process.env.PATH}`,
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

function json(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout);
}

/** 2,310 × 19, standardised. */
function segment({ fitScaling, applyScaling }) {
  const path = join(tables, 'segment.csv');
  if (!existsSync(path)) return null;
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, -1).map(Number));
  const [n, d] = [rows.length, rows[0].length];
  const values = Float32Array.from(rows.flat());
  return { name: 'segment', n, d, k: 7, points: applyScaling(fitScaling(values, n, d, 'standard', null), values, n) };
}

/** 10,000 × 16: ten clouds of unit noise around centres of N(0, 1.5²), which overlap. */
function clouds({ Random }) {
  const random = new Random(1);
  const [n, d, k] = [10_000, 16, 10];
  const centres = Array.from({ length: k * d }, () => 1.5 * random.normal());
  const points = Float32Array.from({ length: n * d }, (_, at) => centres[(Math.floor(at / d) % k) * d + (at % d)] + random.normal());
  return { name: 'clouds', n, d, k, points };
}

export async function benchPoints() {
  const withPeer = spawnSync('python3', ['-c', 'import sklearn'], { env }).status === 0;
  if (!withPeer) console.log('Without scikit-learn beside it: python3 is not there, or has none. Install python3-sklearn.');
  const module = await bundle('bench/points/ours.ts');
  const ours = await import(module);
  const folder = mkdtempSync(join(tmpdir(), 'basins-points-'));
  const sets = [segment(ours), clouds(ours)].filter(Boolean);
  if (sets.length < 2) console.log(`Without segment: there is no ${join(tables, 'segment.csv')}. Set DATA to its folder.`);
  for (const { name, n, d, k, points } of sets) {
    const file = join(folder, `${name}.f32`);
    writeFileSync(file, points);
    const cases = [
      ['Ward', 'agglomerative', { linkage: 'ward', k }],
      ['average', 'agglomerative', { linkage: 'average', k }],
      ['spectral, 10 neighbours', 'spectral', { affinity: 'neighbours', neighbours: 10, k }],
      ...(name === 'segment' ? [['spectral, rbf', 'spectral', { affinity: 'rbf', gamma: 1 / d, k }]] : []),
    ];
    for (const [label, method, settings] of cases) {
      const args = [file, String(n), String(d), method, JSON.stringify(settings)];
      const runs = Array.from({ length: rounds }, () => ({
        ours: json(process.execPath, [here('child.mjs'), module, ...args]),
        theirs: withPeer ? json('python3', [here('peer.py'), ...args]) : null,
      }));
      const of = (who, key) => median(runs.map((run) => run[who][key]));
      const own = `${of('ours', 'seconds').toFixed(2)} s, ${of('ours', 'megabytes').toFixed(0)} MB`;
      const told = [`${name} ${n} × ${d}, ${label}: ${own}`];
      if (withPeer) {
        const { ari } = ours.agreement(Uint16Array.from(runs[0].ours.labels), Uint16Array.from(runs[0].theirs.labels));
        const ratio = of('ours', 'seconds') / of('theirs', 'seconds');
        told.push(
          `scikit-learn ${of('theirs', 'seconds').toFixed(2)} s, ${of('theirs', 'megabytes').toFixed(0)} MB`,
          `${ratio.toFixed(2)} times its time`,
          `ARI of the two ${ari.toFixed(3)}`,
        );
      }
      console.log(told.join('; '));
    }
  }
}
