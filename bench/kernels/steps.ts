/**
 * One training step of CLAM (batch 64, d 784, k 10, T 10): the engine's own by both energies, and the first written in plain TensorFlow.js
 * operations.
 */
import {
  add,
  div,
  gather,
  matMul,
  mean,
  mul,
  softmax,
  square,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  train,
  variable,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { Random } from '../../src/core/algebra/random';
import { activate } from '../../src/engine/backend/load';
import { defaultConfig, type ClamConfig, type Config } from '../../src/methods/config';
import { trainerOf } from '../../src/engine/run/trainerOf';
import type { BackendName } from '../../src/engine/protocol';

const shape = { batch: 64, d: 784, k: 10, T: 10, steps: 4 };
const { batch, d, k, T, steps } = shape;
const n = batch * steps;
const random = new Random(1);
const points = Float32Array.from({ length: n * d }, () => random.normal());
const share = 0.15;
const beta = 0.005;
/** Of log-sum-ReLU: balls that hold most points of variance 1 a feature, which lie 2d apart (squared). */
const ballBeta = 1 / (2.5 * d);

export interface StepTimes {
  readonly own: number;
  /** The same under log-sum-ReLU. */
  readonly balls: number;
  readonly plain: number;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds a step, medians of `rounds` epochs of four steps, alternating. */
async function measure(backend: BackendName, masked: boolean, rounds: number): Promise<StepTimes> {
  if (!(await activate(backend))) throw new Error(`There is no ${backend} here.`);
  const own = await ownEpoch(backend, masked, { beta });
  const balls = await ownEpoch(backend, masked, { beta: ballBeta, energy: 'lsr' });
  const plain = plainEpoch(masked);
  const times = { own: [] as number[], balls: [] as number[], plain: [] as number[] };
  for (let round = 0; round <= rounds; round++)
    for (const [name, epoch] of [
      ['own', own],
      ['balls', balls],
      ['plain', plain],
    ] as const) {
      const began = performance.now();
      await epoch();
      // The first round warms up: shaders are compiled, functions optimised.
      if (round > 0) times[name].push((performance.now() - began) / steps);
    }
  return { own: median(times.own), balls: median(times.balls), plain: median(times.plain) };
}

async function ownEpoch(
  backend: BackendName,
  masked: boolean,
  by: Pick<ClamConfig, 'beta'> & Partial<Pick<ClamConfig, 'energy'>>,
): Promise<() => Promise<void>> {
  const config: Config = {
    ...defaultConfig,
    k,
    ...by,
    steps: T,
    batchSize: batch,
    mask: masked ? { probability: share, value: 'mean', wholeBatchEveryThird: false } : null,
  };
  const trainer = await trainerOf(config).create({
    points,
    n,
    d,
    image: null,
    pretrained: null,
    config,
    backend,
    ready: async () => backend,
  });
  let epoch = 0;
  return async () => {
    trainer.begin({ epoch: ++epoch, config, learningRates: Float64Array.of(1e-3) });
    while (!(await trainer.advance(Infinity)));
    await trainer.end();
  };
}

function plainEpoch(masked: boolean): () => Promise<void> {
  const data = tensor2d(points, [n, d]);
  const memories = variable(tensor2d(points.slice(0, k * d), [k, d]));
  const optimiser = train.adam(1e-3, 0.9, 0.999, 1e-7);
  const distances = (v: Tensor) => add(sub(sum(square(v), 1, true), mul(matMul(v, memories, false, true), 2)), sum(square(memories), 1));
  return async () => {
    let loss: Scalar | null = null;
    for (let step = 0; step < steps; step++) {
      const hidden = masked
        ? tensor2d(
            Float32Array.from({ length: batch * d }, () => (random.uniform() < share ? 1 : 0)),
            [batch, d],
          )
        : null;
      const rows = tensor1d(
        Int32Array.from({ length: batch }, (_, i) => step * batch + i),
        'int32',
      );
      loss?.dispose();
      loss = optimiser.minimize(
        () =>
          tidy(() => {
            const x = gather(data, rows) as Tensor2D;
            let v: Tensor = hidden ? mul(x, sub(1, hidden)) : x;
            for (let t = 0; t < T; t++) {
              const p = softmax(mul(distances(v), -beta));
              const move = div(sub(matMul(p as Tensor2D, memories), v), T);
              v = add(v, hidden ? mul(move, hidden) : move);
            }
            const error = square(sub(v, x));
            return mean(hidden ? mul(error, hidden) : error) as Scalar;
          }),
        true,
        [memories],
      );
      rows.dispose();
      hidden?.dispose();
    }
    await loss?.data();
    loss?.dispose();
  };
}

declare global {
  interface Window {
    measure: typeof measure;
  }
}
window.measure = measure;
