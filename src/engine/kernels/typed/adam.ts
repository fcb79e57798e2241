/** AdamUpdate on typed arrays. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { adamArguments, adamUpdate } from '../adam';
import type { Access } from './access';

export const typedAdam = ({ backendName, read, make }: Access): KernelConfig => ({
  kernelName: adamUpdate,
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { parameter, mean, square, gradient, rates, attributes, correction } = adamArguments(inputs, attrs);
    const { beta1, beta2, epsilon } = attributes;
    const theta = Float32Array.from(read(backend, parameter));
    const m = Float32Array.from(read(backend, mean));
    const s = Float32Array.from(read(backend, square));
    const g = read(backend, gradient);
    const lr = read(backend, rates);
    const each = theta.length / lr.length;
    for (let run = 0, i = 0; run < lr.length; run++) {
      const rate = lr[run] * correction;
      for (const end = i + each; i < end; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        theta[i] -= (rate * m[i]) / (Math.sqrt(s[i]) + epsilon);
      }
    }
    return [theta, m, s].map((values) => make(backend, parameter.shape, values));
  },
});
