/** The app's code that the study of starts runs in Node: trainer, schedule and judge of the worker, without the worker. */
import { kmeans } from '../../src/core/clustering/kmeans';
import { Random } from '../../src/core/algebra/random';
import { loadNamed } from '../../src/data/catalogue';
import { readCsv } from '../../src/data/formats/csv';
import { build } from '../../src/data/table/build';
import { conclude } from '../../src/engine/session/conclude';
import { defaultConfig, suggestedConfig, type ClamConfig } from '../../src/methods/config';
import { ClamTyped } from '../../src/engine/trainers/clam/clamTyped';
import { streams } from '../../src/engine/trainers/initialise';
import { TimeSlice } from '../../src/engine/wire/timeSlice';
import { prepareData, type PreparedData } from '../../src/engine/run/prepare';
import { Run } from '../../src/engine/run/run';
import { customers, recordings, type StudySet } from './sets';

export { Random, defaultConfig, suggestedConfig };
export type { StudySet };

export const generated = [recordings, customers];

/** In the plane, more clusters than starts at random points find. */
export async function twelveBlobs(): Promise<StudySet> {
  return { ...(await loadNamed('synthetic/varied-blobs', { k: 12, n: 1200, noise: 0.5 })), name: 'twelve-blobs' };
}

/** A set of the catalogue, made or read as the page does. @param read the bytes of a bundled file by its name. */
export async function named(id: string, read: (name: string) => Uint8Array<ArrayBuffer>): Promise<StudySet> {
  const set = await loadNamed(id, { base: 'file:///' }, async (url) => new Response(read(new URL(url).pathname.split('/').at(-1)!)));
  return { ...set, name: id.replace('synthetic/', '') };
}

/** A table with a header whose last column is the class. */
export async function table(name: string, bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<StudySet> {
  const read = await readCsv(new Blob([bytes]), fileName, { header: true });
  const names = read.columns.map((column) => column.name);
  return { ...build(read, { label: names.at(-1)!, use: names.slice(0, -1), oneHot: [], missing: 'mean' }), name };
}

export const prepared = (set: StudySet): PreparedData => prepareData(set, 'standard');

/** One training: SC, in the standardised input space, and clusters with points, of the result and of the last epoch. */
export async function train(data: PreparedData, config: ClamConfig) {
  const { points, n, d, image } = data;
  const began = performance.now();
  const run = new Run(
    1,
    data,
    config,
    new ClamTyped({ points, n, d, image, config, pretrained: null, backend: 'cpu', ready: async () => 'cpu' }),
  );
  const pace = new TimeSlice();
  await run.begin(false, pace);
  while (run.epoch < config.epochs && !run.finished) await run.advance(() => true, pace);
  const seconds = (performance.now() - began) / 1000;
  const { best } = await conclude(run, true, pace, new AbortController().signal);
  const last = await run.history.latest(pace);
  run.dispose();
  return {
    sc: best.metrics.silhouette,
    clusters: best.metrics.clusters,
    voronoi: best.voronoi?.silhouette ?? null,
    epoch: best.epoch,
    last: last.metrics.silhouette,
    lastClusters: last.metrics.clusters,
    lastEpoch: last.epoch,
    seconds,
  };
}

/** k-means, the best of so many starts by inertia, judged in the same space. */
export async function line(data: PreparedData, k: number, starts: number) {
  const { points, n, d, judge } = data;
  const began = performance.now();
  const { labels, inertia } = kmeans(points, n, d, k, new Random(0, streams.baseline), { restarts: starts });
  const seconds = (performance.now() - began) / 1000;
  const { silhouette, clusters } = await judge.judge(labels, null, 'exact', new TimeSlice());
  return { sc: silhouette, clusters, inertia, seconds };
}
