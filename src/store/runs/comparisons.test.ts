import { expect, test } from 'vitest';
import type { Space, TrainingResult } from '../../engine/protocol';
import { defaultsOf, resolveConfig, type Config } from '../../methods/config';
import { comparisons } from './comparisons';
import { emptyRun, type RunRecord } from './record';

const space = (d: number, variance: number) => ({ d, variance }) as Space;
const runOf = (config: Config, n = 150, change: Partial<RunRecord> = {}): RunRecord => ({
  ...emptyRun(1, config, { name: 'flowers', fingerprint: 'a', n, d: 4 }, 'hand'),
  ...change,
});
const names = (record: RunRecord, network: unknown = null) => comparisons(record, space(4, 4), network).map(({ name }) => name);
const dclam: Config = { ...defaultsOf('dclam'), k: 5, seed: 9, scaling: 'minmax', network: [16, 8], networkSeed: 4 };

test('a method on the points is read against k-means alone; a deep one also against AE + k-means and CLAM, once they are of use', () => {
  expect(names(runOf(defaultsOf('clam')))).toEqual(['k-means']);
  expect(names(runOf(dclam))).toEqual(['k-means on the input']);
  expect(names(runOf(dclam), {})).toEqual(['k-means on the input', 'AE + k-means']);
  const { training } = runOf(dclam);
  const finished = { training: { ...training, state: 'finished' }, result: {} as TrainingResult } as const;
  const all = ['k-means on the input', 'AE + k-means', 'CLAM on the input'];
  expect(names(runOf(dclam, 150, finished), {})).toEqual(all);
  // It stays while training goes on.
  const against = [{ id: 'clam', name: 'CLAM on the input', run: 3 }] as const;
  expect(names(runOf(dclam, 150, { against }), {})).toEqual(all);
  expect(names(runOf(dclam, 1e8, finished), {})).toEqual(all.slice(0, 2));
});

test('they are settings that their methods take, of the same k, scaling and network, and of one seed', () => {
  const { training } = runOf(dclam);
  const finished = { training: { ...training, state: 'finished' }, result: {} as TrainingResult } as const;
  const found = comparisons(runOf(dclam, 150, finished), space(4, 0.4), {});
  for (const { config } of found) {
    expect(config).toMatchObject({ k: 5, scaling: 'minmax', seed: 0, restarts: 1 });
    expect(resolveConfig(config, defaultsOf(config.method))).toEqual(config);
  }
  expect(found[1].config).toMatchObject({ method: 'ae-kmeans', network: [16, 8], networkSeed: 4 });
  const leaky: Config = { ...defaultsOf('dkm'), activation: 'leaky' };
  expect(comparisons(runOf(leaky), space(4, 4), {})[1].config).toMatchObject({ method: 'ae-kmeans', activation: 'leaky' });
  // Distances are √10 times shorter than those of standardised points.
  const standardised = comparisons(runOf(dclam, 150, finished), space(4, 4), {})[2].config as { beta: number; learningRate: number };
  const clam = found[2].config as typeof standardised;
  expect(clam.beta / standardised.beta).toBeCloseTo(10, 9);
  expect(clam.learningRate / standardised.learningRate).toBeCloseTo(Math.sqrt(0.1), 9);
});
