/** ClamGradient in TensorFlow.js's own operations. */
import { add, div, gather, greater, mul, reshape, square, sub, sum, tidy, where } from '@tensorflow/tfjs-core';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { clamArguments, clamGradient } from '../clamGradient';
import { composedBackward, composedForward, lastState, vectorLength } from './dynamics';

export const composedClamGradient = (backendName: string): KernelConfig => ({
  kernelName: clamGradient,
  backendName,
  kernelFunc: ({ inputs, attrs }) => {
    const { attributes, shape, scale, ...rest } = clamArguments(inputs, attrs);
    const { data, rows, hidden, fill, memories, logWeights, loss } = rest as {
      [K in keyof typeof rest]: Tensor | Extract<(typeof rest)[K], null>;
    };
    return tidy(() => {
      const x = reshape(gather(data, rows), [shape.runs, shape.n, shape.d]);
      const target = attributes.similarity === 'spherical' ? div(x, vectorLength(x)) : x;
      const points = hidden && fill ? where(greater(hidden, 0), fill, target) : target;
      const trace = composedForward({ points, memories, hidden, logWeights }, attributes);
      const difference = sub(lastState(trace), target);
      const error = hidden ? mul(hidden, difference) : difference;
      const [, toMemories, toWeights] = composedBackward(trace, mul(2 * scale, error), hidden, attributes);
      const after = add(loss, mul(scale, sum(square(error), [1, 2])));
      return logWeights ? [after, toMemories, toWeights] : [after, toMemories];
    });
  },
});
