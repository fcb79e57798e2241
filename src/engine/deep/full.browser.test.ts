import { beforeAll, expect, test } from 'vitest';
import { excess, useBackend } from '../kernels/testing';
import { epochs, fullTrainer } from './testing';

/** The first epoch averages, so that it has eight steps; the sixth refresh ends training in the third, at step 15. */
const [least, averaged] = [5, 1];
let expected: Awaited<ReturnType<typeof epochs>>;

beforeAll(async () => {
  expected = await epochs(await fullTrainer('cpu', least, averaged), 1, 3);
});

test.each(['webgpu', 'webgl', 'wasm'] as const)(
  'a method that asks for all that a head may gives the same numbers on %s',
  async (backend) => {
    if (backend !== 'wasm') await useBackend(backend);
    const trainer = await fullTrainer(backend, least, averaged);
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
