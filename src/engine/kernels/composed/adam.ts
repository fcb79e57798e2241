/** AdamUpdate in TensorFlow.js's own operations. */
import { add, div, mul, reshape, sqrt, square, sub, tidy } from '@tensorflow/tfjs-core';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { adamArguments, adamUpdate } from '../adam';

export const composedAdam = (backendName: string): KernelConfig => ({
  kernelName: adamUpdate,
  backendName,
  kernelFunc: ({ inputs, attrs }) => {
    const { attributes, correction, parameter } = adamArguments(inputs, attrs);
    const { beta1, beta2, epsilon } = attributes;
    const of = (name: string) => inputs[name] as Tensor;
    return tidy(() => {
      const g = of('gradient');
      const m = add(mul(beta1, of('mean')), mul(1 - beta1, g));
      const s = add(mul(beta2, of('square')), mul(1 - beta2, square(g)));
      const rates = mul(correction, reshape(of('rates'), [-1, ...parameter.shape.slice(1).map(() => 1)]));
      return [sub(of('parameter'), mul(rates, div(m, add(sqrt(s), epsilon)))), m, s];
    });
  },
});
