import { beforeEach, expect, test } from 'vitest';
import { blobs, config, data, engine, events, newDesk, settle } from '../testing';
import { memoryOf } from '../../core/partition/testing';

beforeEach(newDesk);

test('a trained run comes back as it was after others that were not trained, and goes on as if they had not been', async () => {
  await engine.load(data, config(), 1, null);
  const whole = await engine.train(1, null);
  await engine.reset(2);
  const half = await engine.train(2, 9);
  for (const [id, k] of [
    [3, 4],
    [4, 5],
    [5, 3],
  ] as const)
    await engine.configure(config({ k, scaling: 'none' }), id);
  await engine.reset(6);
  expect(await engine.earlierRun(6)).toBe(2);
  await expect(engine.undo(3)).rejects.toMatchObject({ code: 'nothing-to-undo' });
  await engine.undo(2);
  await settle();
  expect(await engine.result(2)).toBe(half);
  expect(events.findLast((event) => event.type === 'status')).toMatchObject({ run: 2, state: 'paused', epoch: 9 });
  const finished = await engine.train(2, null);
  expect(memoryOf(finished.best).memories).toEqual(memoryOf(whole.best).memories);
  expect(finished.history).toHaveLength(21);

  // Training the run after it, or loading other data, lets go of it.
  await engine.configure(config({ k: 4 }), 7);
  expect(await engine.earlierRun(7)).toBe(2);
  await engine.step(7);
  expect(await engine.earlierRun(7)).toBe(null);
  await engine.configure(config({ k: 3 }), 8);
  expect(await engine.earlierRun(8)).toBe(7);
  await engine.load(
    blobs(30, [
      [0, 0],
      [5, 5],
    ]),
    config(),
    9,
    null,
  );
  expect(await engine.earlierRun(9)).toBe(null);
});
