import { defaultsOf } from '../../methods/config';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Random } from '../../core/algebra/random';
import { fitScaling } from '../../core/algebra/scaling';
import type { Dataset } from '../../data/dataset';
import type { Latent } from '../../engine/protocol';
import { createEmbedder } from './embedder';
import { emptyPane, type EmbeddingPane } from './embedding';
import { currentRun } from '../runStore';
import { type Shown } from '../state';
import { type MemoryPartition } from '../../core/partition/model';

/** Panes that follow what is shown, in a real worker, over a store filled by hand. */
const n = 300;
const d = 4;
const k = 3;
const random = new Random(4);
const around = (i: number, f: number) => (i % k) * 3 * ((f % 2) + 1) + random.normal();

function dataset(values = Float32Array.from({ length: n * d }, (_, at) => around(Math.floor(at / d), at % d))): Dataset {
  const rows = values.length / d;
  return {
    id: 'made',
    name: 'Made',
    n: rows,
    d,
    values,
    features: ['a', 'b', 'c', 'e'],
    labels: null,
    labelNames: [],
    image: null,
    k,
    source: null,
    notes: [],
  };
}

function latentOf(values: Float32Array): Latent {
  return { m: d, codes: values, decoded: values.slice(0, k * d), pretrained: true };
}

function shownAt(epoch: number, latent: Latent | null, memories: Float32Array): Shown {
  return {
    run: 1,
    method: latent ? 'dclam' : 'clam',
    config: defaultsOf(latent ? 'dclam' : 'clam'),
    restart: 0,
    epoch,
    model: { kind: 'memory', memories, k, d, beta: 1, steps: 5, stepSize: 0.2, similarity: 'euclidean', logWeights: null },
    latent,
    labels: new Uint16Array(n),
    voronoiLabels: new Uint16Array(n),
    metrics: null,
    voronoi: null,
    altered: false,
  };
}

function fill(data: Dataset): void {
  currentRun.setState({
    dataset: data,
    space: {
      d,
      scaling: fitScaling(data.values, data.n, d, 'none'),
      variance: 1,
      pca: { mean: new Float64Array(d), axes: new Float64Array(2 * d), explained: Float64Array.of(0.7, 0.2) },
    },
    shown: shownAt(0, null, data.values.slice(0, k * d)),
    frames: [],
    embeddings: [emptyPane],
  });
}

const pane = (): EmbeddingPane => currentRun.getState().embeddings[0];
const become = (done: (pane: EmbeddingPane) => boolean) =>
  vi.waitFor(() => expect([done(pane()), pane().state, pane().failure]).toEqual([true, expect.anything(), null]), {
    timeout: 15_000,
    interval: 10,
  });
const alive = () =>
  become(
    ({ state, layout, quality }) =>
      state === 'live' && layout !== null && layout.step === layout.steps && layout.memories !== null && quality !== null,
  );

let embedder: ReturnType<typeof createEmbedder>;
let leave: () => void;
beforeEach(() => {
  fill(dataset());
  embedder = createEmbedder();
  leave = embedder.attach();
});
afterEach(() => leave());

test('lays the input out, places the memories on their points and judges it; the same seed gives the same bits', async () => {
  await alive();
  const { layout, quality } = pane();
  expect([layout!.method, layout!.of, layout!.coordinates.length]).toEqual(['umap', 'input', 2 * n]);
  // The memories are the first three points.
  for (let i = 0; i < 2 * k; i++) expect(layout!.memories![i]).toBeCloseTo(layout!.coordinates[i], 3);
  expect(quality!.trustworthiness).toBeGreaterThan(0.8);
  expect(quality!.neighbours).toBe(15);
  const first = layout!.coordinates;
  embedder.restart(0);
  await become(({ layout: next, state }) => state === 'live' && next!.coordinates !== first && next!.step === next!.steps);
  expect(pane().layout!.coordinates).toEqual(first);
});

