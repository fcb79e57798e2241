import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { betaAt, betaOf, defaultConfig, suitedTo, type Config, type ConfigPatch } from '../../methods/config';
import type { Start } from '../../methods/method';
import { createSettings } from './settings';
import { memoryPartition } from '../../core/partition/testing';

/** β of log-sum-ReLU: as it suits the start, where nobody named one. */

const dataset = { name: 'squares', n: 8, d: 2, k: 2, image: null } as unknown as Dataset;
const start: Start = {
  points: Float64Array.of(0, 1, 0, -1, 1, 0, -1, 0, 5, 1, 5, -1, 6, 0, 4, 0),
  n: 8,
  partition: memoryPartition([0, 0, 5, 0]),
};
const usual = suitedTo(defaultConfig, dataset);
const suited = 0.444;
const changed = (patch: ConfigPatch, before: Config = usual, settings = createSettings()) => {
  const { config, suits } = settings.patched(patch, before, dataset, () => start);
  return { beta: betaOf(config), suits, config };
};
const balls = changed({ energy: 'lsr' }).config;

test('the energy of balls brings its β, and takes it away again', () => {
  expect(betaAt({ ...usual, energy: 'lsr' } as Config, start)).toBe(suited);
  expect(changed({ energy: 'lsr' })).toMatchObject({ beta: suited, suits: true });
  expect(changed({ energy: 'lse' }, balls)).toMatchObject({ beta: betaOf(usual), suits: false });
});

test('a β that was named is kept, whatever the energy', () => {
  const named = { ...usual, beta: 0.3 } as Config;
  expect(changed({ energy: 'lsr' }, named)).toMatchObject({ beta: 0.3, suits: false });
  expect(changed({ energy: 'lse' }, { ...named, energy: 'lsr' } as Config).beta).toBe(0.3);
  expect(changed({ energy: 'lsr', beta: 1 })).toMatchObject({ beta: 1, suits: false });
  expect(changed({ energy: 'lsr', preset: 'clam-paper/zoo' })).toMatchObject({ beta: 1.2, suits: false });
  expect(changed({ k: 5 }, { ...balls, beta: 0.3 } as Config)).toMatchObject({ beta: 0.3, suits: false });
});

test('a run that begins anew has the β of its own start, once all changes are there', () => {
  expect(changed({ k: 5 }, balls)).toMatchObject({ suits: true });
  expect(changed({ k: 5, energy: 'lsr' })).toMatchObject({ suits: true });
  // A change that training takes up leaves that as it was.
  expect(changed({ steps: 5 }, balls)).toMatchObject({ beta: suited, suits: null });
  expect(changed({ method: 'dclam', energy: 'lsr' })).toMatchObject({ suits: true });
  expect(changed({ method: 'dclam', energy: 'lsr', beta: 3 })).toMatchObject({ beta: 3, suits: false });
});

test('other data have the β of the first start among them, or that of their energy', () => {
  const settings = createSettings();
  expect(settings.forData({ energy: 'lsr' }, usual, dataset).suits).toBe(true);
  expect(settings.forData({}, { ...balls, beta: 7 } as Config, dataset).suits).toBe(true);
  expect(settings.forData({ beta: 7 }, balls, dataset)).toMatchObject({ config: { beta: 7 }, suits: false });
  expect(settings.forData({ energy: 'lse' }, balls, dataset)).toMatchObject({ config: { beta: betaOf(usual) }, suits: false });
});
