import { beforeAll, expect, test } from 'vitest';
import { excess, useBackend } from '../kernels/testing';
import { epochs, fullTrainer } from './testing';

/** Two phases and half of the third: seven steps, three refreshes. */
const least = 3;
let expected: Awaited<ReturnType<typeof epochs>>;

beforeAll(async () => {
  expected = await epochs(await fullTrainer('cpu', least), 1, 3);
});

test.each(['webgpu', 'webgl', 'wasm'] as const)(
  'a method that asks for all that a head may gives the same numbers on %s',
  async (backend) => {
    if (backend !== 'wasm') await useBackend(backend);
    const trainer = await fullTrainer(backend, least);
    const actual = await epochs(trainer, 1, 3);
    trainer.dispose();
    const off = actual.flatMap((one, i) =>
      Object.entries(one).flatMap(([name, values]) => {
        const by = excess(values, expected[i][name]);
        return by <= 1 ? [] : [`${name} after epoch ${i + 1}: ${by}`];
      }),
    );
    expect(off).toEqual([]);
  },
);
