import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CATALOGUE, loadNamed, type Fetcher } from './catalogue';

const base = 'https://example.org/some/path/';
const read = (url: string): Buffer => readFileSync(`public/${url.slice(base.length)}`);
const packed: Fetcher = async (url) => new Response(new Uint8Array(read(url)));
/** As from a server that declares .gz files as an encoding. */
const unpacked: Fetcher = async (url) => new Response(new Uint8Array(gunzipSync(read(url))));

test.each(CATALOGUE.map((entry) => [entry.id, entry] as const))('%s loads as the catalogue says', async (id, entry) => {
  const set = await loadNamed(id, { base }, packed);
  expect(set).toMatchObject({ id, name: entry.name, n: entry.n, d: entry.d, k: entry.k, source: entry.source });
  expect(set.values.length).toBe(entry.n * entry.d);
  expect(set.values.every(Number.isFinite)).toBe(true);
  expect(set.features.length).toBe(entry.d);
});

test.each(CATALOGUE.filter(({ group }) => group === 'bundled').map(({ id, k }) => [id, k] as const))(
  '%s has %i classes and a licence',
  async (id, k) => {
    const set = await loadNamed(id, { base }, packed);
    expect(new Set(set.labels).size).toBe(k);
    expect(set.labelNames.length).toBe(k);
    expect(set.source).toMatchObject({ licence: 'CC BY 4.0' });
  },
);

test('the bundled sets are the published ones', async () => {
  const size = async (id: string): Promise<number[]> => {
    const { n, d, k } = await loadNamed(id, { base }, packed);
    return [n, d, k];
  };
  expect(await size('digits')).toEqual([1797, 64, 10]);
  expect(await size('iris')).toEqual([150, 4, 3]);
  expect(await size('wine')).toEqual([178, 13, 3]);
  expect(await size('breast-cancer')).toEqual([569, 30, 2]);

  const iris = await loadNamed('iris', { base }, packed);
  expect(Array.from(iris.values.slice(0, 4), (value) => value.toFixed(1))).toEqual(['5.1', '3.5', '1.4', '0.2']);
  expect(iris.labelNames).toEqual(['setosa', 'versicolor', 'virginica']);
  // The 35th sample is one of the two that differ from UCI's file.
  expect(Array.from(iris.values.slice(34 * 4, 35 * 4), (value) => value.toFixed(1))).toEqual(['4.9', '3.1', '1.5', '0.2']);

  const digits = await loadNamed('digits', { base }, packed);
  expect(digits.image).toEqual({ width: 8, height: 8, channels: 1, range: [0, 16] });
  expect(Array.from(digits.labels?.slice(0, 12) ?? [])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect(digits.values.reduce((a, b) => Math.max(a, b))).toBe(16);

  const cancer = await loadNamed('breast-cancer', { base }, packed);
  expect(cancer.labels?.filter((label) => cancer.labelNames[label] === 'malignant').length).toBe(212);
});

test('a set that the server has already unpacked is the same', async () => {
  expect(await loadNamed('wine', { base }, unpacked)).toEqual(await loadNamed('wine', { base }, packed));
});

test('files are asked for under the base address', async () => {
  const asked: string[] = [];
  await loadNamed('iris', { base }, (url) => {
    asked.push(url);
    return packed(url);
  });
  expect(asked).toEqual([`${base}data/iris.csv.gz`]);
});

test('short names and knobs', async () => {
  expect(await loadNamed('moons', { n: 10, noise: 0, seed: 2 })).toEqual(await loadNamed('synthetic/moons', { n: 10, noise: 0, seed: 2 }));
});

test('what cannot be had is refused with a sentence', async () => {
  await expect(loadNamed('irsi', { base }, packed)).rejects.toMatchObject({
    name: 'DataError',
    code: 'unknown-set',
    message: expect.stringMatching(/no data set “irsi”\. Did you mean “iris”.*There are: synthetic\/two-elongated,.*digits\.$/),
  });
  await expect(loadNamed('qqqqqq', { base }, packed)).rejects.toMatchObject({
    code: 'unknown-set',
    message: expect.not.stringContaining('Did you mean'),
  });
  await expect(loadNamed('iris', { base, n: 20 }, packed)).rejects.toMatchObject({
    code: 'fixed-set',
    message: '“Iris” is a fixed set of 150 points: n can only be set for synthetic data.',
  });
  await expect(loadNamed('iris', { base }, async () => new Response('gone', { status: 404 }))).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('404'),
  });
  await expect(loadNamed('iris', { base }, () => Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining(base),
  });
  await expect(loadNamed('iris', { base }, async () => new Response('<!doctype html><p>hello'))).rejects.toMatchObject({
    code: 'markup-file',
  });
});
