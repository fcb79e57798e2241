/**
 * The head of DEKM (Guo, Lin, Ye 2021): each code is drawn to where it was at the last refresh, less its deviation from its centre along one
 * direction. Each refresh finds centres, labels and targets anew. The decoder is left out of the loss.
 */
import { kmeansSteps, lloydSteps } from '../../core/clustering/kmeans';
import { nearestCentres } from '../../core/partition/centres';
import { partitionerOf, pointLabelsOf } from '../../core/partition/kinds';
import type { DeepMethod, Steps } from '../deepMethod';
import type { Head, HeadArrays } from '../head';
import { centresOf, sampledAbove } from '../shared/codeCentres';
import { matched } from './matched';
import { targetsOf } from './target';

interface DekmSettings {
  readonly refreshSteps: number;
  readonly tolerance: number;
}

/** Starts of the first k-means, and the most of any other. */
const firstStarts = 100;
/** Starts of the next k-means for each iteration that the last one took. */
const startsPerIteration = 2;

/** Numbers between two looks at the clock. */
const sliceWork = 1e6;

/** The loss is mean (z_i − t_i)² over the batch and the m entries, t being kept for each point; no gradient reaches the centres. */
export const dekmHead: Head<object> = {
  learns: () => [],
  keeps: ({ m }) => [
    { name: 'centres', rows: 'centres', width: m },
    // Of the next k-means, the same number for every centre; 0 where the centres are not those of k-means.
    { name: 'starts', rows: 'centres', width: 1 },
    { name: 'targets', rows: 'points', width: m },
    { name: 'labels', rows: 'points', width: 1 },
  ],
  reconstruction: () => 1,
  make({ m }) {
    return {
      forward({ count, kept: { targets } }, codes) {
        let sum = 0;
        for (let at = 0; at < count * m; at++) sum += (codes[at] - targets[at]) ** 2;
        return { decoderInput: codes, loss: sum / (count * m) };
      },
      backward({ count, kept: { targets } }, codes, fromDecoder, toCodes) {
        const scale = 2 / (count * m);
        for (let at = 0; at < count * m; at++) toCodes[at] = fromDecoder[at] + scale * (codes[at] - targets[at]);
      },
    };
  },
};

/** Whether targets were made: they begin as zeros. */
const areMade = (targets: Float32Array): boolean => targets.some((value) => value !== 0);
const startsAfter = (iterations: number, k: number) => new Float32Array(k).fill(Math.min(firstStarts, startsPerIteration * iterations));

export const method: DeepMethod<object, DekmSettings> = {
  head: () => dekmHead,
  live: () => ({}),
  *begin(codes, { n, m, k }, random) {
    const { centres, labels, iterations } = yield* kmeansSteps(codes, n, m, k, random, { restarts: firstStarts, sample: sampledAbove(k) });
    return { arrays: { centres: Float32Array.from(centres), labels: Float32Array.from(labels), starts: startsAfter(iterations, k) } };
  },
  refresh: {
    due: ({ batch, batches, sinceRefresh }, { refreshSteps }) => batch < batches && sinceRefresh >= refreshSteps,
    *run(codes, now, { n, m, k }, random) {
      const { centres, labels } = now;
      const made = function* (clusters: { centres: Float32Array; labels: Float32Array }, iterations: number): Steps<HeadArrays> {
        return { ...clusters, targets: yield* targetsOf({ codes, n, m, ...clusters }), starts: startsAfter(iterations, k) };
      };
      const starts = now['starts'][0];
      if (starts === 0) {
        // Centres that were moved by hand are where k-means goes on from.
        const found = yield* lloydSteps(codes, n, m, centres, k);
        return {
          arrays: yield* made({ centres: Float32Array.from(found.centres), labels: Float32Array.from(found.labels) }, found.iterations),
          changed: null,
        };
      }
      // The first refresh sees the codes that training begins with.
      if (!areMade(now['targets'])) return { arrays: { targets: yield* targetsOf({ codes, n, m, centres, labels }) }, changed: null };
      const found = yield* kmeansSteps(codes, n, m, k, random, { restarts: starts, sample: sampledAbove(k) });
      const { changed, ...clusters } = matched(found, labels, n, k, m);
      return { arrays: yield* made(clusters, found.iterations), changed };
    },
    tolerance: ({ tolerance }) => ({ share: tolerance, leastRefreshes: 0 }),
  },
  phases: () => [{ trains: ['encoder'], loss: 'head', epochs: Infinity }],
  /** The points are where the last k-means put them; after centres have been moved, where the nearest is. */
  partition({ centres, labels, starts }, { k, m }) {
    const model = nearestCentres(centres, k, m);
    return starts[0] > 0 ? { ...model, pointLabels: Uint16Array.from(labels) } : model;
  },
  /** Under the targets of the last refresh; before the first, under those that it would make now. */
  *measure({ partition, arrays, codes }, { n, m }) {
    const { assign, prototypes: centres } = partitionerOf(partition);
    const labels = pointLabelsOf(partition, n) ?? assign(codes, n);
    const targets = areMade(arrays['targets']) ? arrays['targets'] : yield* targetsOf({ codes, n, m, centres, labels });
    let sum = 0;
    for (let at = 0; at < n * m; at++) {
      sum += (codes[at] - targets[at]) ** 2;
      if (at % sliceWork === sliceWork - 1) yield;
    }
    return { compared: sum / (n * m), terms: { clustering: sum / (n * m) } };
  },
  arraysOf(partition) {
    const { k, pointLabels } = partition;
    return { ...centresOf(partition), ...(pointLabels ? { labels: Float32Array.from(pointLabels) } : { starts: new Float32Array(k) }) };
  },
};
