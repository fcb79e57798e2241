/**
 * The loops of `RecursionKernel` for at most four moving features, the common case of small tables: the point, its gradient and
 * its pull never leave the registers, and the memories are read once a step each way. Same mathematics, about 1.6 times as fast.
 */
import { expNegative } from './exp';
import type { KernelArrays } from './kernelArrays';

/** `RecursionKernel.forward` for stride 4. */
export function forwardNarrow(kernel: KernelArrays): void {
  const { k, steps, beta, stepSize, offsets, states, pulls, p, near } = kernel;
  let v0 = states[0];
  let v1 = states[1];
  let v2 = states[2];
  let v3 = states[3];
  for (let t = 0, now = 0, pt = 0; t < steps; t++, pt += k) {
    let max = -Infinity;
    for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
      const a0 = v0 - near[r];
      const a1 = v1 - near[r + 1];
      const a2 = v2 - near[r + 2];
      const a3 = v3 - near[r + 3];
      const score = offsets[mu] - beta * (a0 * a0 + a1 * a1 + (a2 * a2 + a3 * a3));
      p[pt + mu] = score;
      if (score > max) max = score;
    }
    let sum = 0;
    let m0 = 0;
    let m1 = 0;
    let m2 = 0;
    let m3 = 0;
    for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
      const e = expNegative(max - p[pt + mu]);
      p[pt + mu] = e;
      sum += e;
      m0 += e * near[r];
      m1 += e * near[r + 1];
      m2 += e * near[r + 2];
      m3 += e * near[r + 3];
    }
    const scale = 1 / sum;
    for (let mu = 0; mu < k; mu++) p[pt + mu] *= scale;
    m0 *= scale;
    m1 *= scale;
    m2 *= scale;
    m3 *= scale;
    pulls[now] = m0;
    pulls[now + 1] = m1;
    pulls[now + 2] = m2;
    pulls[now + 3] = m3;
    now += 4;
    v0 += stepSize * (m0 - v0);
    v1 += stepSize * (m1 - v1);
    v2 += stepSize * (m2 - v2);
    v3 += stepSize * (m3 - v3);
    states[now] = v0;
    states[now + 1] = v1;
    states[now + 2] = v2;
    states[now + 3] = v3;
  }
}

/** `RecursionKernel.walkBack` for stride 4. */
export function walkBackNarrow(kernel: KernelArrays): void {
  const { k, steps, beta, stepSize, states, pulls, p, near, nearGradient, sumS, g } = kernel;
  let g0 = g[0];
  let g1 = g[1];
  let g2 = g[2];
  let g3 = g[3];
  for (let i = 0; i < 4 * k; i++) nearGradient[i] = 0;
  for (let mu = 0; mu < k; mu++) sumS[mu] = 0;
  const twice = 2 * beta;
  for (let t = steps - 1; t >= 0; t--) {
    const now = t * 4;
    const pt = t * k;
    const u0 = stepSize * g0;
    const u1 = stepSize * g1;
    const u2 = stepSize * g2;
    const u3 = stepSize * g3;
    const v0 = states[now];
    const v1 = states[now + 1];
    const v2 = states[now + 2];
    const v3 = states[now + 3];
    const mean = u0 * pulls[now] + u1 * pulls[now + 1] + (u2 * pulls[now + 2] + u3 * pulls[now + 3]);
    g0 -= u0;
    g1 -= u1;
    g2 -= u2;
    g3 -= u3;
    for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
      const n0 = near[r];
      const n1 = near[r + 1];
      const n2 = near[r + 2];
      const n3 = near[r + 3];
      const weight = p[pt + mu];
      const dS = weight * (u0 * n0 + u1 * n1 + (u2 * n2 + u3 * n3) - mean);
      const pull = twice * dS;
      sumS[mu] += dS;
      g0 += pull * n0;
      g1 += pull * n1;
      g2 += pull * n2;
      g3 += pull * n3;
      nearGradient[r] += weight * u0 + pull * v0;
      nearGradient[r + 1] += weight * u1 + pull * v1;
      nearGradient[r + 2] += weight * u2 + pull * v2;
      nearGradient[r + 3] += weight * u3 + pull * v3;
    }
  }
  for (let mu = 0, r = 0; mu < k; mu++, r += 4) {
    const pull = twice * sumS[mu];
    nearGradient[r] -= pull * near[r];
    nearGradient[r + 1] -= pull * near[r + 1];
    nearGradient[r + 2] -= pull * near[r + 2];
    nearGradient[r + 3] -= pull * near[r + 3];
  }
  g[0] = g0;
  g[1] = g1;
  g[2] = g2;
  g[3] = g3;
}
