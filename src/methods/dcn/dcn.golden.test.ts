import { expect, inject, test } from 'vitest';
import { dcnHead, moved } from './head';

test.each(inject('golden')['baselines/dcn'].cases.map((one) => [`n ${one.n}, k ${one.k}`, one] as const))(
  'DCN agrees with the oracle: %s',
  (_, golden) => {
    const { n, m, k, lam } = golden;
    const codes = Float64Array.from(golden.z.flat());
    const kept = {
      centres: Float64Array.from(golden.centres.flat()),
      labels: Float64Array.from(golden.labels_before),
      counts: Float64Array.from(golden.counts_before),
    };
    const batch = { rows: Uint32Array.from({ length: n }, (__, i) => i), count: n, live: { weight: lam / 2 }, kept, noise: null };
    const head = dcnHead.make({
      k,
      m,
      batchSize: n,
      decoderInput: new Float64Array(n * m),
      learned: () => {
        throw new Error('It learns nothing.');
      },
    });
    expect(n * head.forward(batch, codes).loss).toBeCloseTo(golden.clustering_loss_sum, 8);
    const toCodes = new Float64Array(n * m);
    head.backward(batch, codes, new Float64Array(n * m), toCodes);
    golden.grad_z.flat().forEach((value, at) => expect(n * toCodes[at]).toBeCloseTo(value, 8));
    const single = Object.fromEntries(Object.entries(kept).map(([name, values]) => [name, Float32Array.from(values)]));
    const after = moved(single, batch.rows, Float32Array.from(codes), k, m);
    expect([...after['labels']]).toEqual(golden.labels_after);
    expect([...after['counts']]).toEqual(golden.counts_after);
    golden.centres_after.flat().forEach((value, at) => expect(after['centres'][at]).toBeCloseTo(value, 5));
  },
);
