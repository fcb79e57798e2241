/** ClamGradient on typed arrays: the core's batch gradient, point by point, which works on the hidden entries alone. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { BatchGradient } from '../../../core/memory/gradient';
import { clamArguments, clamGradient } from '../clamGradient';
import { modelOf } from './access';
import type { Access } from './access';

/** The scratch of the last sizes: a training run asks for the same ones step after step. */
let kept: { key: string; batch: BatchGradient } | null = null;

function scratch(k: number, d: number, steps: number): BatchGradient {
  const key = [k, d, steps].join();
  if (kept?.key !== key) kept = { key, batch: new BatchGradient(k, d, steps) };
  return kept.batch;
}

/** The hidden features of every point of a mask, one list after another, and where each point's begins. */
function lists(mask: Float32Array, points: number, d: number): { features: Uint32Array; starts: Uint32Array } {
  const features: number[] = [];
  const starts = new Uint32Array(points + 1);
  for (let point = 0, i = 0; point < points; point++) {
    for (let j = 0; j < d; j++, i++) if (mask[i] !== 0) features.push(j);
    starts[point + 1] = features.length;
  }
  return { features: Uint32Array.from(features), starts };
}

export const typedClamGradient = ({ backendName, read, make }: Access): KernelConfig => ({
  kernelName: clamGradient,
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { data, rows, hidden, fill, memories, logWeights, loss, attributes, shape, scale } = clamArguments(inputs, attrs);
    const { runs, n, k, d } = shape;
    const x = read(backend, data);
    const order = read(backend, rows);
    const rho = read(backend, memories);
    const values = fill ? read(backend, fill) : new Float32Array(0);
    const weights = logWeights && read(backend, logWeights);
    const shared = hidden?.shape[0] === 1;
    const masks = hidden && lists(read(backend, hidden), shared ? n : runs * n, d);
    const after = Float32Array.from(read(backend, loss));
    const toMemories = new Float32Array(runs * k * d);
    const toWeights = new Float32Array(runs * k);
    const batch = scratch(k, d, attributes.steps);
    for (let run = 0; run < runs; run++) {
      batch.begin(modelOf(run, shape, attributes, rho, weights));
      let sum = 0;
      for (let b = 0; b < n; b++) {
        const point = run * n + b;
        const at = shared ? b : point;
        const from = masks ? masks.starts[at] : 0;
        sum += batch.add(x, order[point] * d, values, masks && masks.features, from, masks ? masks.starts[at + 1] - from : 0);
      }
      batch.finish();
      after[run] += sum * scale;
      for (let i = 0, to = run * k * d; i < k * d; i++) toMemories[to + i] = batch.memories[i] * scale;
      for (let mu = 0; mu < k; mu++) toWeights[run * k + mu] = batch.logWeights[mu] * scale;
    }
    const outputs = [make(backend, [runs], after), make(backend, [runs, k, d], toMemories)];
    return logWeights ? [...outputs, make(backend, [runs, k], toWeights)] : outputs;
  },
});
