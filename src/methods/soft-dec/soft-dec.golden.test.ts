import { expect, inject, test } from 'vitest';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { addGradient, divergence, memberships, sharpen } from '../shared/studentTarget';
import { steps } from './steps';

test.each(inject('golden')['baselines/dec'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'memberships, target, divergence and gradient agree with the oracle: %s',
  (_, { n, m, k, z, centres, q, p, kl_sum, grad_centres, labels }) => {
    const points = Float64Array.from(z.flat());
    const of = { centres: Float64Array.from(centres.flat()), k, m };
    const frequencies = Float64Array.from({ length: k }, (__, j) => q.reduce((sum, row) => sum + row[j], 0));
    const [similarities, own] = [new Float64Array(k), new Float64Array(k)];
    const gradient = new Float64Array(k * m);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      memberships(of, points, i * m, similarities, own);
      const target = own.slice();
      sharpen(target, frequencies);
      own.forEach((value, j) => expect(value).toBeCloseTo(q[i][j], 12));
      target.forEach((value, j) => expect(value).toBeCloseTo(p[i][j], 12));
      sum += divergence(target, own);
      addGradient(of, points, i * m, similarities, target, own, gradient);
    }
    expect(sum).toBeCloseTo(kl_sum, 10);
    grad_centres.flat().forEach((value, at) => expect(gradient[at]).toBeCloseTo(value, 10));
    const partition = {
      kind: 'centres',
      k,
      d: m,
      prototypes: of.centres,
      rule: { by: 'student', nu: 1 },
      metric: 'euclidean',
      weights: null,
    } as const;
    expect(drain(steps.loss!({ points, n, d: m }, partition)) * n).toBeCloseTo(kl_sum, 10);
    const { assign } = partitionerOf(partition);
    expect([...assign(points, n)]).toEqual(labels);
  },
);
