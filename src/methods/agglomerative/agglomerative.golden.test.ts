import { expect, inject, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { numberedBySize } from '../../core/partition/labelled';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import { steps } from './steps';

const cases = inject('golden')['baselines/agglomerative'].cases.flatMap((one) =>
  one.runs.map((run) => [`${one.n} × ${one.d}, ${run.linkage}, ${run.metric}`, one, run] as const),
);

test.each(cases)(
  'agglomerative clustering agrees with the oracle: %s',
  (_, { n, d, X }, { metric, linkage, heights_last20, partitions }) => {
    const data = { points: Float64Array.from(X.flat()), n, d };
    const settings = { ...defaultsOf('agglomerative'), metric, linkage };
    const one = drain(steps.begin(data, settings, new Random(0), 0));
    drain(one.epoch(settings));
    const cut = (k: number) => {
      const partition = one.partition({ ...settings, k });
      if (partition.kind !== 'labelled') throw new TypeError(partition.kind);
      return partition;
    };
    const heights = cut(2).tree!.heights.slice(-heights_last20.length);
    heights_last20.forEach((height, i) => expect(heights[i]).toBeCloseTo(height, 9));
    for (const [k, clusters] of Object.entries(partitions))
      expect([...cut(Number(k)).pointLabels!]).toEqual([...numberedBySize(clusters, n).labels]);
  },
);
