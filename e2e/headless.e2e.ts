import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';

/** The runner for scripts: the same page, its result as a file, and refusals as exit code 2 with one sentence. */

const folder = mkdtempSync(join(tmpdir(), 'basins-headless-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

function headless(...args: string[]) {
  const { status, stderr } = spawnSync('node', ['e2e/tools/headless.mjs', ...args], { encoding: 'utf8', cwd: join(import.meta.dirname, '..') });
  return { status, stderr };
}

test('writes a result with every part of its contract', () => {
  const table = join(folder, 'two.csv');
  writeFileSync(table, ['a,b,c,what', ...Array.from({ length: 80 }, (_, i) => `${(i % 2) * 8 + (i % 5)},${(i % 2) * 6 + (i % 3)},${i % 7},${i % 2 ? 'x' : 'y'}`)].join('\n'));
  const { status, stderr } = headless('--data', table, '--label', 'what', '--config', '{"epochs": 12, "restarts": 3, "choose": "silhouette", "seed": 4}', '--out', join(folder, 'out'));
  expect(stderr).toContain('SC');
  expect(status).toBe(0);
  const result = JSON.parse(readFileSync(join(folder, 'out/result.json'), 'utf8'));
  expect(Object.keys(result)).toEqual(expect.arrayContaining(['version', 'dataset', 'config', 'backend', 'seconds', 'history', 'runs', 'chosen', 'metrics', 'labels', 'voronoiLabels', 'memories']));
  expect(result.dataset).toMatchObject({ n: 80, d: 3, k: 2, labelled: true });
  expect(result.config).toMatchObject({ version: 1, method: 'clam', k: 2, epochs: 12, restarts: 3, seed: 4, steps: 10, batchSize: 32 });
  expect(result.seconds).toEqual({ load: expect.any(Number), pretrain: 0, train: expect.any(Number) });
  expect(result.seconds.load).toBeGreaterThan(0);
  expect(result.history).toHaveLength(13);
  expect(result.history.at(-1)).toMatchObject({ epoch: 12, loss: expect.any(Number), learningRate: expect.any(Number) });
  expect(result.runs.map((run: { seed: number }) => run.seed)).toEqual([4, 5, 6]);
  expect(result.labels).toHaveLength(80);
  expect(result.voronoiLabels).toHaveLength(80);
  expect(result.memories).toHaveLength(2);
  expect(result.memories[0]).toHaveLength(3);
  for (const key of ['loss', 'silhouette', 'nmi', 'nmiGeometric', 'ari', 'ami', 'accuracy', 'homogeneity', 'entropyBits', 'sizes', 'clusters', 'rl', 'rlPretrained', 'rrl']) {
    expect(result.metrics).toHaveProperty(key);
    expect(result.metrics.voronoi).toHaveProperty(key);
    expect(result.metrics.kmeans).toHaveProperty(key);
  }
  expect(result.metrics.silhouette).toBe(result.runs[result.chosen].metrics.silhouette);
});

for (const [what, args, sentence] of [
  ['a set that is not there', ['--data', 'irsi', '--out', 'x'], /“irsi”/],
  ['an unknown key', ['--data', 'iris', '--config', '{"bta": 1}', '--out', 'x'], /unknown key “bta”/],
  ['JSON that is none', ['--data', 'iris', '--config', '{beta: 1}', '--out', 'x'], /not valid JSON/],
  ['k above n', ['--data', 'iris', '--config', '{"k": 151}', '--out', 'x'], /“k” is 151/],
  ['a label column that is not there', ['--data', 'README.md', '--label', 'nothing', '--out', 'x'], /README|nothing|file/],
  ['no --out', ['--data', 'iris'], /--out is missing/],
  ['an unknown option', ['--date', 'iris'], /--date/],
] as [string, string[], RegExp][])
  test(`refuses ${what} with one sentence and exit code 2`, () => {
    const { status, stderr } = headless(...args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n').at(-1)).not.toMatch(/^\s+at /);
    expect(status).toBe(2);
    expect(existsSync('x/result.json')).toBe(false);
  });
