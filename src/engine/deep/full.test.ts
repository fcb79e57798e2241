import { beforeAll, describe, expect, test } from 'vitest';
import { excess, useBackend } from '../kernels/testing';
import { Random } from '../../core/algebra/random';
import { eae } from '../networks/eae';
import { TensorNetwork } from '../networks/tensors/tensorNetwork';
import { createPlainNetwork } from '../networks/typed/create';
import { defaultsOf } from '../../methods/config';
import { byTape } from './byTape';
import { architectureFor } from './heads';
import { deepMethods } from './methods';
import type { SavedRestart } from './restart';
import { config, d, epochs, fullHead, fullTensors, fullTrainer, k, m, n } from './testing';

beforeAll(() => useBackend('cpu'));

/** After so many refreshes the fourth, at step 9, ends training in the third epoch. */
const least = 3;
/** … and the fifth, at step 12, before the first step of the fourth epoch. */
const more = 4;

describe('a method that asks for all that a head and its hooks may', () => {
  test('begins with the columns that are no codes as its head says', async () => {
    const trainer = await fullTrainer('cpu', least);
    const [{ network }] = (await trainer.save()) as SavedRestart[];
    // The last biases of the encoder: of the other columns, and of the codes.
    expect(network.encoder.slice(-2 * m)).toEqual(Float32Array.of(0.2, 0.2, 0, 0));
    const [{ others }] = (await trainer.end()).deep!;
    expect([others!.length, others!.every((x) => x !== 0)]).toEqual([n * m, true]);
  });

  test('trains in its phases, refreshes every third step, and ends with a refresh', async () => {
    const trainer = await fullTrainer('cpu', least);
    const [frozen, headAlone, joint] = await epochs(trainer, 1, 3);
    const parameters = (of: typeof frozen) => [of.encoder, of.decoder].map((part) => Array.from(part));
    const [encoder, decoder] = parameters(frozen);
    // In the second epoch the head alone learns.
    expect(parameters(headAlone)).toEqual([encoder, decoder]);
    expect(headAlone.centres).not.toEqual(frozen.centres);
    expect(Array.from(joint.decoder)).not.toEqual(decoder);
    expect([frozen, headAlone, joint].map(({ steps }) => steps[0])).toEqual([4, 8, 9]);
    expect(joint.ended[0]).toBeGreaterThanOrEqual(0);
    expect(joint.ended[0]).toBeLessThan(2);
    expect([headAlone, joint].map(({ scale }) => scale[0] === 1)).toEqual([false, true]);
    expect(Math.min(...Array.from(joint.counts))).toBeGreaterThan(0);
  });

  test('an epoch that a refresh ends before its first step has the loss of the one before', async () => {
    const results = await epochs(await fullTrainer('cpu', more), 1, 4);
    expect(results.map(({ steps }) => steps[0])).toEqual([4, 8, 12, 12]);
    expect(results[3].losses).toEqual(results[2].losses);
    expect(Array.from(results[3].scale)).toEqual([1, 1]);
    // The first m moments are those of the scale, which the refresh replaced.
    expect(Array.from(results[3]['moments of the head']).slice(0, m)).toEqual([0, 0]);
    expect(Math.abs(results[3]['moments of the head'][m])).toBeGreaterThan(0);
  });

  test('leaves a last batch of too few points out of its epoch', async () => {
    const trainer = await fullTrainer('cpu', 9);
    // 32 points are four batches of seven and four points, or four of eight, or five of six and two points.
    for (const [i, [batchSize, steps]] of [
      [7, 4],
      [8, 8],
      [6, 13],
    ].entries()) {
      trainer.begin({ epoch: i + 1, config: { ...config, batchSize }, learningRates: Float64Array.of(1) });
      while (!(await trainer.advance(0))) continue;
      expect(((await trainer.save()) as SavedRestart[])[0].steps).toBe(steps);
    }
  });

  test('averages networks and learned arrays over a second pass through the points', async () => {
    const trainer = await fullTrainer('cpu', 9, 3);
    await epochs(trainer, 1, 2);
    const saved = async () => ((await trainer.save()) as SavedRestart[])[0];
    const after = new Map<number, Record<string, Float32Array>>();
    trainer.begin({ epoch: 3, config, learningRates: Float64Array.of(1) });
    const parts = ({ network }: SavedRestart) => ({ encoder: network.encoder, decoder: network.decoder, centres: network.head.centres });
    while (!(await trainer.advance(0))) {
      const state = await saved();
      after.set(state.steps, parts(state));
    }
    expect([...after.keys()].at(-1)).toBe(16);
    for (const [part, values] of Object.entries(parts(await saved()))) {
      const second = [13, 14, 15, 16].map((steps) => after.get(steps)![part]);
      const mean = Float32Array.from(second[0], (_, i) => second.reduce((sum, one) => sum + one[i], 0) / 4);
      expect([part, excess(values, mean) <= 1, excess(values, second[3]) <= 1]).toEqual([part, true, false]);
    }
  });

  test('on a device has the state from before an epoch until the next one begins', async () => {
    const trainer = await fullTrainer('webgpu', 9);
    await epochs(trainer, 1, 1);
    const before = await trainer.save();
    await epochs(trainer, 2, 2);
    const after = await trainer.save();
    expect(after).not.toEqual(before);
    expect(await trainer.save(true)).toEqual(before);
    // A device that is lost while the epoch is recorded has it trained once more, and not twice.
    trainer.restore(before);
    await epochs(trainer, 2, 2);
    expect(await trainer.save()).toEqual(after);
  });

  test('goes on from what was saved as if nothing had happened', async () => {
    const whole = await epochs(await fullTrainer('cpu', more), 1, 4);
    const first = await fullTrainer('cpu', more);
    await epochs(first, 1, 2);
    const second = await fullTrainer('cpu', more);
    second.restore(structuredClone(await first.save()));
    expect(await epochs(second, 3, 4)).toEqual(whole.slice(2));
  });

  test('makes and ends nothing by codes that are no numbers', async () => {
    const trainer = await fullTrainer('cpu', 0);
    await epochs(trainer, 1, 1);
    const [saved] = (await trainer.save()) as SavedRestart[];
    const { network } = saved;
    trainer.restore([{ ...saved, network: { ...network, encoder: network.encoder.map(() => NaN) } }]);
    trainer.begin({ epoch: 2, config, learningRates: Float64Array.of(1) });
    while (!(await trainer.advance(0))) continue;
    const { ended, losses } = await trainer.end();
    expect([ended, ...losses]).toEqual([[null], NaN]);
    const [{ network: after }] = (await trainer.save()) as SavedRestart[];
    expect([after.head.targets, after.head.labels]).toEqual([network.head.targets, network.head.labels]);
  });

  test('goes back to networks and all arrays of the head', async () => {
    const trainer = await fullTrainer('cpu', more);
    const [first] = await epochs(trainer, 1, 1);
    const { partitions, deep } = await trainer.end();
    await epochs(trainer, 2, 2);
    trainer.putBack(0, partitions[0], deep![0].parameters);
    const [{ network }] = (await trainer.save()) as SavedRestart[];
    expect([network.encoder, network.decoder]).toEqual([first.encoder, first.decoder]);
    const { scale, targets, labels, counts } = network.head;
    expect([scale, targets, labels, counts]).toEqual([first.scale, first.targets, first.labels, first.counts]);
  });

  test('gives the same numbers by WebAssembly', async () => {
    const [plain, assembly] = [await fullTrainer('cpu', least), await fullTrainer('wasm', least)];
    const [expected, actual] = [await epochs(plain, 1, 3), await epochs(assembly, 1, 3)];
    const off = actual.flatMap((one, i) => Object.entries(one).filter(([name, values]) => excess(values, expected[i][name]) > 1));
    expect(off).toEqual([]);
  });
});

