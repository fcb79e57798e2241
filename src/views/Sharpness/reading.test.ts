import { expect, test } from 'vitest';
import { defaultsOf } from '../../methods/config';
import { examples } from '../../core/partition/examples';
import type { Shown } from '../../store/state';
import { decadesAbout } from './drawSharpness';
import { countsSentence, epochsOf, readingOf, splitSentence, spokenSentence } from './reading';

/** Six codes along the first of two axes, of variance 28/5. */
const codes = Float32Array.of(-3, 0, -2, 0, -1, 0, 1, 0, 2, 0, 3, 0);
const rule = { by: 'softmax', alpha: 2 } as const;
const model = { ...examples.centres, k: 3, prototypes: Float32Array.of(-2, 0, 2, 0, 2.1, 0), rule };
const shown = (change: object = {}): Shown =>
  ({
    epoch: 7,
    method: 'dkm',
    config: defaultsOf('dkm'),
    model,
    latent: { m: 2, codes },
    labels: Uint16Array.of(0, 0, 0, 1, 1, 1),
    ...change,
  }) as unknown as Shown;

test('an epoch has its α, where centres split among its codes, and counts of centres', () => {
  const reading = readingOf(shown())!;
  expect(reading).toMatchObject({ epoch: 7, alpha: 2, splits: true, k: 3, distinct: 2, used: 2, annealed: null });
  expect(reading.variance).toBeCloseTo(28 / 5, 5);
  expect(reading.critical).toBeCloseTo(5 / (4 * 28), 5);
  expect(countsSentence(reading)).toBe('2 of 3 centres are distinct, 2 have points.');
  expect(splitSentence(reading)).toMatch(/^Centres that coincide split above α_c = 1\/\(4λ\) = 0\.0446 .* α is above it\. λ = 5\.6 /);
  expect(spokenSentence(reading)).toBe('Epoch 7: α 2, α_c 0.0446.');
});

test('the annealed variant has all its values, one centre nothing to split from, the cosine no such α', () => {
  const annealed = readingOf(shown({ config: { ...defaultsOf('dkm'), start: 'random' } }))!;
  expect([annealed.annealed!.alphas.length, epochsOf(annealed.annealed!)]).toEqual([40, 200]);
  expect(spokenSentence(annealed)).toBe('Epoch 7: α 2, α_c 0.0446. α rises from 0.1 to 28.1 in 200 epochs.');
  const one = readingOf(shown({ model: { ...model, k: 1, prototypes: Float32Array.of(0, 0) }, labels: new Uint16Array(6) }))!;
  expect(countsSentence(one)).toMatch(/^There is one centre/);
  const cosine = readingOf(shown({ model: { ...model, metric: 'cosine' } }))!;
  expect([cosine.critical, splitSentence(cosine)]).toEqual([null, expect.stringMatching(/^By the cosine it is not known/)]);
});

test('codes that collapsed, and a partition of another rule', () => {
  const equal = readingOf(shown({ latent: { m: 2, codes: new Float32Array(12).fill(0.3) } }))!;
  expect([equal.critical, splitSentence(equal)]).toEqual([null, expect.stringMatching(/^All codes are equal/)]);
  expect(readingOf(shown({ model: { ...model, rule: { by: 'power', alpha: 2 } } }))).toBeNull();
  expect([readingOf(null), readingOf(shown({ latent: null }))]).toEqual([null, null]);
  expect([decadesAbout([0.3, 1000]), decadesAbout([2])]).toEqual([
    [0.1, 1000],
    [1, 100],
  ]);
});