test('the codes of the next epoch move the points and do not throw them about', async () => {
  const codes = dataset().values;
  currentRun.setState({ shown: shownAt(0, latentOf(codes), codes.slice(0, k * d)) });
  await become(({ layout, state }) => state === 'live' && layout?.of === 'encoded');
  const before = pane().layout!.coordinates;
  const moved = codes.map((value, i) => value + 0.02 * (i % 5));
  currentRun.setState({ shown: shownAt(1, latentOf(moved), moved.slice(0, k * d)) });
  await become(({ layout, state }) => state === 'live' && layout!.epoch === 1);
  const after = pane().layout!.coordinates;
  const extent = Math.max(...before) - Math.min(...before);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.hypot(after[2 * i] - before[2 * i], after[2 * i + 1] - before[2 * i + 1]) / n;
  expect(sum).toBeLessThan(0.1 * extent);
  expect(sum).toBeGreaterThan(0);
  // Back at the first epoch its layout is the one it had.
  currentRun.setState({ shown: shownAt(0, latentOf(codes), codes.slice(0, k * d)) });
  await become(({ layout }) => layout!.epoch === 0);
  expect(pane().layout!.coordinates).toBe(before);
  await become(({ quality, layout }) => quality !== null && layout!.coordinates === before);
});

test('after a training that it followed a layout comes to rest, and gives way to what is shown meanwhile', async () => {
  const training = (state: 'training' | 'idle') => currentRun.setState(({ training: before }) => ({ training: { ...before, state } }));
  const codes = dataset().values;
  // Half of the points of the first blob go over to the second.
  const moved = codes.map((value, at) => (Math.floor(at / d) % (2 * k) === 0 ? around(1, at % d) : value));
  const [first, last] = [codes, moved].map((values, epoch) => shownAt(epoch, latentOf(values), values.slice(0, k * d)));
  currentRun.setState({ shown: first });
  await become(({ layout, state }) => state === 'live' && layout?.of === 'encoded' && layout.step === layout.steps);
  training('training');
  currentRun.setState({ shown: last });
  await become(({ layout, state }) => state === 'live' && layout!.epoch === 1 && layout!.memories !== null);
  const followed = pane().layout!;
  training('idle');
  await become(({ layout, quality }) => layout!.steps > followed.steps && layout!.step === layout!.steps && quality !== null);
  const settled = pane().layout!;
  expect(settled.epoch).toBe(1);
  // It is what scrubbing comes back to.
  currentRun.setState({ shown: first });
  await become(({ layout }) => layout!.epoch === 0);
  currentRun.setState({ shown: last });
  await become(({ layout }) => layout!.epoch === 1);
  expect(pane().layout!.coordinates).toBe(settled.coordinates);

  // A memory moved by hand is followed, and its layout comes to rest no sooner.
  training('training');
  currentRun.setState({ shown: shownAt(2, latentOf(codes.slice()), codes.slice(0, k * d)) });
  await become(({ layout, state }) => state === 'live' && layout!.epoch === 2 && layout!.memories !== null);
  currentRun.setState({ shown: { ...shownAt(3, latentOf(moved.slice()), codes.slice(0, k * d)), altered: true } });
  training('idle');
  await become(({ layout, quality }) => layout!.epoch === 3 && quality !== null);
  expect(pane().layout!.steps).toBe(followed.steps);

  embedder.set(0, { method: 'tsne' });
  await become(({ layout, state }) => state === 'live' && layout?.method === 'tsne' && layout.step === layout.steps);
  training('training');
  currentRun.setState({ shown: first });
  await become(({ layout, state }) => state === 'live' && layout!.epoch === 0 && layout!.memories !== null);
  training('idle');
  currentRun.setState({ shown: last });
  await become(({ layout, quality }) => layout!.epoch === 1 && quality !== null);
});

test('another set in the midst of it takes its place', async () => {
  embedder.set(0, { epochs: 5000 });
  await become(({ layout }) => layout !== null);
  fill(dataset(Float32Array.from({ length: 50 * d }, () => random.normal())));
  await become(({ layout, state }) => state === 'live' && layout?.coordinates.length === 100);
  expect(pane().layout!.coordinates.every(Number.isFinite)).toBe(true);
});

