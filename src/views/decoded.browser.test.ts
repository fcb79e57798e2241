import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import { rowsOf } from '../core/algebra/rows';
import { nearestRows } from '../core/clustering/nearestRows';
import { assign, assignNearest } from '../core/memory/dynamics';
import { noNumbers } from '../core/metrics/numbers';
import { Random } from '../core/algebra/random';
import { applyScaling, fitScaling } from '../core/algebra/scaling';
import { drain } from '../core/work/steps';
import type { Dataset } from '../data/dataset';
import type { PartitionMetrics, Snapshot } from '../engine/protocol';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import { Interpolation } from './Interpolation';
import { Memories } from './Memories';
import { defaultsOf, defaultConfig } from '../methods/config';
import { type MemoryPartition } from '../core/partition/model';
import { partitionerOf, withPrototypes } from '../core/partition/kinds';

/** The views of decoded memories, over a store filled with snapshots of a deep method: m codes, whose "decoder" repeats them. */
const n = 60;
const d = 4;
const m = 2;
const k = 3;
const metrics: PartitionMetrics = {
  ...noNumbers,
  loss: 0.5,
  silhouetteSample: n,
  scEncoded: 0.4,
  scAttracted: 0.8,
  rl: 0.1,
  rlPretrained: 0.1,
  rrl: 0,
  entropyBits: 1.5,
  sizes: [30, 10],
  clusters: k,
};
const decoded = (codes: ArrayLike<number>) =>
  Float32Array.from({ length: (codes.length / m) * d }, (_, at) => codes[Math.floor(at / d) * m + (at % m)]!);

/** Points lie about three places; the memories move to them over the epochs. */
function fill(patch: Partial<Dataset> = {}, pretrained = true): void {
  const random = new Random(3);
  const centres = [-2, 0, 2, 0, 0, 2];
  const values = Float32Array.from({ length: n * d }, (_, at) => centres[(Math.floor(at / d) % 3) * 2 + (at % m)]! + 0.1 * random.normal());
  const dataset: Dataset = {
    id: `deep ${Object.keys(patch).join()} ${pretrained}`,
    name: 'Deep',
    n,
    d,
    values,
    features: ['height', 'weight', 'age', '<b>time</b>'],
    labels: null,
    labelNames: [],
    image: null,
    k,
    source: null,
    notes: [],
    ...patch,
  };
  const scaling = fitScaling(values, n, d, 'none');
  const points = applyScaling(scaling, values, n);
  const codes = Float32Array.from({ length: n * m }, (_, at) => points[Math.floor(at / m) * d + (at % m)]!);
  const dynamics = { beta: 2, steps: 10, stepSize: 0.15, similarity: 'euclidean' as const };
  const frames = Array.from({ length: 5 }, (_, i): Snapshot => {
    const memories = Float32Array.from(centres, (centre) => centre * (0.6 + 0.1 * i));
    const model = { kind: 'memory' as const, ...dynamics, memories, k, d: m, logWeights: null };
    return {
      run: 7,
      config: { ...defaultsOf('dclam'), beta: 2, steps: 10, stepSize: 0.15 },
      restart: 0,
      epoch: i,
      partition: model,
      latent: { m, codes, decoded: decoded(memories), pretrained },
      loss: i === 0 ? null : 1 / i,
      wholeLoss: null,
      learningRate: 0.01,
      labels: assign(model, codes, n),
      voronoiLabels: assignNearest(model, codes, n),
      metrics,
      voronoi: metrics,
    };
  });
  const axes = new Float64Array(2 * d);
  axes[0] = axes[d + 1] = 1;
  const space = { d, scaling, variance: 1, pca: { mean: new Float64Array(d), axes, explained: Float64Array.of(0.7, 0.2) } };
  const training = { state: 'finished' as const, run: 7, epoch: 4, epochs: 4, secondsLeft: null };
  const { config } = currentRun.getState();
  currentRun.setState({
    dataset,
    space,
    frames,
    curves: [],
    training,
    cursor: null,
    shown: null,
    points: null,
    surface: null,
    selectedMemory: null,
    selectedPoint: null,
    hoveredPoint: null,
    messages: [],
    config: { ...defaultsOf('dclam'), k: config.k, beta: 2, steps: 10, stepSize: 0.15 },
  });
  session.scrub(null);
}

const picture = { width: 2, height: 2, channels: 1, range: [-3, 3] } as const satisfies Dataset['image'];
/** Waits for a value that arrives later, also on a busy machine. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const colours = { paper: '#fff', sunken: '#eee', ink: '#111', 'ink-2': '#444', 'ink-3': '#666', line: '#ccc', accent: '#066' };

let root: Root;
let host: HTMLElement;
let decode: MockInstance<typeof session.decode>;

beforeEach(() => {
  for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--${name}`, colour);
  decode = vi.spyOn(session, 'decode').mockImplementation(async (codes) => decoded(codes));
  host = document.createElement('div');
  // No wider than the frame that tests run in: rows beyond it are not painted.
  host.style.width = '400px';
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
  vi.restoreAllMocks();
});

const show = (...views: (() => ReturnType<typeof createElement>)[]) =>
  root.render(views.map((View) => createElement(View, { key: View.name })));

/** As a drag does, without an engine to tell of it. */
function move(mu: number, place: readonly number[]): void {
  const shown = currentRun.getState().shown!;
  const memories = Float32Array.from(partitionerOf(shown.model).prototypes);
  memories.set(place, mu * m);
  currentRun.setState({ shown: { ...shown, altered: true, model: { ...(shown.model as MemoryPartition), memories } } });
}

