import { expect, inject, test } from 'vitest';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import { method } from './head';

const { cases, reinit } = inject('golden')['heads/kfriendly'];
const runOf = (n: number, m: number, k: number, alpha: number) => ({
  values: { ...defaultsOf('k-friendly'), alpha },
  n,
  d: m,
  m,
  k,
});
const single = (rows: number[][]) => Float32Array.from(rows.flat());

const each = cases.flatMap((one) => one.per_alpha.map((at) => [`${one.kind}, k ${one.k}, α ${at.alpha}`, one, at] as const));
test.each(each)(
  'labels, memberships and the height of codes agree with the oracle: %s',
  (_, { z, centres, n, m, k, hard, margin_ok }, at) => {
    const partition = method.partition({ centres: single(centres) }, runOf(n, m, k, at.alpha), 1, single(z));
    const { assign, memberships, height } = partitionerOf(partition);
    const labels = assign(single(z), n);
    hard.forEach((label, i) => expect(margin_ok[i] ? labels[i] : label).toBe(label));
    const shares = memberships!(single(z), n);
    at.soft?.flat().forEach((share, i) => expect(Math.abs(shares[i] - share)).toBeLessThan(1e-3));
    const mean = height!(single(z), n).reduce((sum, one) => sum + one, 0) / n;
    expect(Math.abs(mean - at.loss)).toBeLessThan(1e-4 * Math.max(1e-2, at.loss));
  },
);

test.each(reinit.map((one, i) => [i, one] as const))(
  'centres go on from where they are to the fixed point of k-means: case %i',
  (_, one) => {
    const [n, m, k] = [one.z.length, one.z[0].length, one.start.length];
    const codes = single(one.z);
    const run = runOf(n, m, k, 2.5);
    const { arrays } = drain(method.refresh!.run(codes, { centres: single(one.start) }, run, null as never));
    one.centres.flat().forEach((value, at) => expect(arrays['centres'][at]).toBeCloseTo(value, 4));
    expect([...partitionerOf(method.partition(arrays, run, 1, codes)).assign(codes, n)]).toEqual(one.labels);
  },
);
