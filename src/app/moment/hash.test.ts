import { describe, expect, test } from 'vitest';
import { examples } from '../../core/partition/examples';
import { hashOf, isMoment, momentOf } from './hash';
import { checkedMoment, MomentError, type Moment } from './moment';
import { Boxed, pack, unpack, UnpackError } from './packed';
import { bytesOf, textOf } from './text';

const moment = (changes: Partial<Moment> = {}): Moment => ({
  data: { name: '<img src=x onerror=alert(1)>', n: 40, d: 2, print: '0123456789abcdef' },
  epoch: 12,
  restart: 0,
  partition: examples.memory,
  scaling: null,
  latent: null,
  probe: Float32Array.of(0.5, -1.25),
  point: 3,
  memory: 1,
  points: Uint32Array.of(2, 5, 39),
  layers: { contours: false, pictures: true },
  map: { k: 2, middle: [0.5, 1], box: [-1, -2, 3, 4] },
  embedding: null,
  ...changes,
});

const refusal = async (hash: string): Promise<MomentError> => {
  const error: unknown = await momentOf(hash).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MomentError);
  return error as MomentError;
};

const everyKind = {
  ...examples,
  labelledTree: {
    ...examples.labelled,
    tree: { children: Uint32Array.of(0, 1), heights: Float64Array.of(1.5), leaves: null, rows: null },
  },
  memoryWeighted: { ...examples.memory, logWeights: Float32Array.of(-0.5, 0.25), pointLabels: Uint16Array.of(1, 0, 1) },
  centresWeighted: {
    ...examples.centres,
    rule: { by: 'student', nu: 1 },
    weights: Float32Array.of(1, 2, 3, 4),
    trail: Float32Array.of(0, 0, 1, 1),
  },
} as const;

test.each(Object.entries(everyKind))('a partition of kind %s comes back to the bit in single precision', async (_kind, partition) => {
  const hash = await hashOf(moment({ partition }), 'single');
  expect(isMoment(hash)).toBe(true);
  expect(await momentOf(hash)).toEqual(moment({ partition }));
});

test('half precision keeps eleven bits of numbers of any magnitude, and whole numbers as they are', () => {
  for (const scale of [1e-12, 1, 1e12]) {
    const numbers = Float32Array.from({ length: 500 }, (_, i) => scale * Math.sin(i) * (1 + (i % 7)));
    const [halves, labels] = unpack(pack([numbers, Uint16Array.of(0, 70, 65_535)], 'half')) as [Float32Array, Uint16Array];
    const greatest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    halves.forEach((x, i) =>
      expect(Math.abs(x - numbers[i])).toBeLessThanOrEqual(Math.max(Math.abs(numbers[i]) / 2048, greatest * 2 ** -25)),
    );
    expect(labels).toEqual(Uint16Array.of(0, 70, 65_535));
  }
  // What half precision would lose is kept whole.
  const wide = Float32Array.of(1e-9, 1e9);
  expect(unpack(pack(wide, 'half'))).toEqual(wide);
});

test('codes are kept in 4096 places of their own box', () => {
  const codes = Float32Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 5 : 100 * Math.sin(i)));
  const back = unpack(pack(new Boxed(codes, 3), 'half')) as Float32Array;
  back.forEach((x, i) => expect(Math.abs(x - codes[i])).toBeLessThanOrEqual(200 / 4095 / 2 + 1e-4));
  expect(unpack(pack(new Boxed(new Float32Array(0), 2), 'half'))).toEqual(new Float32Array(0));
});

describe('what is refused', () => {
  test('a link that is cut anywhere', async () => {
    const hash = await hashOf(moment(), 'single');
    for (let length = 3; length < hash.length; length++) {
      const { code, message } = await refusal(hash.slice(0, length));
      expect([code, message]).toEqual(['bad-moment', expect.stringMatching(/\.$/)]);
    }
  });

  test('a link with another letter in it', async () => {
    const hash = await hashOf(moment(), 'single');
    for (let i = hash.indexOf('.') + 1; i < hash.length - 1; i++)
      expect((await refusal(`${hash.slice(0, i)}${hash[i] === 'A' ? 'B' : 'A'}${hash.slice(i + 1)}`)).code).toBe('bad-moment');
  });

  test('a newer version', async () => {
    expect((await refusal('#m=2.eNp')).code).toBe('newer-moment');
  });

  test('bytes that are none of ours, and never with more than a sentence', async () => {
    let state = 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647);
    for (let i = 0; i < 300; i++) {
      const bytes = Uint8Array.from({ length: random() % 60 }, () => random());
      if (i % 2) bytes.set([bytes.length % 40, 0, 0].slice(0, bytes.length));
      expect((await refusal(`#m=1.${await textOf(bytes)}`)).code).toBe('bad-moment');
    }
  });

  test('numbers that are said to be there and are not', () => {
    const claim = (place: unknown) => {
      const head = new TextEncoder().encode(JSON.stringify({ memories: { $: place } }));
      return Uint8Array.from([head.length, 0, 0, ...head, 1, 2, 3, 4]);
    };
    for (const place of [
      ['f32', 1e6, 'f32', 0],
      ['f32', 2 ** 53, 'u8', 0],
      ['f32', -1, 'f32', 0],
      ['f32', 1, 'u32', 0],
      ['u8', 1, 'u32', 0],
      ['f32', 1, 'box', 0],
      ['__proto__', 1, 'f32', 0],
      'f32',
      null,
    ])
      expect(() => unpack(claim(place))).toThrow(UnpackError);
    expect(() => unpack(Uint8Array.from([...new TextEncoder().encode('\u0005\0\0'), ...new TextEncoder().encode('['.repeat(5))]))).toThrow(
      UnpackError,
    );
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(() => unpack(Uint8Array.from([nested.length & 255, nested.length >> 8, 0, ...new TextEncoder().encode(nested)]))).toThrow(
      UnpackError,
    );
  });

  test('a text that expands to more than a link holds, and one that is too long', async () => {
    await expect(bytesOf(await textOf(new Uint8Array(2 ** 24)))).rejects.toThrow('more than any link holds');
    expect((await refusal(`#m=1.${'A'.repeat(2 ** 17)}`)).message).toContain('131077 characters');
  });

  test.each([
    [{ epoch: -1 }, 'epoch'],
    [{ epoch: Number.NaN }, 'epoch'],
    [{ probe: Float32Array.of(Number.NaN) }, 'probe'],
    [{ probe: [1, 2] }, 'probe'],
    [{ point: 40 }, 'point'],
    [{ points: Uint32Array.of(3, 3) }, 'points'],
    [{ points: Uint32Array.of(40) }, 'point'],
    [{ map: { k: 1e9, middle: [0, 0], box: [0, 0, 1, 1] } }, 'map.k'],
    [{ data: { name: 'x', n: 0, d: 2, print: null } }, 'data.n'],
    [{ scaling: { fitted: true, kind: 'standard', shift: Float32Array.of(0, 0), scale: Float32Array.of(1, 0) } }, 'scaling.scale'],
    [{ scaling: { fitted: true, kind: 'standard', shift: Float32Array.of(0), scale: Float32Array.of(1, 1) } }, 'scaling'],
    [{ more: 1 }, 'more'],
  ])('%o', (changes, key) => {
    expect(() => checkedMoment({ ...moment(), ...changes })).toThrow(key);
  });
});
