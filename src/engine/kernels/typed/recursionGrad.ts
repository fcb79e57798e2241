/** AssociativeRecursionGrad on typed arrays, run by run. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { backward } from '../../../core/memory/dynamics';
import { associativeRecursionGrad, recursionArguments, recursionShape } from '../recursion';
import { hiddenOf, modelOf } from './access';
import type { Access } from './access';

export const typedRecursionGrad = ({ backendName, read, make }: Access): KernelConfig => ({
  kernelName: associativeRecursionGrad,
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { points, memories, hidden, logWeights, attributes } = recursionArguments(inputs, attrs);
    const { gradient } = inputs;
    if (!gradient) throw new Error('The backward pass needs the gradient at the end of the recursion.');
    const shape = recursionShape(points, memories, hidden, logWeights);
    const { runs, n, k, d } = shape;
    const start = read(backend, points);
    const end = read(backend, gradient);
    const rho = read(backend, memories);
    const weights = logWeights && read(backend, logWeights);
    const mask = hidden && { shape: hidden.shape, values: read(backend, hidden) };
    const toPoints = new Float32Array(runs * n * d);
    const toMemories = new Float32Array(runs * k * d);
    const toWeights = new Float32Array(runs * k);
    for (let run = 0; run < runs; run++) {
      const from = run * n * d;
      const to = from + n * d;
      const model = modelOf(run, shape, attributes, rho, weights);
      const gradients = backward(model, start.subarray(from, to), n, end.subarray(from, to), hiddenOf(run, shape, mask));
      toPoints.set(gradients.points, from);
      toMemories.set(gradients.memories, run * k * d);
      toWeights.set(gradients.logWeights, run * k);
    }
    const outputs = [make(backend, [runs, n, d], toPoints), make(backend, [runs, k, d], toMemories)];
    return logWeights ? [...outputs, make(backend, [runs, k], toWeights)] : outputs;
  },
});
