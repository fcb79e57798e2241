/** AssociativeRecursion on typed arrays, run by run. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { recurse } from '../../../core/memory/dynamics';
import { associativeRecursion, recursionArguments, recursionShape } from '../recursion';
import { hiddenOf, modelOf } from './access';
import type { Access } from './access';

export const typedRecursion = ({ backendName, read, make }: Access): KernelConfig => ({
  kernelName: associativeRecursion,
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { points, memories, hidden, logWeights, attributes } = recursionArguments(inputs, attrs);
    const shape = recursionShape(points, memories, hidden, logWeights);
    const { runs, n, d } = shape;
    const start = read(backend, points);
    const rho = read(backend, memories);
    const weights = logWeights && read(backend, logWeights);
    const mask = hidden && { shape: hidden.shape, values: read(backend, hidden) };
    const result = new Float32Array(runs * n * d);
    for (let run = 0; run < runs; run++) {
      const from = run * n * d;
      const model = modelOf(run, shape, attributes, rho, weights);
      result.set(recurse(model, start.subarray(from, from + n * d), n, hiddenOf(run, shape, mask)), from);
    }
    return make(backend, [runs, n, d], result);
  },
});
