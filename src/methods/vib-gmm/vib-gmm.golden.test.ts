import { expect, inject, test } from 'vitest';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { method } from './head';

test.each(inject('golden')['baselines/vibgmm'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'labels and loss of VIB-GMM agree with the oracle: %s',
  (_, { n, m, k, mean, logvar, centres, centre_logvar, weight_logits, vib }) => {
    const run = { values: { variance: 0.5, warmUp: 4 }, n, d: m, m, k };
    const [codes, others] = [mean, logvar].map((rows) => Float32Array.from(rows.flat()));
    const arrays = {
      centres: Float32Array.from(centres.flat()),
      logVariances: Float32Array.from(centre_logvar.flat()),
      logits: Float32Array.from(weight_logits),
    };
    const partition = method.partition(arrays, run, 1, codes, others);
    expect([...partition.pointLabels!]).toEqual(vib.responsibilities.map((r) => r.indexOf(Math.max(...r))));

    const { compared, terms } = drain(method.measure!({ epoch: 1, partition, arrays, codes, others, reconstruction: 2 }, run));
    expect(terms['prior']).toBeCloseTo((2 * 0.5 * 0.25 * vib.loss_sum) / (m * n), 5);
    expect(compared).toBe(2 + terms['prior']);

    // Where all points have one variance a place has it too: its label is that of a point that lies there, and so are its memberships.
    const alike = method.partition(arrays, run, 1, codes, new Float32Array(n * m).fill(-1));
    const { assign, memberships } = partitionerOf(alike);
    expect([...assign(codes, n)]).toEqual([...alike.pointLabels!]);
    const shares = memberships!(codes, n);
    for (let i = 0; i < n; i++) {
      const logs = centres.map((centre, c) =>
        centre.reduce(
          (sum, to, j) => sum - (centre_logvar[c][j] + (Math.exp(-1) + (mean[i][j] - to) ** 2) / Math.exp(centre_logvar[c][j])) / 2,
          weight_logits[c],
        ),
      );
      const total = logs.reduce((sum, log) => sum + Math.exp(log), 0);
      logs.forEach((log, c) => expect(shares[i * k + c]).toBeCloseTo(Math.exp(log) / total, 5));
    }
  },
);
