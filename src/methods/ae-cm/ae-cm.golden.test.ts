import { expect, inject, test } from 'vitest';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import { method } from './head';

test.each(inject('golden')['heads/cm'].cases.map((one) => [`${one.kind}, n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'the terms of AE-CM over the whole set agree with the oracle: %s',
  (_, { n, m, k, alpha, lam, z, W, b, V, c, ...wanted }) => {
    const [d, rl] = [7, 0.3];
    const values = { ...defaultsOf('ae-cm'), k, concentration: alpha, orthonormality: lam, batchSize: 3 };
    const run = { values, n, d, m, k };
    const codes = Float32Array.from(z.flat());
    const arrays = Object.fromEntries(Object.entries({ W, V, b, c }).map(([name, rows]) => [name, Float32Array.from(rows.flat())]));
    const partition = method.partition(arrays, run, 1, codes);
    const { compared, terms } = drain(method.measure!({ epoch: 1, partition, arrays, codes, reconstruction: rl }, run));
    const batch = d * Math.min(3, n);
    const expected = {
      reconstruction: values.reconstruction * rl,
      clustering: wanted.E1 / (n * d),
      sparsity: wanted.gini / (n * d),
      prior: wanted.E4_sorted / batch,
      orthonormality: (lam * wanted.ortho_l1) / batch,
    };
    const scale = Math.max(1, ...Object.values(expected).map(Math.abs));
    for (const [name, value] of Object.entries(expected)) expect(Math.abs(terms[name] - value)).toBeLessThan(1e-5 * scale);
    expect(compared).toBe(terms['sparsity']);
    expect(partition).toMatchObject({ kind: 'softmax', k, d: m });
    wanted.mu.flat().forEach((value, at) => expect(method.arraysOf(partition)['V'][at]).toBeCloseTo(value, 4));
  },
);
