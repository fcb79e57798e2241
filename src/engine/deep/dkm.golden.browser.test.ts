import { expect, inject, test } from 'vitest';
import { useBackend } from '../kernels/testing';
import { dkmDeviations } from './dkm.testing';

const { cases } = inject('golden')['heads/dkm'];
/** Software compiles shaders slowly, and a new shape is a new shader: one case of each distance there, unless all is run. */
const few = [cases.find(({ distance }) => distance === 'euclidean')!, cases.find(({ distance }) => distance === 'cosine')!];

test.each([
  ['webgpu', inject('full') ? cases : few],
  ['webgl', inject('full') ? cases : few],
  ['wasm', cases],
] as const)('DKM by the tape agrees with the oracle on %s', { timeout: 300_000 }, async (backend, some) => {
  await useBackend(backend);
  const off: string[] = [];
  for (const one of some) off.push(...(await dkmDeviations(one)).map((what) => `${one.distance}, ${one.kind}, k ${one.k}: ${what}`));
  expect(off).toEqual([]);
});
