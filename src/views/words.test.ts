import { expect, test } from 'vitest';
import { examples } from '../core/partition/examples';
import type { CentresPartition, MemoryPartition, PartitionModel } from '../core/partition/model';
import type { Latent } from '../engine/protocol';
import { embeddingSubjectOf, spacesOf } from '../store/embedding/subject';
import type { RunState } from '../store/state';
import { sliceSentence } from './Basins/legend';
import { modeName, modesOf, modeTitle } from './Embedding/colours/modes';
import { membersSaid, wordsOf, type PartitionWords } from './words';

const prototypes = Float32Array.of(0, 0, 0, 4, 0, 0);
const hard: CentresPartition = { kind: 'centres', k: 2, d: 3, prototypes, rule: { by: 'nearest' }, metric: 'euclidean', weights: null };
const soft: CentresPartition = { ...hard, rule: { by: 'softmax', alpha: 3 }, metric: 'cosine' };
const weighted: CentresPartition = { ...hard, rule: { by: 'umap', a: 1.93, b: 0.79 }, weights: Float32Array.of(0.2, 0.3, 0.5, 1, 0, 0) };
const memory: MemoryPartition = {
  kind: 'memory',
  memories: prototypes,
  k: 2,
  d: 3,
  beta: 1,
  steps: 2,
  stepSize: 0.5,
  similarity: 'euclidean',
  logWeights: null,
};

test('no word of centres and Gaussians is of memories, basins, energy or steps', () => {
  for (const model of [hard, soft, weighted, examples.gaussians]) {
    const words = wordsOf(model);
    const deep = [false, true];
    const said = [
      ...(Object.values(words) satisfies string[]),
      membersSaid(words, 1),
      ...modesOf(model).flatMap((mode) => [modeName(mode, words), ...deep.map((codes) => modeTitle(mode, codes, words))]),
      ...deep.map((codes) => sliceSentence(model, codes)),
    ];
    expect(said.filter((text) => /memor|basin|energy|\bT\b|β|ρ|\bA\(|\bends?\b/i.test(text))).toEqual([]);
  }
});

test('the terrain is called by the distance that it is', () => {
  expect([hard, soft, { ...soft, metric: 'euclidean' as const }, weighted].map((model) => wordsOf(model).height)).toEqual([
    'distance²',
    'mean cosine distance',
    'mean distance²',
    'mean weighted distance²',
  ]);
  // The cells of weighted distances are not those of the nearest centre.
  expect(Object.values(wordsOf(weighted)).filter((text) => text.includes('nearest'))).toEqual([]);
});

test('the same words are the same object, so that views that select them rest', () => {
  const of = (model: PartitionModel | null): PartitionWords => wordsOf(model);
  expect(of({ ...soft })).toBe(of(soft));
  expect(of(hard)).not.toBe(of(soft));
  expect(of(memory)).toBe(of(null));
});

test('points may be coloured by what a partition has', () => {
  expect(modesOf(hard)).toEqual(['cluster', 'label', 'none']);
  expect(modesOf(soft)).toEqual(['cluster', 'label', 'entropy', 'none']);
  expect(modesOf(memory)).toEqual(['cluster', 'label', 'entropy', 'loss', 'agreement', 'none']);
});

test('a space of moved points is laid out only where points are moved', () => {
  const latent: Latent = { m: 3, codes: new Float32Array(6), decoded: new Float32Array(4), pretrained: true };
  const stateOf = (model: PartitionModel, codes: Latent | null) =>
    ({
      dataset: { d: 2, n: 2 },
      space: { d: 2 },
      frames: [],
      shown: { model, latent: codes, run: 1, restart: 0, epoch: 0 },
    }) as unknown as RunState;
  const asked = (model: PartitionModel, codes: Latent | null) => {
    const state = stateOf(model, codes);
    return [spacesOf(state).join(' '), embeddingSubjectOf(state, 'attracted', null)!.of];
  };
  expect(asked(hard, null)).toEqual(['input', 'input']);
  expect(asked(soft, latent)).toEqual(['input encoded', 'encoded']);
  expect(asked(memory, null)).toEqual(['input attracted', 'attracted']);
  expect(asked(memory, latent)).toEqual(['input encoded attracted', 'attracted']);
});
