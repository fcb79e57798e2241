/** The head of DCN (Yang et al. 2017): each code is drawn to the centre it was labelled with; centres are running means of their codes. */
import { nearestCentres } from '../../core/partition/centres';
import { partitionerOf } from '../../core/partition/kinds';
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadArrays, HeadSize } from '../head';
import { centresOf, codeCentres, meanHeight, withClustering } from '../shared/codeCentres';

interface DcnLive {
  /** λ/(2d): the reconstruction error beside it is a mean per entry. */
  readonly weight: number;
}

interface DcnSettings {
  /** As the paper has it. */
  readonly lambda: number;
  readonly centres: 'moving' | 'fixed';
}

/** Points that a centre stands for at the start, so that the first codes do not carry it away. */
export const firstCount = 100;

/** The loss is rec + weight · mean_i ‖z_i − μ_{s_i}‖²; no gradient reaches the centres. */
export const dcnHead: Head<DcnLive> = {
  learns: () => [],
  keeps: ({ m }: HeadSize) => [
    { name: 'centres', rows: 'centres', width: m },
    { name: 'counts', rows: 'centres', width: 1 },
    { name: 'labels', rows: 'points', width: 1 },
  ],
  reconstruction: () => 1,
  make({ m }) {
    return {
      forward({ count, live: { weight }, kept: { centres, labels } }, codes) {
        let sum = 0;
        for (let i = 0; i < count; i++) for (let j = 0; j < m; j++) sum += (codes[i * m + j] - centres[labels[i] * m + j]) ** 2;
        return { decoderInput: codes, loss: (weight * sum) / count };
      },
      backward({ count, live: { weight }, kept: { centres, labels } }, codes, fromDecoder, toCodes) {
        for (let i = 0; i < count; i++)
          for (let j = 0; j < m; j++) {
            const at = i * m + j;
            toCodes[at] = fromDecoder[at] + ((2 * weight) / count) * (codes[at] - centres[labels[i] * m + j]);
          }
      },
    };
  },
};

/** Labels of the batch by the centres as they stand, which then move towards their codes in the order of the points. */
export function moved({ centres, counts, labels }: HeadArrays, rows: Uint32Array, codes: Float32Array, k: number, m: number): HeadArrays {
  const now = { centres: centres.slice(), counts: counts.slice(), labels: labels.slice() };
  partitionerOf(nearestCentres(centres, k, m))
    .assign(codes, rows.length)
    .forEach((label, i) => {
      now.labels[rows[i]] = label;
      now.counts[label]++;
      for (let j = 0, at = label * m; j < m; j++, at++) now.centres[at] += (codes[i * m + j] - now.centres[at]) / now.counts[label];
    });
  return now;
}

export const method: DeepMethod<DcnLive, DcnSettings> = {
  head: () => dcnHead,
  live: ({ values: { lambda }, d }) => ({ weight: lambda / (2 * d) }),
  *begin(codes, { n, m, k }, random) {
    const centres = yield* codeCentres(codes, n, m, k, random);
    const labels = Float32Array.from(partitionerOf(nearestCentres(centres, k, m)).assign(codes, n));
    return { arrays: { centres, counts: new Float32Array(k).fill(firstCount), labels } };
  },
  settle(rows, codes, kept, { values, k, m }) {
    const now = moved(kept, rows, codes, k, m);
    return values.centres === 'moving' ? now : { labels: now.labels };
  },
  partition: ({ centres }, { k, m }) => nearestCentres(centres, k, m),
  *measure({ partition, codes, reconstruction }, { values, n, d }) {
    return withClustering(reconstruction, (values.lambda / (2 * d)) * (yield* meanHeight(partition, codes, n)));
  },
  arraysOf: centresOf,
};
