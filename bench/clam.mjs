// Whole trainings of CLAM in the browser, beside PyTorch on the same table: 10 restarts × 200 epochs, alternating, medians.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';
import { median } from './tools.mjs';

// The peer is a program of its own: PEERS names the folder that holds clam_torch.py, DATA the one that holds zoo.csv.
const peers = process.env.PEERS ?? '../shared/bench';
const tables = process.env.DATA ?? '../shared/data';
const rounds = Number(process.env.ROUNDS ?? 5);

const settings = [
  '--beta',
  '1.2',
  '--T',
  '10',
  '--lr',
  '0.1',
  '--batch',
  '8',
  '--mask',
  '0.2',
  '--restarts',
  '10',
  '--epochs',
  '200',
  '--no-sc',
];

function peer(table, seed) {
  const { status, stdout, stderr } = spawnSync('python3', [join(peers, 'clam_torch.py'), table, ...settings, '--seed', String(seed)], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `/usr/bin:${process.env.PATH}` },
  });
  if (status !== 0) throw new Error(`clam_torch.py failed: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout).seconds;
}

async function ours(page, seed) {
  return page.evaluate(async (s) => {
    await window.basins.configure({ preset: 'clam-paper/zoo', seed: s });
    await window.basins.reset();
    const began = performance.now();
    const result = await window.basins.train();
    return { whole: (performance.now() - began) / 1000, training: result.seconds.train, silhouette: result.metrics.silhouette };
  }, seed);
}

export async function benchClam() {
  const table = join(tables, 'zoo.csv');
  if (!existsSync(table)) {
    console.log(`Left out: there is no ${table}. Set DATA to a folder with zoo.csv (UCI, 101 × 16 and a column class).`);
    return;
  }
  const withPeer = existsSync(join(peers, 'clam_torch.py'));
  if (!withPeer) console.log(`Without PyTorch beside it: there is no ${join(peers, 'clam_torch.py')}. Set PEERS to its folder.`);
  const site = await serveSite();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: browserArguments });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => window.basins !== undefined);
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench-file';
    document.body.append(input);
  });
  await page.setInputFiles('#bench-file', table);
  await page.evaluate(() => window.basins.load(document.querySelector('#bench-file').files[0]));
  const backend = await page.evaluate(() => window.basins.state().backend.name);
  await ours(page, 99); // warm
  const times = { ours: [], training: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    const { whole, training } = await ours(page, round * 10);
    times.ours.push(whole);
    times.training.push(training);
    if (withPeer) times.peer.push(peer(table, round));
  }
  await browser.close();
  await site.close();
  const show = (values) => `${median(values).toFixed(2)} s (${Math.min(...values).toFixed(2)} … ${Math.max(...values).toFixed(2)})`;
  console.log(`zoo, 10 restarts × 200 epochs, ${rounds} rounds, backend ${backend}`);
  console.log(`  browser, until the result is on the page  ${show(times.ours)}`);
  console.log(`  browser, training alone                   ${show(times.training)}`);
  if (!withPeer) return;
  console.log(`  PyTorch, one thread, training alone       ${show(times.peer)}`);
  console.log(`  ratio (whole / PyTorch)                   ${(median(times.ours) / median(times.peer)).toFixed(3)}  target ≤ 0.200`);
}
