import { expect, inject, test } from 'vitest';
import { Descent } from '../../core/optimise/descent';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { CmArrays } from '../shared/clusteringModule/arrays';
import { CmLoss, matchedPrior, priorOf, type Terms } from '../shared/clusteringModule/loss';
import { fromCentres } from '../shared/clusteringModule/start';
import { steps } from './steps';

const golden = inject('golden')['heads/cm'];
const all: Terms = { reconstruction: 1, sparsity: 1, merging: 1, prior: 1 };
const none: Terms = { reconstruction: 0, sparsity: 0, merging: 0, prior: 0 };
const named = { E1: 'reconstruction', E2: 'sparsity', E3: 'merging', E4: 'prior' } as const;

/** The oracle's W is m × k. */
const transposed = (matrix: number[][]) => matrix[0].map((_, j) => matrix.map((row) => row[j])).flat();

function arraysOf(W: number[][], b: number[], V: number[][], c: number[]): CmArrays {
  const arrays = new CmArrays(b.length, c.length);
  arrays.weights.set(transposed(W));
  arrays.bias.set(b);
  arrays.own.set(V.flat());
  arrays.common.set(c);
  return arrays;
}

/** Equal up to 1e-9 of the greatest entry. */
function expectClose(found: ArrayLike<number>, wanted: readonly number[]): void {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, at) => expect(Math.abs(found[at] - value)).toBeLessThan(1e-9 * scale));
}

test.each(golden.cases.map((one) => [`${one.kind}, n ${one.n}, m ${one.m}, k ${one.k}`, one] as const))(
  'CM’s loss, its terms and gradients, and its regions agree with the oracle: %s',
  (_, one) => {
    const { n, m, k, z, W, b, V, c, alpha, gamma, mu, kind } = one;
    const points = Float64Array.from(z.flat());
    const arrays = arraysOf(W, b, V, c);
    const rows = Uint32Array.from({ length: n }, (__, i) => i);
    const loss = new CmLoss(k, m);
    // The oracle's gradients pair the concentrations with the clusters as they stand.
    const order = matchedPrior(
      Float64Array.from(alpha),
      Float64Array.from({ length: k }, (__, j) => gamma.reduce((s, row) => s + row[j], 0)),
    );
    const paired = order.every((value, j) => value === alpha[j]);
    const found = drain(loss.of(arrays, points, rows, Float64Array.from(alpha), all));
    expectClose([found.reconstruction, found.sparsity, found.merging], [one.E1, one.E2, one.E3]);
    expectClose([found.prior], [one.E4_sorted]);
    expectClose([found.reconstruction + found.sparsity + found.merging], [one.soft_kmeans]);
    const compare = (wanted: (typeof one)['cm']) => {
      expectClose(loss.gradient.weights, transposed(wanted.grad_W));
      expectClose(loss.gradient.bias, wanted.grad_b);
      expectClose(loss.gradient.own, wanted.grad_V.flat());
      expectClose(loss.gradient.common, wanted.grad_c);
    };
    if (paired) compare(one.cm);
    for (const [name, wanted] of Object.entries(one.terms ?? {})) {
      const own = named[name as keyof typeof named];
      if (!own || !wanted || (own === 'prior' && !paired)) continue;
      drain(loss.of(arrays, points, rows, Float64Array.from(alpha), { ...none, [own]: 1 }));
      compare({ ...wanted, loss: 0 });
    }
    const partition = { kind: 'softmax', k, d: m, weights: arrays.weights, bias: arrays.bias, prototypes: arrays.centres() } as const;
    expectClose(partition.prototypes, mu.flat());
    const { assign, nearest, memberships, height } = partitionerOf(partition);
    const [labels, cells] = [assign(points, n), nearest!(points, n)];
    const sure = (ok: boolean[], values: ArrayLike<number>) => ok.flatMap((is, i) => (is ? [values[i]] : []));
    expect(sure(one.margin_ok, labels)).toEqual(sure(one.margin_ok, one.hard));
    expect(sure(one.nearest_margin_ok, cells)).toEqual(sure(one.nearest_margin_ok, one.nearest));
    memberships!(points, n).forEach((share, at) => expect(share).toBeCloseTo(gamma.flat()[at], 6));
    expectClose([height!(points, n).reduce((sum, value) => sum + value, 0)], [one.soft_kmeans]);
    const separation = drain(steps.loss!({ points, n, d: m }, partition)) * n * m;
    expect(separation).toBeCloseTo(one.E2 + one.E3, kind === 'dead' ? 4 : 5);
  },
);

