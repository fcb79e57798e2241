/**
 * The loops of `RecursionKernel` under the log-sum-ReLU energy. A point moves towards the mean of the memories whose balls hold it, and once
 * none does it rests: there are no exponentials, and on the way back only those memories are read.
 */
import type { KernelArrays } from './kernelArrays';

/** `RecursionKernel.forward`. The memberships of steps that are not taken are 0. */
export function forwardInBalls(kernel: KernelArrays): void {
  const { k, steps, stride, beta, stepSize, offsets, states, pulls, p, near } = kernel;
  for (let t = 0; t < steps; t++) {
    const now = t * stride;
    const pt = t * k;
    let count = 0;
    for (let i = now; i < now + stride; i++) pulls[i] = 0;
    for (let mu = 0, row = 0; mu < k; mu++, row += stride) {
      let square = 0;
      for (let b = 0; b < stride; b += 4) {
        const a0 = states[now + b] - near[row + b];
        const a1 = states[now + b + 1] - near[row + b + 1];
        const a2 = states[now + b + 2] - near[row + b + 2];
        const a3 = states[now + b + 3] - near[row + b + 3];
        square += a0 * a0 + a1 * a1 + (a2 * a2 + a3 * a3);
      }
      const inside = beta * square - offsets[mu] < 1;
      p[pt + mu] = inside ? 1 : 0;
      if (!inside) continue;
      count++;
      for (let i = 0; i < stride; i++) pulls[now + i] += near[row + i];
    }
    if (count === 0) {
      for (let i = pt + k; i < steps * k; i++) p[i] = 0;
      for (let i = now + stride; i < (steps + 1) * stride; i++) states[i] = states[i - stride];
      return;
    }
    const share = 1 / count;
    for (let mu = pt; mu < pt + k; mu++) p[mu] *= share;
    for (let i = now; i < now + stride; i++) {
      pulls[i] *= share;
      states[i + stride] = states[i] + stepSize * (pulls[i] - states[i]);
    }
  }
}

/** `RecursionKernel.walkBack`. */
export function walkBackInBalls(kernel: KernelArrays): void {
  const { k, steps, stride, stepSize, p, nearGradient, sumS, g } = kernel;
  for (let i = 0, end = k * stride; i < end; i++) nearGradient[i] = 0;
  for (let mu = 0; mu < k; mu++) sumS[mu] = 0;
  for (let t = steps - 1; t >= 0; t--) {
    let held = false;
    for (let mu = 0, row = 0; mu < k; mu++, row += stride) {
      const weight = p[t * k + mu];
      if (weight === 0) continue;
      held = true;
      const pull = weight * stepSize;
      for (let i = 0; i < stride; i++) nearGradient[row + i] += pull * g[i];
    }
    if (held) for (let i = 0; i < stride; i++) g[i] -= stepSize * g[i];
  }
}
