import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../kernels/testing';
import { deviationsInDouble, deviationsOnTensors, oracles } from './oracle.testing';

beforeAll(() => useBackend('cpu'));

describe.each(oracles)('the head of %s agrees with its oracle', (_, { cases }) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (__, one) => {
    expect(deviationsInDouble(one)).toEqual([]);
    expect(await deviationsOnTensors(one)).toEqual([]);
  });
});
