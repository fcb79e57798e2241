import { expect, inject, test } from 'vitest';
import { moved } from './head';

test.each(inject('golden')['baselines/dcn'].cases.map((one) => [`n ${one.n}, k ${one.k}`, one] as const))(
  'labels and running centres of DCN agree with the oracle: %s',
  (_, { n, m, k, ...golden }) => {
    const kept = {
      centres: Float32Array.from(golden.centres.flat()),
      labels: Float32Array.from(golden.labels_before),
      counts: Float32Array.from(golden.counts_before),
    };
    const rows = Uint32Array.from({ length: n }, (__, i) => i);
    const after = moved(kept, rows, Float32Array.from(golden.z.flat()), k, m);
    expect([...after['labels']]).toEqual(golden.labels_after);
    expect([...after['counts']]).toEqual(golden.counts_after);
    golden.centres_after.flat().forEach((value, at) => expect(after['centres'][at]).toBeCloseTo(value, 5));
  },
);
