import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { defaultConfig, defaultsOf, onPoints, suggestedConfig, suitedTo, type Config } from '../../methods/config';
import { methods } from '../../methods/index';
import { codesAsData } from './codes';

const [n, m] = [3, 2];
const digits: Dataset = {
  id: 'digits',
  name: 'Digits',
  n,
  d: 4,
  values: new Float32Array(n * 4),
  features: ['a', 'b', 'c', 'd'],
  labels: Uint16Array.of(1, 0, 1),
  labelNames: ['0', '1'],
  image: { width: 2, height: 2, channels: 1, range: [0, 16] },
  k: 2,
  source: null,
  notes: ['Read from a file.'],
  itemNames: ['one', 'zero', 'one again'],
  rows: Uint32Array.of(4, 5, 9),
};
const codes = Float32Array.of(0, 10, 2, 10, 4, 10);
const config: Config = { ...defaultsOf('dclam'), network: 'cae', seed: 7, networkSeed: 3 };
const shown = { run: 5, restart: 1, epoch: 40, config, latent: { m, codes, decoded: new Float32Array(0), pretrained: true } };

test('codes are points with the labels, names and rows of the points they are of, and neither pictures nor scaled', () => {
  const data = codesAsData(digits, shown);
  const { labels, labelNames, itemNames, rows } = digits;
  expect(data).toMatchObject({ name: 'Digits · CAE codes of DCLAM', n, d: m, k: 2, features: ['code 1', 'code 2'], image: null });
  expect(data).toMatchObject({ labels, labelNames, itemNames, rows, codesOf: 'Digits' });
  expect([...data.values]).toEqual([...codes]);
  // A view of the run changes nothing of the data.
  expect(data.values).not.toBe(codes);
  expect(data.unscaled!.variance).toBeCloseTo(8 / 3);
  expect(data.notes).toEqual([
    'Each point is a code of 2 numbers, e(x) of “Digits”, by the encoder (CAE) of DCLAM, epoch 40, seed 8, seed of the network 3. They are not scaled.',
  ]);
});

test('before the joint training codes are those of the autoencoder alone; every epoch makes another set', () => {
  const first = codesAsData(digits, { ...shown, epoch: 0 });
  expect(first.name).toBe('Digits · CAE codes');
  expect(first.notes[0]).toContain('as it was pretrained');
  expect(first.id).not.toBe(codesAsData(digits, shown).id);
  expect(codesAsData(digits, { ...shown, config: { ...config, network: [64, 32] } }).name).toBe('Digits · AE 64–32 codes of DCLAM');
});

test('without codes, with networks that learned nothing, or with codes that are no numbers there is a sentence', () => {
  const refusal = (what: Parameters<typeof codesAsData>[1]) => () => codesAsData(digits, what);
  expect(refusal(null)).toThrow('There are no codes: choose a deep method');
  expect(refusal({ ...shown, config: defaultConfig, latent: null })).toThrow('There are no codes');
  expect(refusal({ ...shown, latent: { ...shown.latent, pretrained: false } })).toThrow('have learned nothing yet: train first');
  expect(refusal({ ...shown, latent: { ...shown.latent, codes: codes.slice(1) } })).toThrow('5 numbers for 3 codes of 2');
  expect(refusal({ ...shown, latent: { ...shown.latent, codes: codes.map(() => Number.NaN) } })).toThrow('no finite numbers');
});

test('every method begins on codes without scaling them; CLAM’s β and rate follow how far apart they are', () => {
  const data = codesAsData(digits, shown);
  for (const { id } of methods) expect(suitedTo(defaultsOf(id as Config['method']), data).scaling).toBe('none');
  const near = suggestedConfig({ ...data, unscaled: { variance: m } });
  const far = suggestedConfig({ ...data, unscaled: { variance: 100 * m } });
  expect(near.beta).toBe(suggestedConfig({ ...data, unscaled: undefined }).beta);
  expect(far.beta).toBeCloseTo(near.beta! / 100);
  expect(far.learningRate).toBeCloseTo(10 * near.learningRate!);
});

test('the method on the codes is the next of kin of the one that made them', () => {
  expect(onPoints(defaultsOf('dclam'))).toBe('clam');
  expect(onPoints(defaultsOf('ae-kmeans'))).toBe('kmeans');
});
