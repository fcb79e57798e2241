import { expect, inject, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { numberedBySize } from '../../core/partition/labelled';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import { kernelAffinity } from './kernelAffinity';
import { spectralMap } from './map';
import { neighbourAffinity } from './neighbourAffinity';
import { steps } from './steps';

const cases = inject('golden')['baselines/spectral'].cases.map((one) => [`${one.name}, ${one.affinity}`, one] as const);

test.each(cases)('spectral clustering agrees with the oracle: %s', (_, golden) => {
  const { n, k, affinity, gamma, n_neighbors: neighbours, X, degrees, laplacian_eigenvalues: eigenvalues, labels, unambiguous } = golden;
  const data = { points: Float64Array.from(X.flat()), n, d: X[0].length };
  const random = new Random(0);
  const rbf = affinity === 'rbf';
  const graph = drain(rbf ? kernelAffinity(data, gamma!, random) : neighbourAffinity(data, neighbours!, random));
  degrees.forEach((degree, i) => expect(graph.degrees[i]).toBeCloseTo(degree, 9));
  const { values } = drain(spectralMap(graph, eigenvalues.length, random));
  eigenvalues.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 7));
  if (!unambiguous || !labels) return;
  for (const assign of ['kmeans', 'discretize'] as const) {
    const settings = {
      ...defaultsOf('spectral'),
      k,
      assign,
      affinity: rbf ? ('rbf' as const) : ('neighbours' as const),
      gamma: gamma ?? 1,
      neighbours: neighbours ?? 10,
    };
    const one = drain(steps.begin(data, settings, new Random(1), 1));
    drain(one.epoch(settings));
    expect([...one.partition(settings).pointLabels!]).toEqual([...numberedBySize(labels, n).labels]);
  }
});
