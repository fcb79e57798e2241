import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { defaultConfig, defaultsOf, epochsOf, methodOf, parseConfig, type Config, type ConfigPatch } from '../../methods/config';
import type { EngineData, Snapshot } from '../protocol';
import { desk, type Desk } from '../testing';
import { partitionerOf } from '../../core/partition/kinds';

/** A trained model goes out as a file and comes back in another engine. */
function data(seed = 3): EngineData {
  const random = new Random(seed);
  const labels = Uint16Array.from({ length: 60 }, (_, i) => i % 3);
  return {
    values: Float32Array.from({ length: 60 * 12 }, (_, at) => (labels[Math.floor(at / 12)] === at % 3 ? 2 : 0) + 0.2 * random.normal()),
    n: 60,
    d: 12,
    labels,
    image: null,
  };
}

async function newest({ settle, snapshots }: Desk): Promise<Snapshot> {
  await settle();
  return snapshots().at(-1)!;
}

const called = { name: 'bars', k: 3, features: Array.from({ length: 12 }, (_, i) => `x${i}`), labelNames: ['a', 'b', 'c'] };
const exported = ({ engine }: Desk, snapshot: Snapshot) => engine.exportModel({ ...snapshot, trained: {}, data: called });
const file = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]);

test.each<[string, ConfigPatch]>([
  ['CLAM with weights', { weights: 'learned', mask: null }],
  ['CLAM on the sphere', { similarity: 'spherical', beta: 4 }],
  ['CLAM in small balls', { energy: 'lsr', beta: 0.1 }],
  ['CLAM in large balls', { energy: 'lsr', beta: 0.01 }],
  ['DCLAM', { method: 'dclam', network: [16], latent: 2, pretrainEpochs: 10, scaling: 'standard' }],
  ['full Gaussians', { method: 'gmm', tolerance: 0 }],
  ['isotropic Gaussians', { method: 'gmm', covariance: 'isotropic', tolerance: 0 }],
  ['AE + k-means', { method: 'ae-kmeans', network: [16], latent: 2, pretrainEpochs: 10, scaling: 'standard' }],
  ['DKM, annealed', { method: 'dkm', network: [16], latent: 2, start: 'random', distance: 'cosine', scaling: 'standard' }],
])('%s comes back with the same labels, codes and numbers', async (_, patch) => {
  const { fields } = methodOf({ method: patch.method ?? 'clam' });
  const trained = { ...('epochs' in fields && { epochs: 6 }), ...('batchSize' in fields && { batchSize: 16 }) };
  const config: Config = parseConfig({ ...trained, ...patch, k: 3, restarts: 2 });
  const epoch = epochsOf(config);
  const first = await desk();
  await first.engine.load(data(), config, 1, null);
  await first.engine.train(1, null);
  const snapshot = await newest(first);
  const bytes = await exported(first, snapshot);

  const second = await desk();
  await second.engine.load(data(), { ...defaultConfig, k: 2 }, 1, null);
  const opened = await second.engine.openModel(file(bytes), 'model.zip', 2);
  expect(opened).toMatchObject({
    epoch,
    trainedOn: 'bars',
    sameData: true,
    config: { method: config.method, k: 3, restarts: 1, seed: snapshot.restart },
  });
  const again = await newest(second);
  expect(again.epoch).toBe(epoch);
  expect([...again.labels]).toEqual([...snapshot.labels]);
  const prototypes = ({ partition }: Snapshot) => [...partitionerOf(partition).prototypes];
  expect(prototypes(again)).toEqual(prototypes(snapshot));
  expect(again.latent && [...again.latent.codes]).toEqual(snapshot.latent && [...snapshot.latent.codes]);
  expect(again.metrics.scAttracted).toBe(snapshot.metrics.scAttracted);
  expect(again.metrics.rrl).toBe(snapshot.metrics.rrl);
  const result = await second.engine.train(2, 2);
  expect(result.history.at(-1)!.epoch).toBe(epoch + 2);
});

test('networks that take the points beyond single precision are refused, and the run that there was goes on', async () => {
  const config: Config = {
    ...defaultsOf('dclam'),
    k: 3,
    network: [4],
    latent: 2,
    pretrainEpochs: 1,
    epochs: 1,
    scaling: 'standard',
  };
  const first = await desk();
  await first.engine.load(data(), config, 1, null);
  await first.engine.train(1, null);
  const files = unzipSync(await exported(first, await newest(first)));
  const weights = files['encoder/weights.bin'];
  new Float32Array(weights.buffer, weights.byteOffset, weights.length / 4).fill(3e38);
  const bytes = zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
  await expect(first.engine.openModel(file(bytes), 'model.zip', 2)).rejects.toMatchObject({
    name: 'EngineError:bad-model',
    message: expect.stringMatching(/not finite/),
  });
  expect((await first.engine.train(1, 1)).run).toBe(1);
});

test('on other data the shape must be the same, and what is not the same data is told', async () => {
  const first = await desk();
  await first.engine.load(data(), { ...defaultConfig, k: 3, epochs: 2 }, 1, null);
  await first.engine.train(1, null);
  const bytes = await exported(first, await newest(first));
  await first.engine.load(data(4), defaultConfig, 2, null);
  expect(await first.engine.openModel(file(bytes), 'model.zip', 3)).toMatchObject({ sameData: false });
  const { values, ...rest } = data();
  await first.engine.load({ ...rest, values: values.slice(0, 60 * 6), d: 6 }, defaultConfig, 4, null);
  await expect(first.engine.openModel(file(bytes), 'model.zip', 5)).rejects.toThrow(
    'The model in “model.zip” was trained on “bars”, rows of 12 numbers, and the loaded points are rows of 6 numbers: open that data set first, then the model.',
  );
  await expect(first.engine.openModel(new Blob(['x']), 'model.zip', 6)).rejects.toThrow(/does not begin as a zip does/);
});
