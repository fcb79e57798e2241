import { expect, test } from 'vitest';
import { latest } from './latest';

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

test('one in flight, the newest next, those between never', async () => {
  const seen: number[] = [];
  let running = 0;
  const ask = latest<number>(
    async (x) => {
      expect(++running).toBe(1);
      await tick();
      seen.push(x);
      running--;
    },
    () => {},
  );
  for (let i = 0; i < 10; i++) ask(i);
  await tick();
  await tick();
  await tick();
  expect(seen).toEqual([0, 9]);
});

test('a failure is told and does not stop the next', async () => {
  const errors: unknown[] = [];
  const ask = latest<number>(
    async (x) => {
      if (x === 0) throw new Error('no');
    },
    (error) => errors.push(error),
  );
  ask(0);
  await tick();
  ask(1);
  await tick();
  expect(errors).toHaveLength(1);
});

test('that another run has replaced the one that was asked about is no failure', async () => {
  const errors: unknown[] = [];
  const ask = latest<string>(
    async (code) => {
      throw Object.assign(new Error(code), { code });
    },
    (error) => errors.push((error as Error).message),
  );
  for (const code of ['replaced', 'worker-died', 'cancelled', 'unexpected']) {
    ask(code);
    await tick();
  }
  expect(errors).toEqual(['unexpected']);
});
