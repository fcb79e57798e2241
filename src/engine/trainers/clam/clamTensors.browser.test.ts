import { memoryOf } from '../../../core/partition/testing';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../core/algebra/random';
import { defaultConfig, type ClamConfig } from '../../../methods/config';
import { backends, excess, useBackend } from '../../kernels/testing';
import { dispatchCount } from '../../kernels/webgpu/dispatch';
import { ClamTensors } from './clamTensors';
import { ClamTyped } from './clamTyped';
import type { MethodContext, Trainer } from '../trainer';

/** The trainer on tensors against the one on typed arrays: the same draws, so the same memories up to single precision. */
const n = 40;
const d = 6;
const random = new Random(3);
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + 2 * (Math.floor(i / d) % 3));

const mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } as const;
const variants: [string, Partial<ClamConfig>][] = [
  ['masked', { mask }],
  ['weights learned', { weights: 'learned' }],
  ['weights fixed', { weights: [1, 2, 0.5] }],
  ['on the sphere', { similarity: 'spherical', beta: 5 }],
  ['unmasked', {}],
  ['in balls', { energy: 'lsr', beta: 0.05, mask }],
];

function contextOf(patch: Partial<ClamConfig>): MethodContext<ClamConfig> {
  const config: ClamConfig = {
    ...defaultConfig,
    k: 3,
    beta: 0.5,
    steps: 4,
    batchSize: 16,
    restarts: 2,
    learningRate: 0.02,
    scaling: 'none',
    ...patch,
  };
  return { points, n, d, image: null, pretrained: null, config, backend: 'cpu', ready: async () => 'cpu' };
}

async function epoch(trainer: Trainer, number: number, { config }: MethodContext<ClamConfig>): Promise<void> {
  trainer.begin({ epoch: number, config, learningRates: Float64Array.of(0.02, 0.01) });
  while (!(await trainer.advance(Infinity)));
  await trainer.end();
}

describe.each(backends)('CLAM on tensors, on %s', (backend) => {
  test.each(variants)('trains as CLAM on typed arrays does: %s', async (_, patch) => {
    await useBackend(backend);
    const context = contextOf(patch);
    const typed = new ClamTyped(context);
    let tensors = new ClamTensors(context);
    for (let number = 1; number <= 4; number++) {
      await epoch(typed, number, context);
      await epoch(tensors, number, context);
      if (number !== 2) continue;
      // On another device it goes on from what was saved.
      const saved = tensors.save();
      tensors.dispose();
      tensors = new ClamTensors(context);
      tensors.restore(saved);
    }
    const [expected, actual] = [typed.end(), await tensors.end()];
    for (const [r, one] of expected.partitions.entries()) {
      const [ours, theirs] = [memoryOf({ partition: actual.partitions[r] }), memoryOf({ partition: one })];
      expect(excess(ours.memories, theirs.memories)).toBeLessThanOrEqual(10);
      expect(excess(ours.logWeights ?? [], theirs.logWeights ?? [])).toBeLessThanOrEqual(10);
    }
    expect(excess(actual.losses, expected.losses)).toBeLessThanOrEqual(10);
    tensors.dispose();
  });

  test('an epoch that breaks off is begun again as it was', async () => {
    await useBackend(backend);
    const context = contextOf({ mask });
    const whole = new ClamTensors(context);
    const broken = new ClamTensors(context);
    await epoch(whole, 1, context);
    await epoch(broken, 1, context);
    broken.begin({ epoch: 2, config: context.config, learningRates: Float64Array.of(0.02, 0.01) });
    expect(broken.advance(0)).toBe(false);
    const again = new ClamTensors(context);
    again.restore(broken.save());
    await epoch(whole, 2, context);
    await epoch(again, 2, context);
    expect((await again.end()).partitions).toEqual((await whole.end()).partitions);
    for (const trainer of [whole, broken, again]) trainer.dispose();
  });
});

test('a batch of CLAM takes three dispatches of ours on webgpu, however many steps: the gradient of memories in two, Adam in one', async () => {
  await useBackend('webgpu');
  const counts: number[] = [];
  for (const steps of [2, 30]) {
    const context = contextOf({ mask, steps, batchSize: n });
    const trainer = new ClamTensors(context);
    await epoch(trainer, 1, context);
    const before = dispatchCount();
    await epoch(trainer, 2, context);
    counts.push(dispatchCount() - before);
    trainer.dispose();
  }
  expect(counts).toEqual([3, 3]);
});
