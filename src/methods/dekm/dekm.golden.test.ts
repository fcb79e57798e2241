import { expect, inject, test } from 'vitest';
import { drain } from '../../core/work/steps';
import { scatterWithin, targetsOf, widestDirection } from './target';

test.each(inject('golden')['baselines/dekm'].cases.map((one) => [`n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'scatter, direction and targets of DEKM agree with the oracle: %s',
  (_, { n, m, k, codes, labels, centres, ...golden }) => {
    expect(Math.max(...labels)).toBeLessThan(k);
    const clustered = { codes: Float64Array.from(codes.flat()), n, m, centres: Float64Array.from(centres.flat()), labels };
    const scatter = drain(scatterWithin(clustered));
    golden.within_scatter.flat().forEach((value, at) => expect(scatter[at]).toBeCloseTo(value, 8));
    const direction = drain(widestDirection(scatter, m));
    const along = golden.eigenvector_last.reduce((sum, value, f) => sum + value * direction[f], 0);
    expect(Math.abs(along)).toBeCloseTo(1, 10);
    const targets = drain(targetsOf(clustered));
    golden.target.flat().forEach((value, at) => expect(targets[at]).toBeCloseTo(value, 5));
  },
);
