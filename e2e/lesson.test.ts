import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { lesson } from '../src/app/lesson';
import { momentOf } from '../src/app/moment/hash';
import { decodeUrl } from '../src/app/url';
import { Random } from '../src/core/algebra/random';
import { applyScaling, fitScaling } from '../src/core/algebra/scaling';
import { kmeans } from '../src/core/clustering/kmeans';
import { assign, assignNearest, energies, recurse, trajectory } from '../src/core/memory/dynamics';
import type { AssociativeMemory } from '../src/core/memory/model';
import { silhouette } from '../src/core/metrics/silhouette';
import { loadNamed } from '../src/data/catalogue';
import type { EngineData } from '../src/engine/protocol';
import { desk } from '../src/engine/testing';
import { defaultsOf, resolveConfig, suggestedConfig, type Config } from '../src/methods/config';

/** What the first lesson says of its moments, in numbers. */

/** The sets that come with the program, from the disk. */
const packed = async (url: string) => new Response(await readFile(`public/${url.replace('https://basins.example/', '')}`));

/** A moment, the settings that it is shown under, and its data as an engine has them. */
async function opened(id: string) {
  const moment = lesson.find((one) => one.id === id)!;
  const { search, hash } = new URL(moment.link, 'https://basins.example/');
  const { url, problems } = decodeUrl(search);
  expect(problems).toEqual([]);
  const { partition, probe, epoch, latent } = await momentOf(hash);
  const set = await loadNamed(url.data!, { base: 'https://basins.example/' }, packed);
  const method = url.config.method ?? 'clam';
  const config = resolveConfig(url.config, { ...defaultsOf(method), ...suggestedConfig(set, method) } as Config);
  const data: EngineData = { ...set, image: url.data === 'digits' ? set.image : null };
  const model = partition as unknown as AssociativeMemory;
  const beta = 'beta' in config ? config.beta : model.beta;
  return { ...moment, config, data, trained: model, model: { ...model, beta }, probe, epoch, codes: latent?.codes ?? null };
}

/** The training that the moment is of, once more, or with other settings. */
async function trained(data: EngineData, config: Config) {
  const { engine, close } = await desk();
  onTestFinished(close);
  const { space } = await engine.load(data, config, 1, null);
  const result = await engine.train(1, null);
  return { result, points: applyScaling(space.scaling, data.values, data.n), n: data.n };
}

const differing = (a: Uint16Array, b: Uint16Array) => a.filter((label, i) => label !== b[i]).length / a.length;

test('every moment has a caption of two sentences at most, in plain text', () => {
  expect(lesson.length).toBe(5);
  expect(new Set(lesson.map(({ id }) => id)).size).toBe(lesson.length);
  for (const { caption } of lesson) {
    expect(caption.split(/(?<=[.?!]) /)).toSatisfy((sentences: string[]) => sentences.length <= 2);
    expect(caption).not.toMatch(/[<>]/);
  }
});

test('a drop runs downhill in ten steps, and ends nearest to the memory whose colour its place has', async () => {
  const { model, probe } = await opened('drop');
  const way = trajectory(model, probe!);
  const end = way.slice(-model.d);
  const far = (place: ArrayLike<number>, mu: number) =>
    Math.hypot(place[0]! - model.memories[2 * mu]!, place[1]! - model.memories[2 * mu + 1]!);
  const [basin] = assign(model, probe!, 1);
  expect(model.steps).toBe(10);
  expect(far(end, basin!)).toBeLessThan(far(probe!, basin!));
  expect(assignNearest(model, end, 1)[0]).toBe(basin);
  for (let t = 1; t * model.d < way.length; t++)
    expect(energies(model, way.slice(t * model.d), 1)[0]).toBeLessThan(energies(model, way.slice((t - 1) * model.d), 1)[0]!);
});

test('where β is low, most points do not run to their nearest memory; under the β of the training nearly all do', async () => {
  const { model, trained: before, config, data } = await opened('nearest');
  const { points, n } = await trained(data, { ...config, epochs: 1 } as Config);
  expect(differing(assign(model, points, n), assignNearest(model, points, n))).toBeGreaterThan(0.5);
  expect(differing(assign(before, points, n), assignNearest(before, points, n))).toBeLessThan(0.01);
});

test('the loss fell on after epoch 9, the silhouette from 0.51 to 0.32, and memories left the data', async () => {
  const { model, config, data, epoch } = await opened('loss');
  const { result, points, n } = await trained(data, { ...config, epochs: 9 } as Config);
  expect([result.best.epoch, epoch]).toEqual([9, 120]);
  // The loss of a training without a mask.
  const loss = (of: AssociativeMemory) => {
    const ends = recurse(of, points, n);
    return points.reduce((sum, x, i) => sum + (x - ends[i]!) ** 2, 0) / points.length;
  };
  expect(loss(model)).toBeLessThan(loss(result.best.partition as unknown as AssociativeMemory));
  expect(result.best.metrics.silhouette!.toFixed(2)).toBe('0.51');
  expect(silhouette(points, n, 2, assign(model, points, n)).value!.toFixed(2)).toBe('0.32');
  const column = (j: number) => points.filter((_, i) => i % 2 === j);
  const outside = (mu: number) =>
    [0, 1].some((j) => model.memories[2 * mu + j]! < Math.min(...column(j)) || model.memories[2 * mu + j]! > Math.max(...column(j)));
  expect([0, 1, 2, 3, 4].filter(outside).length).toBeGreaterThan(1);
});

test('of twelve memories nearly every basin holds points of one moon, of two neither', async () => {
  const { model, config, data } = await opened('more');
  const { result, points, n } = await trained(data, { ...config, k: 2 } as Config);
  const pure = (labels: Uint16Array, k: number) =>
    Array.from({ length: k }, (_, c) => {
      const moons = data.labels!.filter((_label, i) => labels[i] === c);
      const share = moons.filter((label) => label === 1).length / moons.length;
      return Math.max(share, 1 - share) > 0.97;
    }).filter(Boolean).length;
  expect(pure(assign(model, points, n), 12)).toBeGreaterThanOrEqual(10);
  expect(pure(result.best.labels, 2)).toBe(0);
});

test('among the two numbers of an encoder clusters lie apart as they do not among 64 pixels', async () => {
  const { model, config, data, codes } = await opened('encoder');
  const { n, d } = data;
  expect([d, model.d]).toEqual([64, 2]);
  expect(silhouette(codes!, n, 2, assign(model, codes!, n)).value!.toFixed(2)).toBe('0.43');
  const { values, image } = data;
  const pixels = applyScaling(fitScaling(values, n, d, config.scaling, image!.range), values, n);
  const { labels } = kmeans(pixels, n, d, 10, new Random(0), { restarts: 5 });
  expect(silhouette(pixels, n, d, labels).value!.toFixed(2)).toBe('0.19');
});
