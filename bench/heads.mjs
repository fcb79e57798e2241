// One step of every deep method beside one of plain reconstruction, alternating in one run; medians of ratios. A refresh is given apart.
import { cpus } from 'node:os';
import { median, openBench } from './tools.mjs';

const rounds = Number(process.env.ROUNDS ?? 7);
const threads = Math.min(4, cpus().length);
const steps = 5;
const plain = 'ae-kmeans';
/** The encoder runs twice in DCN; of DEC and DEKM the decoder does not run. */
const targets = { dcn: 1.35, dec: 1, dekm: 1 };
const usual = 1.15;

export async function benchHeads() {
  const { measure, close } = await openBench('heads');
  const ids = (await measure('', 0, 0)).filter((id) => id !== plain);
  const found = Object.fromEntries(ids.map((id) => [id, { ratios: [], milliseconds: [], refreshes: [] }]));
  const plainTimes = [];
  for (let round = 0; round <= rounds; round++)
    for (const id of ids) {
      const before = median((await measure(plain, threads, steps)).steps);
      const own = await measure(id, threads, steps);
      const after = median((await measure(plain, threads, steps)).steps);
      // The first round warms up.
      if (round === 0) continue;
      plainTimes.push(before, after);
      const one = found[id];
      one.milliseconds.push(median(own.steps));
      one.ratios.push((2 * median(own.steps)) / (before + after));
      if (own.refresh !== null) one.refreshes.push(own.refresh);
    }
  await close();
  console.log(`one step at batch 256, 256 features, EAE, m = k = 10, WebAssembly with ${threads} threads; a refresh over 2,048 points`);
  console.log(`  ${'plain reconstruction'.padEnd(22)} ${median(plainTimes).toFixed(1).padStart(7)} ms`);
  for (const [id, { ratios, milliseconds, refreshes }] of Object.entries(found)) {
    const range = `${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`;
    const refresh = refreshes.length ? `  refresh ${median(refreshes).toFixed(1)} ms` : '';
    console.log(
      `  ${id.padEnd(22)} ${median(milliseconds).toFixed(1).padStart(7)} ms  ratio ${median(ratios).toFixed(2)} (${range}), target ≤ ${targets[id] ?? usual}${refresh}`,
    );
  }
}
