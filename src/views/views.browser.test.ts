import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assign, assignNearest } from '../core/memory/dynamics';
import { noNumbers } from '../core/metrics/numbers';
import { Random } from '../core/algebra/random';
import { applyScaling, fitScaling } from '../core/algebra/scaling';
import type { Dataset } from '../data/dataset';
import type { PartitionMetrics, Snapshot, TrainingResult } from '../engine/protocol';
import { session } from '../store/session';
import { readAgainstThese } from '../store/runs/testing';
import { currentRun, RunContext, runStore } from '../store/runStore';
import { useStore } from '../store/state';
import { Curves } from './Curves';
import { Histogram } from './Histogram';
import { Inspector } from './Inspector';
import { Memories } from './Memories';
import { Metrics } from './Metrics';
import { Timeline } from './Timeline';
import { defaultConfig } from '../methods/config';
import { partitionerOf } from '../core/partition/kinds';

/** The views in a real browser, over a store filled with computed snapshots: what they say, and that what they draw is not blank. */
const n = 90;
const d = 3;
const k = 3;
const metrics = (silhouette: number): PartitionMetrics => ({
  ...noNumbers,
  loss: 0.5,
  silhouette,
  silhouetteSample: n,
  nmi: 0.8,
  nmiGeometric: 0.8,
  ari: 0.7,
  ami: 0.7,
  accuracy: 0.9,
  homogeneity: 0.8,
  entropyBits: 1.5,
  sizes: [40, 20],
  clusters: k,
});

function fill(patch: Partial<Dataset> = {}): void {
  const random = new Random(1);
  const values = Float32Array.from({ length: n * d }, (_, i) => 10 + 4 * (Math.floor(i / d) % 3) + random.normal());
  const dataset: Dataset = {
    id: `test ${Object.keys(patch).join()}`,
    name: 'Test',
    n,
    d,
    values,
    features: ['height', 'weight', '<b>age</b>'],
    labels: Uint16Array.from({ length: n }, (_, i) => i % 3),
    labelNames: ['a', 'b', 'c'],
    image: null,
    k,
    source: null,
    notes: [],
    ...patch,
  };
  const scaling = fitScaling(values, n, d, 'standard');
  const points = applyScaling(scaling, values, n);
  const dynamics = { beta: 1, steps: 10, stepSize: 0.1, similarity: 'euclidean' as const };
  const frames = Array.from({ length: 13 }, (_, i): Snapshot => {
    const memories = Float32Array.from({ length: k * d }, (_, j) => points[j]! + 0.01 * i);
    // The last memory is far from everything: it is dead.
    memories.fill(50, (k - 1) * d);
    const model = { kind: 'memory' as const, ...dynamics, memories, k, d, logWeights: null };
    return {
      run: 1,
      config: defaultConfig,
      restart: 0,
      epoch: 4 * i,
      partition: model,
      latent: null,
      loss: i === 0 ? null : 1 / i,
      wholeLoss: null,
      learningRate: 0.01,
      labels: assign(model, points, n),
      voronoiLabels: assignNearest(model, points, n),
      metrics: metrics(0.3 + 0.01 * i),
      voronoi: metrics(0.3),
    };
  });
  const curves = frames.map(({ epoch, loss, learningRate, metrics }) => ({
    epoch,
    loss,
    learningRate,
    silhouette: metrics.silhouette,
    nmi: metrics.nmi,
  }));
  const axes = new Float64Array(2 * d);
  axes[0] = axes[d + 1] = 1;
  const space = { d, scaling, variance: 1, pca: { mean: new Float64Array(d), axes, explained: Float64Array.of(0.7, 0.2) } };
  const training = { state: 'finished' as const, epoch: 48, epochs: 48, secondsLeft: null };
  currentRun.setState({
    dataset,
    space,
    frames,
    curves,
    training,
    result: null,
    cursor: null,
    restarts: [],
    selectedMemory: null,
    selectedPoint: null,
    hoveredPoint: null,
  });
  readAgainstThese(frames[0]!, [{ id: 'kmeans', name: 'k-means', metrics: metrics(0.374) }]);
  session.scrub(null);
}

let root: Root;
let host: HTMLElement;
const settle = () => new Promise((done) => setTimeout(done, 400));

const colours = { paper: '#fff', sunken: '#eee', ink: '#111', 'ink-2': '#444', 'ink-3': '#666', line: '#ccc', accent: '#066' };

