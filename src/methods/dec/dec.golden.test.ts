import { expect, inject, test } from 'vitest';
import { drain } from '../../core/work/steps';
import { decHead, method } from './head';

test.each(inject('golden')['baselines/dec'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'the head of DEC agrees with the oracle: %s',
  (_, { n, m, k, z, centres, p, kl_sum, grad_z, grad_centres, labels }) => {
    const codes = Float64Array.from(z.flat());
    const learned = { values: Float64Array.from(centres.flat()), gradient: new Float64Array(k * m) };
    const head = decHead.make({ k, m, batchSize: n, decoderInput: new Float64Array(n * m), learned: () => learned });
    const rows = Uint32Array.from({ length: n }, (__, i) => i);
    const kept = { targets: Float64Array.from(p.flat()), labels: new Float64Array(n) };
    const batch = { rows, count: n, live: { weight: 0.1 }, kept, noise: null };
    expect(10 * n * head.forward(batch, codes).loss).toBeCloseTo(kl_sum, 9);
    const toCodes = new Float64Array(n * m);
    head.backward(batch, codes, new Float64Array(n * m), toCodes);
    grad_z.flat().forEach((value, at) => expect(10 * n * toCodes[at]).toBeCloseTo(value, 9));
    grad_centres.flat().forEach((value, at) => expect(10 * n * learned.gradient[at]).toBeCloseTo(value, 9));

    const run = { values: { gamma: 0.1, refreshSteps: 30, tolerance: 1e-3, leastRefreshes: 5 }, n, d: m, m, k };
    const now = { centres: Float32Array.from(learned.values), labels: new Float32Array(n).fill(-1), targets: new Float32Array(n * k) };
    const { arrays, changed } = drain(method.refresh!.run(Float32Array.from(codes), now, run, null as never));
    expect([[...arrays['labels']], changed]).toEqual([labels, null]);
    p.flat().forEach((value, at) => expect(arrays['targets'][at]).toBeCloseTo(value, 5));
    const again = drain(method.refresh!.run(Float32Array.from(codes), { ...now, ...arrays }, run, null as never));
    expect(again.changed).toBe(0);
    // Before the first refresh by the target that it would make, and then by the one that it made.
    for (const held of [now, { ...now, ...arrays }]) {
      const whole = {
        epoch: 1,
        partition: method.partition(held, run, 1, Float32Array.from(codes)),
        arrays: held,
        codes: Float32Array.from(codes),
      };
      const { compared, terms } = drain(method.measure!({ ...whole, reconstruction: 2 }, run));
      expect(n * 10 * terms['clustering']).toBeCloseTo(kl_sum, 4);
      expect(compared).toBe(2 + terms['clustering']);
    }
  },
);