const find = <T extends Element>(selector: string) => {
  const found = host.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const text = (selector: string) => host.querySelector(selector)?.textContent ?? '';
const pixels = (canvas: HTMLCanvasElement) =>
  new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
const inked = (selector: string) => {
  const canvas = host.querySelector<HTMLCanvasElement>(selector);
  return canvas !== null && canvas.width > 0 && new Set(pixels(canvas)).size > 2;
};
/** The grey of a picture's first pixel, in the data's units to a tenth. */
const first = (canvas: HTMLCanvasElement | null | undefined) => canvas && Math.round(((pixels(canvas)[0]! & 255) / 255) * 60 - 30) / 10;
const row = (mu: number) => `.memory-row[data-index="${mu}"]`;
const pictureOf = (mu: number) => first(host.querySelector<HTMLCanvasElement>(`${row(mu)} .memory-plot`));
const station = (i: number) => first(host.querySelectorAll<HTMLCanvasElement>('.way-plot')[i]);
const basins = () => [...host.querySelectorAll('.way-basin')].map((element) => element.textContent);
const pointsIn = (mu: number, end: string) =>
  [...host.querySelectorAll<HTMLElement>(`${row(mu)} .memory-${end} .memory-member:not([hidden])`)].map((place) =>
    Number(place.dataset['point']),
  );

test('memories are drawn as they are decoded, with the size of their cluster and its closest and farthest members', async () => {
  fill({ image: picture });
  show(Memories);
  await soon(() => [pictureOf(0), pictureOf(1)]).toEqual([-2, 2]);
  expect(text(row(0))).toContain('20 points · 33%');
  const { shown } = currentRun.getState();
  const away = (i: number) => Math.hypot(shown!.latent!.codes[i * m]! + 2, shown!.latent!.codes[i * m + 1]!);
  const members = Array.from({ length: n }, (_, i) => i)
    .filter((i) => shown!.labels![i] === 0)
    .sort((a, b) => away(a) - away(b));
  await soon(() => pointsIn(0, 'closest')).toEqual(members.slice(0, 6));
  expect(pointsIn(0, 'farthest')).toEqual(members.toReversed().slice(0, 6));
  find<HTMLButtonElement>(`${row(0)} .memory-farthest button`).click();
  expect(currentRun.getState().selectedPoint).toBe(members.at(-1));
  expect(decode).not.toHaveBeenCalled();
});

test('a memory that was moved waits for its picture', async () => {
  fill({ image: picture });
  let answer: (() => void) | null = null;
  decode.mockImplementation((codes) => new Promise((done) => (answer = () => done(decoded(codes)))));
  show(Memories);
  await soon(() => pictureOf(1)).toBe(2);
  move(1, [1, 1]);
  await soon(() => text(row(1))).toContain('moved; decoding …');
  expect(text(row(0))).not.toContain('moved');
  expect(decode.mock.calls.map(([codes]) => [...codes])).toEqual([[1, 1]]);
  answer!();
  await soon(() => pictureOf(1)).toBe(1);
  expect(text(row(1))).not.toContain('moved');
});

test('where the decoder is not kept one sentence says that a memory that was moved cannot be drawn', async () => {
  fill({ image: picture });
  decode.mockImplementation(async () => null);
  session.scrub(2);
  show(Memories);
  await soon(() => pictureOf(1)).toBe(1.6);
  move(0, [0, 1]);
  await soon(() => text(row(0))).toContain('moved; not decoded');
  expect(text('.memories-lost')).toBe('The decoder of epoch 2 is not kept, so the memories that were moved there cannot be drawn.');
  expect(pictureOf(1)).toBe(1.6);
  session.scrub(null);
  await soon(() => text('.memories-lost')).toBe('');
  expect(pictureOf(0)).toBe(-2);
});

test('tables show decoded memories as profiles, in the data’s units', async () => {
  fill();
  show(Memories);
  await soon(() => inked(`${row(0)} .memory-plot`)).toBe(true);
  await soon(() => pointsIn(2, 'closest').length).toBe(6);
  const plot = find(`${row(0)} .memory-plot`);
  const box = plot.getBoundingClientRect();
  plot.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: box.left + box.width / 8, clientY: box.top + 5 }));
  expect(text('.feature-readout')).toMatch(/^height: −2; its members −[12](\.\d+)? ± 0\.\d+/);
  expect(host.querySelector('.feature-names b')).toBeNull();
});

