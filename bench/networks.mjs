// One Adam step of DCLAM's networks on the CPU path, beside PyTorch with one thread, alternating in one run; medians.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { median, openBench } from './tools.mjs';

// The peer is a program of its own: PEERS names the folder that holds autoencoder_torch.py.
const peers = process.env.PEERS ?? '../shared/bench';
const rounds = Number(process.env.ROUNDS ?? 7);

function peer() {
  const { status, stdout, stderr } = spawnSync('python3', [join(peers, 'autoencoder_torch.py')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `/usr/bin:${process.env.PATH}` },
  });
  if (status !== 0) throw new Error(`autoencoder_torch.py failed: ${stderr.trim().split('\n').at(-1)}`);
  const { dclam_mlp, dclam_cae } = JSON.parse(stdout);
  return { eae: dclam_mlp, cae: dclam_cae };
}

const threads = Math.min(4, cpus().length);
const ways = [
  [`wasm, ${threads} threads`, { threads, fma: true }],
  ['wasm, one thread', { threads: 1, fma: true }],
  ['wasm, one thread, no fma', { threads: 1, fma: false }],
  ['cpu', 'cpu'],
];

export async function benchNetworks() {
  const withPeer = existsSync(join(peers, 'autoencoder_torch.py'));
  if (!withPeer) console.log(`Without PyTorch beside it: there is no ${join(peers, 'autoencoder_torch.py')}. Set PEERS to its folder.`);
  const { measure, close } = await openBench('networks');
  const times = { eae: {}, cae: {}, rae: {} };
  const note = (network, way, milliseconds) => (times[network][way] ??= []).push(milliseconds);
  for (let round = 0; round <= rounds; round++) {
    for (const network of Object.keys(times))
      for (const [way, how] of ways) {
        // Plain JavaScript and the largest network take seconds: fewer of those.
        const slow = how === 'cpu' || network === 'rae';
        if (slow && round > 2) continue;
        const milliseconds = await measure(network, how, how === 'cpu' ? 1 : slow ? 2 : 9);
        // The first round warms up.
        if (round > 0) note(network, way, median(milliseconds));
      }
    if (withPeer && round > 0) for (const [network, milliseconds] of Object.entries(peer())) note(network, 'PyTorch', milliseconds);
  }
  await close();
  console.log('one Adam step with DCLAM’s loss, batch 64, 28 × 28, m 10, k 10, T 15, in milliseconds: median (least … most)');
  for (const [network, ofWays] of Object.entries(times))
    for (const [way, values] of Object.entries(ofWays)) {
      const ratio =
        ofWays['PyTorch'] && way !== 'PyTorch'
          ? `  ratio ${(median(values) / median(ofWays['PyTorch'])).toFixed(2)}${way === ways[0][0] ? ', target ≤ 3' : ''}`
          : '';
      console.log(
        `  ${network}  ${way.padEnd(24)} ${median(values).toFixed(1).padStart(7)} (${Math.min(...values).toFixed(1)} … ${Math.max(...values).toFixed(1)})${ratio}`,
      );
    }
}
