/** Shared by the tests of DKM's head on TensorFlow.js: its deviation from a case of the oracle. */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { ProvidedContext } from 'vitest';
import { dkmHead } from '../../methods/dkm/head';
import { tensors } from '../../methods/dkm/tensors';
import { read } from '../kernels/read';
import { byTape } from './byTape';

export type DkmCase = ProvidedContext['golden']['heads/dkm']['cases'][number];

/**
 * The names of what is off by more than single precision allows under any α: 1e-4 of the largest magnitude, or four times what the oracle
 * itself loses in single precision.
 */
export async function dkmDeviations({ distance, z, centres, n, m, k, per_alpha }: DkmCase): Promise<string[]> {
  const head = byTape(dkmHead(distance), tensors({ distance }));
  const off: string[] = [];
  for (const { alpha, loss, grad_z, grad_centres, float32_deviation } of per_alpha) {
    const made = tidy(() => {
      const batch = { rows: new Uint32Array(n), count: n, live: { alpha, lambda: 1 }, kept: {}, noise: null };
      const pass = head.forward(batch, tensor2d(z), tensor2d([centres.flat()]), { k, m });
      const back = pass.back(tensor2d(new Float32Array(n * m), [n, m]));
      return [pass.loss!, back.toOutput, back.toLearned];
    });
    const compared = [
      ['loss', [loss]],
      ['codes', grad_z.flat()],
      ['centres', grad_centres.flat()],
    ] as const;
    for (const [i, [name, expected]] of compared.entries()) {
      const actual = await read(made[i]);
      made[i].dispose();
      const allowed = Math.max(1e-2, ...expected.map(Math.abs)) * Math.max(1e-4, 4 * float32_deviation);
      const good = actual.length === expected.length && expected.every((x, at) => Math.abs(actual[at] - x) <= allowed);
      if (!good) off.push(`${name} at α ${alpha}`);
    }
  }
  return off;
}
