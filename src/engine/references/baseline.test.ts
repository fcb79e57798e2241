import { beforeEach, expect, test } from 'vitest';
import { blobs, config, engine, events, newDesk, settle } from '../testing';

beforeEach(newDesk);

test('k-means is the best of 20 starts while a model trains, of more for a result, and says so', async () => {
  const crowded = blobs(
    400,
    Array.from({ length: 12 }, (_, c) => [Math.cos(c), Math.sin(2 * c), Math.cos(3 * c)]),
    3,
  );
  await engine.load(crowded, config({ k: 12, epochs: 2, restarts: 1 }), 1, null);
  const { kmeans } = await engine.train(1, null);
  await settle();
  const told = events.flatMap((e) => (e.type === 'kmeans' && e.kmeans.k === 12 ? [e.kmeans] : []));
  expect([told[0]!.starts, told.at(-1)!.starts, told[0]!.startsOn]).toEqual([20, 300, 400]);
  expect(kmeans!.inertia).toBe(told.at(-1)!.inertia);
  expect(kmeans!.inertia).toBeLessThan(told[0]!.inertia);
  await engine.reset(2);
  await settle();
  expect(events.flatMap((e) => (e.type === 'kmeans' && e.kmeans.k === 12 && e.run === 2 ? [e.kmeans.starts] : []))).toEqual([300]);
});
