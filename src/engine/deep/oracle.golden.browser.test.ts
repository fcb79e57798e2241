import { expect, inject, test } from 'vitest';
import { useBackend } from '../kernels/testing';
import { deviationsOnTensors, oracles } from './oracle.testing';

test.each(['webgpu', 'webgl', 'wasm'] as const)('heads agree with their oracles on %s', { timeout: 600_000 }, async (backend) => {
  await useBackend(backend);
  const off: string[] = [];
  for (const [method, { cases, few = 1 }] of oracles)
    for (const one of backend === 'wasm' || inject('full') ? cases : cases.slice(0, few))
      off.push(...(await deviationsOnTensors(one)).map((what) => `${method}, ${one.name}: ${what}`));
  expect(off).toEqual([]);
});