test.each(['dkm', 'dec', 'ae-cm'] as const)('%s learns by the optimiser and between the activations of its settings', async (id) => {
  const optimiser = { kind: 'sgd', epsilon: 1e-3, momentum: 0.5 } as const;
  const own = { ...defaultsOf(id), k, latent: m, network: [5], batchSize: 8, optimiser, activation: 'leaky' as const };
  const points = Float32Array.from({ length: n * d }, (_, at) => Math.sin(at));
  const { create } = deepMethods.find((method) => method.id === id)!;
  const trainer = await create({ points, n, d, config: own, image: null, pretrained: null, backend: 'cpu', ready: async () => 'cpu' });
  const saved = async () => ((await trainer.save()) as SavedRestart[])[0].network;
  expect((await saved()).optimiser).toMatchObject({ kind: 'sgd', momentum: 0.5 });
  trainer.begin({ epoch: 1, config: own, learningRates: Float64Array.of(1) });
  while (!(await trainer.advance(0))) continue;
  const { optimisers, encoder } = await saved();
  // SGD keeps no squares.
  expect([optimisers.encoder.first.some((x) => x !== 0), optimisers.encoder.second.every((x) => x === 0)]).toEqual([true, true]);
  const made = architectureFor(own, { d, image: null });
  expect([...made.encoder, ...made.decoder].map(({ activation }) => activation)).toEqual(['leaky 0.2', 'linear', 'leaky 0.2', 'linear']);
  expect(encoder.every(Number.isFinite)).toBe(true);
  trainer.dispose();
});

test('replaced arrays of the head lose their moments, on typed arrays and on TensorFlow.js', async () => {
  const random = new Random(1);
  const points = Float32Array.from({ length: n * d }, () => random.uniform());
  const architecture = { d, m, ...eae([1, 1, d], m, [4], 2 * m) };
  const context = { architecture, points, n, k, batchSize: 4 };
  const centres = Float32Array.from({ length: k * m }, () => random.normal());
  for (const network of [
    createPlainNetwork({ ...context, head: fullHead }),
    new TensorNetwork({ ...context, head: byTape(fullHead, fullTensors) }),
  ]) {
    network.setHead({ scale: Float32Array.of(1, 2), centres, targets: new Float32Array(n * k).fill(1) });
    const noise = new Float32Array(2 * m);
    network.train({ rows: Uint32Array.of(3, 1), live: { weight: 1 }, noise }, config.rates);
    const before = await network.save();
    network.setHead({ centres });
    network.setHead({ scale: Float32Array.of(3, 4) }, 'anew');
    const { head, optimisers } = await network.save();
    expect([...head.scale, ...head.centres]).toEqual([3, 4, ...centres]);
    for (const moments of ['first', 'second'] as const) {
      expect(before.optimisers.head[moments].every((x) => x !== 0)).toBe(true);
      expect([...optimisers.head[moments]]).toEqual([0, 0, ...before.optimisers.head[moments].slice(m)]);
    }
    expect(() => network.setHead({ radius: new Float32Array(2) })).toThrow(/declares no array "radius"/);
    expect(() => network.setHead({ centres: new Float32Array(2) })).toThrow(/"centres" of the head has 6 numbers, not 2/);
    expect(() => network.setHead({ counts: new Float32Array(2) })).toThrow(/"counts" of the head has 3 numbers, not 2/);
    network.dispose();
  }
});
