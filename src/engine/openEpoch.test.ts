import { beforeEach, expect, test } from 'vitest';
import type { PartitionModel } from '../core/partition/model';
import { examples } from '../core/partition/examples';
import { defaultsOf, type Config, type ConfigPatch, type MethodId } from '../methods/config';
import { methods } from '../methods/index';
import { config, data, engine, events, newDesk, settle } from './testing';

beforeEach(newDesk);

const newest = () => events.flatMap((event) => (event.type === 'snapshot' ? [event.snapshot] : [])).at(-1)!;
const onPoints = methods.filter(({ space }) => space === 'input').map(({ id }) => id as MethodId);
const settings = (method: MethodId, patch: ConfigPatch = {}): Config => ({ ...defaultsOf(method), k: 3, ...patch }) as Config;

test.each(onPoints)('an epoch of %s has the labels and numbers that it had, and trains on from there', async (method) => {
  const own = { ...settings(method), ...('epochs' in defaultsOf(method) ? { epochs: 6 } : {}), restarts: 1 } as Config;
  await engine.load(data, own, 1, null);
  await engine.train(1, null);
  await settle();
  const before = newest();
  await engine.reset(2);
  await engine.openEpoch({ config: before.config, epoch: before.epoch, partition: before.partition, scaling: null }, 3);
  await settle();
  const opened = newest();
  expect(opened.run).toBe(3);
  expect(opened.epoch).toBe(before.epoch);
  expect(opened.labels).toEqual(before.labels);
  expect(opened.metrics.silhouette).toBe(before.metrics.silhouette);
  expect(opened.metrics.sizes).toEqual(before.metrics.sizes);
  const result = await engine.train(3, 1);
  expect(result.best.run).toBe(3);
});

const clam = config({ restarts: 1 });
const memory = (changes: object = {}): PartitionModel =>
  ({ ...examples.memory, k: 3, d: 3, memories: new Float32Array(9), ...changes }) as unknown as PartitionModel;

test.each<[string, PartitionModel]>([
  ['another kind', examples.centres],
  ['none', null as unknown as PartitionModel],
  ['other dimensions', memory({ d: 2, memories: new Float32Array(6) })],
  ['a million memories', memory({ k: 1e6 })],
  ['fewer numbers than it needs', memory({ memories: new Float32Array(8) })],
  ['numbers that are not finite', memory({ memories: new Float32Array(9).fill(Number.NaN) })],
  ['no numbers', memory({ memories: undefined })],
  ['weights that are no list', memory({ logWeights: 3 })],
  ['a list that is none', memory({ memories: { length: 2 ** 31 } })],
  ['labels beyond its clusters', memory({ pointLabels: new Uint16Array(data.n).fill(9) })],
  ['steps that are not whole', memory({ trail: new Float32Array(5) })],
])('a partition with %s is refused, and the run stays', async (_, partition) => {
  await engine.load(data, clam, 1, null);
  await expect(engine.openEpoch({ config: clam, epoch: 3, partition, scaling: null }, 2)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching(/\.$/),
  });
  await engine.train(1, 1);
});
