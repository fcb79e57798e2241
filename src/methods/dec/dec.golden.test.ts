import { expect, inject, test } from 'vitest';
import { drain } from '../../core/work/steps';
import { method } from './head';

test.each(inject('golden')['baselines/dec'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'targets, labels and divergences of DEC agree with the oracle: %s',
  (_, { n, m, k, z, centres, p, kl_sum, labels }) => {
    const codes = Float32Array.from(z.flat());
    const run = { values: { gamma: 0.1, refreshSteps: 30, tolerance: 1e-3, leastRefreshes: 5 }, n, d: m, m, k };
    const now = { centres: Float32Array.from(centres.flat()), labels: new Float32Array(n).fill(-1), targets: new Float32Array(n * k) };
    const { arrays, changed } = drain(method.refresh!.run(codes, now, run, null as never));
    expect([[...arrays['labels']], changed]).toEqual([labels, null]);
    p.flat().forEach((value, at) => expect(arrays['targets'][at]).toBeCloseTo(value, 5));
    const again = drain(method.refresh!.run(codes, { ...now, ...arrays }, run, null as never));
    expect(again.changed).toBe(0);
    // Before the first refresh by the target that it would make, and then by the one that it made.
    for (const held of [now, { ...now, ...arrays }]) {
      const whole = {
        epoch: 1,
        partition: method.partition(held, run, 1, codes),
        arrays: held,
        codes: codes,
      };
      const { compared, terms } = drain(method.measure!({ ...whole, reconstruction: 2 }, run));
      expect(n * 10 * terms['clustering']).toBeCloseTo(kl_sum, 4);
      expect(compared).toBe(2 + terms['clustering']);
    }
  },
);
