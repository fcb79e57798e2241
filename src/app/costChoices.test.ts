import { expect, test } from 'vitest';
import type { Dataset } from '../data/dataset';
import { type BackendInfo } from '../engine/protocol';
import { costlyTraining } from './costChoices';
import { defaultConfig, defaultsOf, type Config } from '../methods/config';

const side = 48;
const pictures = {
  n: 600,
  d: side * side * 3,
  k: 6,
  image: { width: side, height: side, channels: 3, range: [0, 255] },
} as unknown as Dataset;
const idle = { state: 'idle', run: 1, epoch: 0, epochs: 200, secondsLeft: null } as const;
const config: Config = { ...defaultConfig, k: 6, mask: { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } };
const wasm = { name: 'wasm', hardware: false } as BackendInfo;

test('large pictures are met with a smaller side, PCA, DCLAM and training all the same, each with its time', () => {
  const costly = costlyTraining({ dataset: pictures, config, backend: wasm, training: idle })!;
  expect(costly.sentence).toMatch(
    /^These 600 pictures have 48 × 48 × 3 = 6,912 numbers each, and training on all of them is likely to take about \d+ min\.$/,
  );
  expect(costly.choices.map(({ change }) => change)).toEqual([
    { kind: 'side', side: 28 },
    { kind: 'pca' },
    { kind: 'dclam', network: [128, 64] },
    { kind: 'none' },
  ]);
  const [smaller, principal, deep, anyway] = costly.choices.map(({ seconds }) => seconds);
  expect(smaller).toBeLessThanOrEqual(120);
  expect(principal).toBeLessThan(smaller);
  expect(deep).toBeLessThan(anyway);
  expect(anyway).toBeGreaterThan(120);
});

test('nothing is asked about what is quick, deep, a table, or under way', () => {
  const state = { dataset: pictures, config, backend: wasm, training: idle };
  expect(costlyTraining({ ...state, dataset: null })).toBe(null);
  expect(costlyTraining({ ...state, dataset: { ...pictures, image: null } })).toBe(null);
  expect(costlyTraining({ ...state, config: { ...config, epochs: 5 } })).toBe(null);
  expect(costlyTraining({ ...state, config: { ...defaultsOf('dclam'), k: 6 } })).toBe(null);
  expect(costlyTraining({ ...state, training: { ...idle, epoch: 3 } })).toBe(null);
  expect(costlyTraining({ ...state, backend: { ...wasm, name: 'webgpu', hardware: true } })).toBe(null);
  expect(costlyTraining({ ...state, dataset: { ...pictures, d: 784 } })).toBe(null);
});
