// UMAP and t-SNE beside umap-js and scran.js, in one run, one thread each, in seconds to the finished layout; medians of alternating
// rounds.
import * as scran from 'scran.js';
import { UMAP } from 'umap-js';
import { bundle } from './projection/bundle.mjs';
import { median } from './tools.mjs';

const sizes = (process.env.SIZES ?? '1797x64,10000x64,10000x784,60000x10').split(',').map((text) => text.split('x').map(Number));
const rounds = Number(process.env.ROUNDS ?? 1);
/** Some peers take minutes at 60,000 points: PEERS_OUT=umap-js leaves one out. */
const out = (process.env.PEERS_OUT ?? '').split(',');

const seconds = async (work) => {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
};

/** Ten clusters of unit noise around centres of N(0, 3²). */
function blobs({ Random }, n, d, seed = 1) {
  const random = new Random(seed);
  const centres = Array.from({ length: 10 * d }, () => 3 * random.normal());
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++) for (let f = 0, c = i % 10; f < d; f++) values[i * d + f] = centres[c * d + f] + random.normal();
  return values;
}

/** One layout by the app's own worker code. */
async function lay({ Projector, Pacer, Neighbours, parseProjection }, values, n, d, method) {
  let newest = null;
  let fail;
  let done;
  const finished = new Promise((resolve, reject) => ((done = resolve), (fail = reject)));
  const projector = new Projector(new Pacer(), new Neighbours('none'), (event) => {
    if (event.type === 'layout') newest = event;
    else if (event.type === 'failed') fail(new Error(event.sentence));
    else if (event.type === 'finished') done();
  });
  projector.load({ key: 1, values, n, d });
  const settings = parseProjection({ method });
  const { seconds: took } = await seconds(async () => {
    void projector.lay({ job: 1, settings, points: 1, attract: null, start: null, how: 'follow', memories: values.slice(0, d), trail: [] });
    await finished;
  });
  projector.cancel();
  return { coordinates: newest.coordinates, seconds: took };
}

async function umapJs(values, n, d, seed = 1) {
  const rows = Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * d, i * d + d)));
  // Its own generator: one of the same kind, seeded.
  let state = seed;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0), state / 2 ** 32);
  const { result, seconds: took } = await seconds(() => new UMAP({ nNeighbors: 15, minDist: 0.1, random }).fit(rows));
  return { coordinates: Float32Array.from(result.flat()), seconds: took };
}

async function scranLayout(values, n, d, method) {
  const { result, seconds: took } = await seconds(() => {
    const index = scran.buildNeighborSearchIndex(values, { numberOfDims: d, numberOfCells: n });
    const found =
      method === 'umap'
        ? scran.runUmap(index, { neighbors: 15, minDist: 0.1, numberOfThreads: 1 })
        : scran.runTsne(index, { perplexity: 30, numberOfThreads: 1 });
    index.free();
    return found;
  });
  const coordinates = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    coordinates[2 * i] = result.x[i];
    coordinates[2 * i + 1] = result.y[i];
  }
  return { coordinates, seconds: took };
}

/** Of 500 points: the share of their 15 nearest that the search finds, in the dimensions that it searches and in all of them. */
function recalls(
  { exactNeighbours, findNeighbours, reduce, candidatesFor, reranked, searchedWhole, finish, Random },
  values,
  n,
  d,
  k = 15,
) {
  const { points, d: m } = searchedWhole(n, d) ? { points: values, d } : finish(reduce(values, n, d, 'euclidean', new Random(0, 12)));
  const near = finish(findNeighbours({ points, n, d: m, k: m < d ? candidatesFor(k, n) : k, random: new Random(0, 13) }));
  const found = m < d ? finish(reranked(values, d, near, k)) : near;
  const some = new Random(7).distinct(Math.min(n, 500), n);
  const recall = (graph, set, width) => {
    const queries = new Float32Array(some.length * width);
    some.forEach((row, i) => queries.set(set.subarray(row * width, row * width + width), i * width));
    const exact = finish(exactNeighbours(set, n, width, k + 1, { points: queries, n: some.length }));
    let hits = 0;
    some.forEach((row, i) => {
      const truth = [...exact.indices.subarray(i * (k + 1), (i + 1) * (k + 1))].filter((j) => j !== row).slice(0, k);
      const ours = new Set(graph.indices.subarray(row * graph.k, row * graph.k + k));
      hits += truth.filter((j) => ours.has(j)).length;
    });
    return hits / (some.length * k);
  };
  return { searched: recall(near, points, m), all: recall(found, values, d), m };
}

export async function benchProjection() {
  const ours = await import(await bundle('bench/projection/ours.ts'));
  await scran.initialize({ numberOfThreads: 1 });
  const ways = {
    'UMAP, Basins': (values, n, d) => lay(ours, values, n, d, 'umap'),
    'UMAP, umap-js': umapJs,
    'UMAP, scran.js': (values, n, d) => scranLayout(values, n, d, 'umap'),
    't-SNE, Basins': (values, n, d) => lay(ours, values, n, d, 'tsne'),
    't-SNE, scran.js': (values, n, d) => scranLayout(values, n, d, 'tsne'),
  };
  for (const [n, d] of sizes) {
    const values = blobs(ours, n, d);
    const { searched, all, m } = recalls(ours, values, n, d);
    console.log(
      `${n} × ${d}: recall@15 of the neighbours ${searched.toFixed(4)}${m < d ? ` in the ${m} dimensions that are searched, ${all.toFixed(4)} in all ${d}` : ''}`,
    );
    const took = {};
    const layouts = {};
    let same = true;
    for (let round = 0; round < rounds; round++)
      for (const [name, way] of Object.entries(ways)) {
        if (out.some((peer) => peer && name.endsWith(peer))) continue;
        const { coordinates, seconds: s } = await way(values.slice(), n, d);
        (took[name] ??= []).push(s);
        if (name.endsWith('Basins') && layouts[name]) same &&= coordinates.every((x, i) => Object.is(x, layouts[name][i]));
        layouts[name] = coordinates;
      }
    for (const [name, list] of Object.entries(took)) {
      const method = name.split(',')[0];
      const rivals = Object.keys(took).filter((other) => other.startsWith(method) && !other.endsWith('Basins'));
      const fastest = Math.min(...rivals.map((other) => median(took[other])));
      const { preservation, trustworthiness } = ours.finish(
        ours.layoutQuality(values, n, d, layouts[name], { neighbours: 15, most: 500, random: new ours.Random(3) }),
      );
      const ratio =
        name.endsWith('Basins') && Number.isFinite(fastest) ? `, ÷ the fastest peer ${(median(list) / fastest).toFixed(2)}` : '';
      console.log(
        `  ${name.padEnd(16)} ${median(list).toFixed(2).padStart(7)} s  kNN preservation@15 ${preservation.toFixed(3)}  trustworthiness ${trustworthiness.toFixed(3)}${ratio}`,
      );
    }
    if (rounds > 1) console.log(`  the same seed gives the same bits: ${same}`);
  }
  await scran.terminate();
}