beforeEach(async () => {
  for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--${name}`, colour);
  host = document.createElement('div');
  host.style.width = '900px';
  document.body.append(host);
  root = createRoot(host);
  fill();
  root.render([Curves, Metrics, Memories, Timeline, Inspector].map((View) => createElement(View, { key: View.name })));
  // The first drawing waits until all of it has been loaded.
  await vi.waitFor(() => find('.curves .name'), { timeout: 20_000 });
  await settle();
});
afterEach(() => {
  root.unmount();
  host.remove();
});

const find = <T extends Element>(selector: string) => {
  const found = host.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
function inked(canvas: HTMLCanvasElement): boolean {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
}

test('names, values and pictures of the epoch that is shown', () => {
  expect(find('figure[aria-label="Learning curves"]').textContent).toContain('k-means 0.374');
  expect(find('.curves .visually-hidden').textContent).toContain('Epoch 48.');
  expect(find('table[aria-label="Metrics"]').textContent).toContain('0.420');
  expect(find<SVGPathElement>('.curves .curve').getAttribute('d')).toMatch(/^M/);
  expect(find('figure[aria-label="Memories"]').textContent).toContain('no points end here');
  expect(inked(find<HTMLCanvasElement>('.timeline-track canvas'))).toBe(true);
  expect(inked(find<HTMLCanvasElement>('.memory-plot'))).toBe(true);
  expect(find('.feature-names').querySelector('b')).toBeNull();
});

test('scrubbing moves every view, and an arrow key always finds the next frame', async () => {
  const slider = find<HTMLInputElement>('input[aria-label="Epoch"]');
  expect(slider.getAttribute('aria-valuetext')).toBe('Epoch 48 of 48');
  session.scrub(8);
  await settle();
  expect(slider.getAttribute('aria-valuetext')).toBe('Epoch 8 of 48');
  expect(find('.curves .visually-hidden').textContent).toContain('Epoch 8.');
  expect(find('table[aria-label="Metrics"]').textContent).toContain('0.320');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
  set.call(slider, '9');
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(currentRun.getState().shown?.epoch).toBe(12);
});

test('a memory is chosen and told of; a point takes its place; both in data units', async () => {
  find<HTMLButtonElement>('.memory-select').click();
  await settle();
  expect(currentRun.getState().selectedMemory).toBe(0);
  expect(find('.inspector').textContent).toMatch(/Memory 1.*Members/);
  currentRun.setState({ hoveredPoint: 4 });
  await settle();
  expect(find('.inspector').textContent).toMatch(/Point 5 of 90.*Label.*b.*Basin/);
  const { values } = currentRun.getState().dataset!;
  expect(find('.inspector').textContent).toContain(values[4 * d]!.toPrecision(4).replace(/0+$/, ''));
  expect(find('.memory-row.linked')).toBeTruthy();
});

test('rows that are pictures are drawn as pictures, with their closest and farthest members', async () => {
  fill({ image: { width: 3, height: 1, channels: 1, range: [0, 25] } });
  await settle();
  await settle();
  const canvas = find<HTMLCanvasElement>('.memory-body canvas');
  expect([canvas.width, canvas.height]).toEqual([3, 1]);
  expect(host.querySelectorAll('.memory-member:not([hidden])').length).toBeGreaterThanOrEqual(6);
  expect(host.querySelectorAll('.memory-farthest .memory-member:not([hidden])').length).toBeGreaterThanOrEqual(6);
  expect(host.querySelectorAll('.memory-row:last-child .memory-member:not([hidden])').length).toBe(0);
});

test('of a partition without memberships and movement, views show what there is', async () => {
  const { shown } = currentRun.getState();
  const { k, d } = shown!.model;
  const model = {
    kind: 'centres',
    k,
    d,
    prototypes: Float32Array.from(partitionerOf(shown!.model).prototypes),
    rule: { by: 'nearest' },
    metric: 'euclidean',
    weights: null,
  } as const;
  currentRun.setState({ shown: { ...shown!, model, voronoiLabels: null }, selectedPoint: 0 });
  await settle();
  const told = find('.inspector').textContent;
  expect(told).toContain('Distance² D(x)');
  for (const absent of ['Entropy', 'Path', 'Memberships', 'Nearest centre']) expect(told).not.toContain(absent);
  expect(host.querySelectorAll('.memories canvas').length).toBeGreaterThan(0);
});

test('new points are drawn of clusters that are distributions, others on request', async () => {
  const button = () => host.querySelector<HTMLButtonElement>('.new-points button');
  expect(button()).toBe(null);
  const { shown } = currentRun.getState();
  const { prototypes } = partitionerOf(shown!.model);
  const equal = { logShares: new Float32Array(k), factors: new Float32Array(k).fill(0.3) };
  const model = { kind: 'gaussians', k, d, prototypes, covariance: 'spherical', ...equal } as const;
  currentRun.setState({ shown: { ...shown!, model } });
  await vi.waitFor(() => button()!.click());
  const drawn = () => Array.from(host.querySelectorAll<HTMLCanvasElement>('.new-points canvas'), (canvas) => canvas.toDataURL());
  await vi.waitFor(() => expect(drawn()).toHaveLength(8 * k));
  const first = drawn();
  expect(new Set(first.slice(0, 8)).size).toBe(8);
  button()!.click();
  await vi.waitFor(() => expect(drawn()).not.toEqual(first));
  expect(button()!.textContent).toBe('Draw others');
});

test('views are shown twice for two runs, and each follows its own', async () => {
  const { frames, curves } = currentRun.getState();
  const { current, runs } = useStore.getState();
  const [own, best] = [runs.get(current)!, { ...frames[3]!, run: 2, metrics: metrics(0.777) }];
  const result = { best, config: { ...defaultConfig, k }, restarts: [], exact: true } as unknown as TrainingResult;
  const other = { ...own, id: 2, result, curves: curves.slice(0, 4), frames: [], data: { ...own.data, n, d } };
  useStore.setState({ runs: new Map(runs).set(2, other) });
  const shown = [currentRun, runStore(2)].map((store, i) =>
    createElement(
      'section',
      { key: i, className: `of-run-${i}` },
      createElement(
        RunContext.Provider,
        { value: store },
        [Curves, Metrics, Memories, Histogram].map((View) => createElement(View, { key: View.name })),
      ),
    ),
  );
  root.render(shown);
  await vi.waitFor(() => find('.of-run-1 .curves .curve'), { timeout: 20_000 });
  await settle();
  const told = (of: number) => find(`.of-run-${of} table[aria-label="Metrics"]`).textContent;
  const drawn = (of: number) => find(`.of-run-${of} .curves .curve`).getAttribute('d');
  const said = (of: number) => find(`.of-run-${of} .curves > .visually-hidden`).textContent;
  expect([told(0).includes('0.420'), told(0).includes('0.777')]).toEqual([true, false]);
  expect([told(1).includes('0.420'), told(1).includes('0.777')]).toEqual([false, true]);
  expect([said(0), said(1)].map((one) => /Epoch \d+/.exec(one)?.[0])).toEqual(['Epoch 48', 'Epoch 12']);
  expect(drawn(1)).not.toBe(drawn(0));
  // What is not on the screen is not painted.
  for (const part of ['.memory-plot', '.histogram svg']) {
    find(`.of-run-1 ${part}`).scrollIntoView();
    await settle();
  }
  expect(inked(find<HTMLCanvasElement>('.of-run-1 .memory-plot'))).toBe(true);
  expect(find('.of-run-1 .histogram svg').childElementCount).toBeGreaterThan(0);

  // What changes in one run changes nothing in the other's views.
  const before = [told(0), drawn(0)];
  runStore(2).setState({ curves, result: { ...result, best: { ...best, metrics: metrics(0.111) } } });
  await vi.waitFor(() => expect(told(1)).toContain('0.111'));
  await settle();
  expect([told(0), drawn(0)]).toEqual(before);
  expect(drawn(1)).toBe(drawn(0));

  // Only the current run has a film to look through.
  const press = (of: number) => {
    const plot = find<SVGSVGElement>(`.of-run-${of} .curves-of > svg`);
    const { left, width, top } = plot.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + 20, bubbles: true, button: 0, pointerId: 1 };
    vi.spyOn(plot, 'setPointerCapture').mockImplementation(() => {});
    plot.dispatchEvent(new PointerEvent('pointerdown', at));
    plot.dispatchEvent(new PointerEvent('pointerup', at));
  };
  press(1);
  expect(currentRun.getState().cursor).toBeNull();
  press(0);
  expect(currentRun.getState().cursor).not.toBeNull();
});