test('pauses, goes on, and stops where it is', async () => {
  embedder.set(0, { epochs: 5000 });
  await become(({ state, layout }) => state === 'working' && layout !== null && layout.step > 0);
  embedder.pause(0);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const held = pane().layout!.step;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([pane().state, pane().layout!.step]).toEqual(['paused', held]);
  embedder.resume(0);
  await become(({ layout }) => layout!.step > held);
  embedder.cancel(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const stopped = pane().layout!.step;
  // Nor does another epoch begin it again.
  currentRun.setState({ shown: shownAt(1, null, dataset().values.slice(0, k * d)) });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([pane().state, pane().layout!.step]).toEqual(['paused', stopped]);
});

test('a second layout that is put away in the midst of it leaves nothing behind', async () => {
  const failures: unknown[] = [];
  const notice = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    failures.push(event.reason);
  };
  window.addEventListener('unhandledrejection', notice);
  embedder.compare(true);
  embedder.set(1, { epochs: 5000 });
  await vi.waitFor(() => expect(currentRun.getState().embeddings[1].layout?.step).toBeGreaterThan(0), { timeout: 15_000 });
  embedder.compare(false);
  await alive();
  await new Promise((resolve) => setTimeout(resolve, 50));
  window.removeEventListener('unhandledrejection', notice);
  expect(failures).toEqual([]);
  expect(currentRun.getState().embeddings).toHaveLength(1);
});

test('points that cannot be laid out are told of by a sentence, and the last layout stays', async () => {
  await alive();
  const broken = dataset().values.slice();
  broken[4 * d] = Number.NaN;
  currentRun.setState({ shown: shownAt(3, latentOf(broken), broken.slice(0, k * d)) });
  await vi.waitFor(() => expect(pane().state).toBe('failed'), { timeout: 15_000 });
  expect(pane().failure).toMatch(/5/);
  expect(pane().layout).not.toBeNull();
});

test('what would take long is offered with an estimate, and a sample can be had', async () => {
  const many = new Float32Array(60_000 * d).map((_, at) => around(Math.floor(at / d), at % d));
  embedder.set(0, { method: 'tsne', iterations: 5000 });
  fill(dataset(many));
  currentRun.setState({ embeddings: [{ ...emptyPane, settings: { ...emptyPane.settings, method: 'tsne', iterations: 5000 } }] });
  embedder.set(0, {});
  await become(({ state }) => state === 'offered');
  const { seconds, sample, sampleSeconds } = pane().offer!;
  expect(seconds).toBeGreaterThan(10);
  expect(sampleSeconds).toBeLessThan(seconds);
  expect(sample).toBe(5000);
  embedder.set(0, { method: 'pca' });
  await become(({ state, layout }) => state === 'live' && layout!.coordinates.length === 120_000);
  embedder.start(0, 200);
  await become(({ state, layout }) => state === 'live' && layout!.rows !== null);
  expect(pane().layout!.rows!.length).toBe(200);
  expect(pane().notes.join(' ')).toMatch(/200 of 60,000/);
});

test.each([
  ['all points equal', new Float32Array(40 * d).fill(2)],
  ['two points', Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1)],
  ['thousands identical but for a few', new Float32Array(2000 * d).map((_, i) => (i < 40 ? i : 7))],
])('%s: a picture without NaN', async (_, values) => {
  fill(dataset(values));
  currentRun.setState({
    shown: {
      ...currentRun.getState().shown!,
      model: { ...(currentRun.getState().shown!.model as MemoryPartition), memories: values.slice(0, 2 * d), k: 2 },
    },
  });
  for (const method of ['pca', 'tsne', 'umap'] as const) {
    embedder.set(0, { method });
    await become(
      ({ layout, state }) =>
        state === 'live' &&
        layout!.method === method &&
        layout!.memories !== null &&
        layout!.coordinates.length === (2 * values.length) / d,
    );
    expect(pane().layout!.coordinates.every(Number.isFinite)).toBe(true);
    expect(pane().layout!.memories!.every(Number.isFinite)).toBe(true);
  }
});

test('the nearest points, before any reduction', async () => {
  await alive();
  const { indices, distances } = await embedder.neighbours(0, 0, 5);
  const { values } = currentRun.getState().dataset!;
  const far = (i: number) => Math.hypot(...Array.from({ length: d }, (_, f) => values[i * d + f] - values[f]));
  const expected = Array.from({ length: n - 1 }, (_, i) => i + 1)
    .sort((a, b) => far(a) - far(b))
    .slice(0, 5);
  expect(Array.from(indices)).toEqual(expected);
  expect(distances[0]).toBeCloseTo(far(expected[0]), 4);
});
