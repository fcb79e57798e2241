import { beforeAll, expect, inject, test } from 'vitest';
import { useBackend } from '../kernels/testing';
import { dkmDeviations } from './dkm.testing';

beforeAll(() => useBackend('cpu'));

test.each(inject('golden')['heads/dkm'].cases.map((one) => [`${one.distance}, ${one.kind}, k ${one.k}`, one] as const))(
  'DKM by the tape agrees with the oracle on cpu: %s',
  async (_, one) => {
    expect(await dkmDeviations(one)).toEqual([]);
  },
);