test('the way between two memories: pictures, basins, energy and ends', async () => {
  fill({ image: picture });
  show(Interpolation);
  await soon(() => [station(0), station(5), station(10)]).toEqual([-2, 0, 2]);
  // After the T steps the places are nearer to their memory.
  expect(station(13)).toBeLessThan(station(2)!);
  expect(basins()).toEqual(['1', '1', '1', '1', expect.stringMatching(/[13]/), '3', expect.stringMatching(/[23]/), '2', '2', '2', '2']);
  await soon(() => inked('.way-energy')).toBe(true);
  expect(text('.way-words')).toMatch(/^The basin changes at t = 0\.\d\d \(1 → .*The way is highest at t = 0\.\d\d/);

  const select = find<HTMLSelectElement>('.interpolation-ends label:last-child select');
  select.value = '2';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await soon(() => basins().at(-1)).toBe('3');
});

test('the way follows the shown epoch; without its decoder the energy stays and one sentence says why', async () => {
  fill({ image: picture });
  show(Interpolation);
  await soon(() => station(0)).toBe(-2);
  session.scrub(0);
  await soon(() => station(0)).toBe(-1.2);
  decode.mockImplementation(async () => null);
  session.scrub(1);
  await soon(() => text('.way-lost')).toMatch(/^The decoder of epoch 1 is not kept, so nothing can be drawn/);
  expect(getComputedStyle(find('.way-plot')).display).toBe('none');
  expect(inked('.way-energy')).toBe(true);
});

test('a method whose memories live in the input space needs no decoder, and one memory alone makes no way', async () => {
  fill();
  const { frames, config } = currentRun.getState();
  const direct = frames.map((frame) => ({
    ...frame,
    partition: { ...withPrototypes(frame.partition, frame.latent!.decoded), d },
    latent: null,
  }));
  currentRun.setState({ frames: direct, shown: null, config: { ...defaultConfig, k: config.k } });
  session.scrub(null);
  show(Interpolation);
  await soon(() => inked('.way-plot')).toBe(true);
  expect(decode).not.toHaveBeenCalled();
  const single = direct.map((frame) => ({
    ...frame,
    partition: withPrototypes({ ...frame.partition, k: 1 }, partitionerOf(frame.partition).prototypes.slice(0, d)),
    labels: new Uint16Array(n),
    voronoiLabels: new Uint16Array(n),
  }));
  currentRun.setState({ frames: single, shown: null });
  session.scrub(null);
  await soon(() => text('figure[aria-label="Interpolation"]')).toContain('a way needs two');
});

test('networks that are not pretrained are said to be so', async () => {
  fill({ image: picture }, false);
  show(Memories, Interpolation);
  await soon(() => text('.memories')).toContain('not pretrained yet');
  expect(text('.interpolation')).toContain('not pretrained yet');
});

test('where the decoder was left behind the nearest points stand in, marked as such, until its pictures are asked for', async () => {
  fill({ image: picture });
  const { frames, dataset } = currentRun.getState();
  const behind = frames.map((frame) => {
    const latent = frame.latent!;
    const points = drain(nearestRows(partitionerOf(frame.partition).prototypes, latent.codes, n, m));
    const standIns = { points, drawn: new Float32Array(k * d).fill(1) };
    return { ...frame, latent: { ...latent, decoded: rowsOf(dataset!.values, d, points), standIns } };
  });
  currentRun.setState({ frames: behind, shown: null });
  session.scrub(null);
  show(Memories, Interpolation);
  const mark = (point: number) => `nearest point: ${point + 1}`;
  const greyOf = (point: number) => Math.round(dataset!.values[point * d]! * 10) / 10;
  const [first, second] = behind[4]!.latent.standIns.points;
  await soon(() => [text(row(0)), text(row(1))]).toEqual([expect.stringContaining(mark(first!)), expect.stringContaining(mark(second!))]);
  await soon(() => [pictureOf(0), pictureOf(1)]).toEqual([greyOf(first!), greyOf(second!)]);
  await soon(() => station(0)).toBe(greyOf(first!));
  expect(text('.interpolation')).toContain('the nearest point to z');

  move(1, [0, 2]);
  const [moved] = drain(nearestRows(Float32Array.of(0, 2), behind[4]!.latent.codes, n, m));
  await soon(() => text(row(1))).toContain(mark(moved!));
  expect(decode).not.toHaveBeenCalled();

  const select = find<HTMLSelectElement>('.memories .drawn-by select');
  select.value = 'pretrained decoder';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await soon(() => text(row(0))).toContain('decoded by pretraining’s decoder');
  await soon(() => [pictureOf(0), pictureOf(1)]).toEqual([1, 0]);
  await soon(() => station(0)).toBe(-2);
  expect(text('.interpolation')).toContain('d(z) by pretraining’s decoder');
  currentRun.setState({ drawnBy: 'nearest point' });
});
