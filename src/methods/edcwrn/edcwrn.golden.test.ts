import { expect, inject, test } from 'vitest';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { method } from './head';
import { curve } from './kernel';

test.each(inject('golden')['baselines/edcwrn'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'memberships, targets, weights and cross-entropies of EDCWRN agree with the oracle: %s',
  (_, { n, m, k, a, b, z, raw, q, p, ...golden }) => {
    expect([curve.a, curve.b]).toEqual([a, b]);
    const codes = Float32Array.from(z.flat());
    const values = {
      gamma: 0.1,
      featureWeights: 'inverse',
      neighbours: false,
      refreshSteps: 30,
      tolerance: 1e-3,
      leastRefreshes: 5,
    } as const;
    const run = { values, n, d: m, m, k };
    const now = {
      centres: Float32Array.from(golden.centres.flat()),
      weights: Float32Array.from(golden.weights.flat()),
      labels: new Float32Array(n).fill(-1),
      targets: new Float32Array(n * k),
    };
    const partition = method.partition(now, run, 1, codes);
    const { memberships, assign } = partitionerOf(partition);
    memberships!(codes, n).forEach((share, at) => expect(share).toBeCloseTo(q.flat()[at], 5));
    const { arrays, changed } = drain(method.refresh!.run(codes, now, run, null as never));
    const labels = raw.map((row) => row.indexOf(Math.max(...row)));
    expect([[...arrays['labels']], [...assign(codes, n)], changed]).toEqual([labels, labels, null]);
    p.flat().forEach((value, at) => expect(arrays['targets'][at]).toBeCloseTo(value, 5));
    golden.weights_after.flat().forEach((value, at) => expect(arrays['weights'][at]).toBeCloseTo(value, 5));
    // Before the first refresh by the target that it would make, and then by the one that it made.
    for (const targets of [now.targets, arrays['targets']]) {
      const whole = { epoch: 1, partition, arrays: { ...now, targets }, codes, reconstruction: 2 };
      const { compared, terms } = drain(method.measure!(whole, run));
      expect(n * 10 * (compared - 2)).toBeCloseTo(golden.cross_entropy_sum, 4);
      // What training can lower is the divergence of q from p.
      const divergence = p.flat().reduce((sum, share, at) => sum + share * Math.log(share / q.flat()[at]), 0);
      expect(n * 10 * terms['clustering']).toBeCloseTo(divergence, 4);
      expect(terms['reconstruction'] + terms['clustering'] + terms['entropy']).toBeCloseTo(compared, 12);
    }
  },
);