test.each(golden.init.map((one, i) => [i, one] as const))('the starts from centres agree with the oracle: %i', (_, one) => {
  const { centres } = one;
  const [k, d] = [centres.length, centres[0].length];
  const start = (init: 'mixture' | 'pinv') => fromCentres(Float64Array.from(centres.flat()), k, d, init);
  expectClose(start('pinv').weights, transposed(one.W_pinv));
  expectClose(start('mixture').weights, transposed(one.W_mixture));
  expectClose(start('mixture').bias, one.b_mixture);
  expect([...start('pinv').bias, ...start('mixture').common].every((value) => value === 0)).toBe(true);
});

test.each(golden.averaging.map((one, i) => [i, one] as const))(
  'steps of gradient descent and their mean agree with the oracle: %i',
  (_, one) => {
    const { z, batch, lr, alpha } = one;
    const points = Float64Array.from(z.flat());
    const arrays = arraysOf(one.W0, one.b0, one.V0, one.c0);
    const { k, d } = arrays;
    const loss = new CmLoss(k, d);
    const descent = new Descent(arrays.all.length, { kind: 'sgd', epsilon: 0, momentum: 0 });
    const mean = new CmArrays(k, d);
    // A last batch of less than half the size is left out.
    const batches = Math.ceil(z.length / batch);
    for (let at = 0; at < batches; at++) {
      const rows = Uint32Array.from({ length: Math.min(batch, z.length - at * batch) }, (__, i) => at * batch + i);
      drain(loss.of(arrays, points, rows, new Float64Array(k).fill(alpha), all));
      descent.update(arrays.all, loss.gradient.all, lr);
      arrays.all.forEach((value, i) => {
        mean.all[i] += value / batches;
      });
    }
    const compare = (own: CmArrays, which: '_last' | '_avg') => {
      expectClose(own.weights, transposed(one[`W${which}`]));
      expectClose(own.bias, one[`b${which}`]);
      expectClose(own.own, one[`V${which}`].flat());
      expectClose(own.common, one[`c${which}`]);
    };
    expect(batches).toBeGreaterThan(1);
    compare(arrays, '_last');
    compare(mean, '_avg');
  },
);

test('two centres that share a point are merged by E₂ + E₃, and the prior of 1 + 1/k is a divergence', () => {
  for (const { gamma, mu1, mu2, E2_plus_E3 } of golden.merging) {
    const d = mu1.length;
    // γ = (gamma, 1 − gamma), whatever the point is.
    const bias = [Math.log(Math.max(gamma, 1e-300)), Math.log(Math.max(1 - gamma, 1e-300))];
    const arrays = arraysOf(
      Array.from({ length: d }, () => [0, 0]),
      bias,
      [mu1, mu2],
      Array.from({ length: d }, () => 0),
    );
    const terms = drain(new CmLoss(2, d).of(arrays, new Float64Array(d), Uint32Array.of(0), Float64Array.of(1, 1), all));
    expect(terms.sparsity + terms.merging).toBeCloseTo(E2_plus_E3, 9);
  }
  for (const { mean_gamma: shares, E4, KL, log_k } of golden.kl) {
    const k = shares.length;
    const prior = priorOf(new Float64Array(k).fill(1 + 1 / k), Float64Array.from(shares));
    expect(prior).toBeCloseTo(E4, 7);
    expect(prior - log_k).toBeCloseTo(KL, 7);
  }
});
