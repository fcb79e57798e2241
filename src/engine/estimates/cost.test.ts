import { expect, test } from 'vitest';
import { defaultConfig, defaultsOf, type ClamConfig, type Config, type DeepConfig } from '../../methods/config';
import { clam as method } from '../../methods/clam/declare';
import { trainingSeconds } from './cost';

const pictures = (side: number, n = 600) => ({ n, d: side * side * 3, image: { width: side, height: side, channels: 3 } });
const clam: ClamConfig = { ...defaultConfig, k: 5, mask: { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } };
const deep = (network: DeepConfig['network']): Config => ({ ...defaultsOf('dclam'), k: 5, network });

test('an epoch of CLAM costs as much for each point, memory, step and hidden entry', () => {
  const mask = { probability: 0.25, value: 'mean', wholeBatchEveryThird: false } as const;
  expect(method.operations!({ ...defaultConfig, k: 2, steps: 3, restarts: 4, mask }, 10, 8)).toBe(
    4 * 10 * (2 * 2 * 8 + 3 * 2 * (6 * 2 + 6)),
  );
  expect(method.operations!({ ...defaultConfig, k: 2, steps: 3, restarts: 4, mask: null }, 10, 8)).toBe(
    4 * 10 * (2 * 2 * 8 + 3 * 2 * (6 * 8 + 6)),
  );
});

test('large pictures take minutes, smaller ones and graphics cards less; a network’s price is that of its layers', () => {
  expect(trainingSeconds(clam, pictures(48), false)).toBeGreaterThan(120);
  expect(trainingSeconds(clam, pictures(16), false)).toBeLessThan(60);
  expect(trainingSeconds(clam, pictures(48), true)).toBeCloseTo(trainingSeconds(clam, pictures(48), false) / 20, 9);
  // One layer each way: 3 passes × n × 2 (d·8 + 8·m) products an epoch, 100 epochs of pretraining and 100 more.
  expect(trainingSeconds(deep([8]), pictures(16), false)).toBeCloseTo((200 * 3 * 600 * 2 * (768 * 8 + 8 * 5)) / 3e9, 6);
  expect(trainingSeconds(deep('cae'), pictures(48), false)).toBeGreaterThan(0);
  expect(() => trainingSeconds(deep('cae'), { n: 5, d: 9, image: null }, false)).toThrow(RangeError);
});
