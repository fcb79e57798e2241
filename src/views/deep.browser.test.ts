import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assign, assignNearest } from '../core/memory/dynamics';
import { noNumbers } from '../core/metrics/numbers';
import { Random } from '../core/algebra/random';
import { fitScaling } from '../core/algebra/scaling';
import type { Dataset } from '../data/dataset';
import type { Latent, PartitionMetrics, Snapshot, TrainingResult } from '../engine/protocol';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import { changeRun } from '../store/runs/records';
import { readAgainstThese } from '../store/runs/testing';
import { useStore } from '../store/state';
import { Curves } from './Curves';
import { Histogram } from './Histogram';
import { Inspector } from './Inspector';
import { Metrics } from './Metrics';
import { hasPath, Path } from './Path';
import type { CurvePoint } from '../store/runs/curvePoint';
import { type Config, defaultsOf } from '../methods/config';
import { partitionerOf } from '../core/partition/kinds';

/** The views that tell numbers, of a deep method: over a store filled with snapshots that were computed here. */
const n = 60;
const side = 2;
const d = side * side;
const k = 3;
const m = 2;
const rlPretrained = 0.02;

const none: PartitionMetrics = {
  ...noNumbers,
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
};
const rlAt = (epoch: number) => 0.13 / (1 + epoch);
const judged = (epoch: number): PartitionMetrics => ({
  ...none,
  loss: epoch === 0 ? null : 0.9 * rlAt(epoch),
  rl: rlAt(epoch),
  rlPretrained,
  rrl: 100 * (rlAt(epoch) / rlPretrained - 1),
  scEncoded: 0.16,
  codeVariance: 3,
  scAttracted: 0.2 + 0.05 * epoch,
});

const random = new Random(1);
const values = Float32Array.from({ length: n * d }, () => random.uniform());
const codes = Float32Array.from({ length: n * m }, (_, i) => (Math.floor(i / m) % 3) + 0.2 * random.normal());
const decode = (rows: Float32Array) => Float32Array.from({ length: (rows.length / m) * d }, (_, i) => rows[Math.floor(i / d) * m]! / 3);

function dataset(image: boolean): Dataset {
  return {
    id: `deep ${image}`,
    name: 'Deep',
    n,
    d,
    values,
    features: ['a', 'b', 'c', 'd'],
    labels: Uint16Array.from({ length: n }, (_, i) => i % 3),
    labelNames: ['a', 'b', 'c'],
    image: image ? { width: side, height: side, channels: 1, range: [0, 1] } : null,
    k,
    source: null,
    notes: [],
  };
}

function fill({ image = true, pretrained = true, epochs = 9 } = {}): void {
  const dynamics = { beta: 2, steps: 10, stepSize: 0.15, similarity: 'euclidean' as const };
  const frames = Array.from({ length: pretrained ? epochs : 1 }, (_, epoch): Snapshot => {
    const memories = Float32Array.of(0, 0, 1, 1, 2, 2 + 0.01 * epoch);
    const model = { kind: 'memory' as const, ...dynamics, memories, k, d: m, logWeights: null };
    const latent: Latent = { m, codes, decoded: decode(memories), pretrained };
    return {
      run: 1,
      config: { ...defaultsOf('dclam'), beta: 2, steps: 10, stepSize: 0.15 },
      restart: 0,
      epoch,
      partition: model,
      latent,
      loss: judged(epoch).loss,
      wholeLoss: null,
      learningRate: 0.01,
      labels: assign(model, codes, n),
      voronoiLabels: assignNearest(model, codes, n),
      metrics: pretrained ? judged(epoch) : { ...judged(0), rlPretrained: null, rrl: null },
      voronoi: { ...none, scEncoded: 0.15, rlPretrained },
    };
  });
  const curves = frames.map(({ epoch, loss, learningRate, metrics }): CurvePoint => {
    const { silhouette, nmi, scEncoded, scAttracted, rl, rrl, codeVariance } = metrics;
    return { epoch, loss, learningRate, silhouette, nmi, scEncoded, scAttracted, rl, rrl, codeVariance };
  });
  const data = dataset(image);
  const last = frames.at(-1)!.epoch;
  const config: Config = {
    ...defaultsOf('dclam'),
    k,
    beta: dynamics.beta,
    steps: dynamics.steps,
    stepSize: dynamics.stepSize,
  };
  const best = frames[7] ?? frames.at(-1)!;
  const result = {
    chosen: 0,
    chosenBy: 'loss',
    restarts: [{ restart: 0, chosenEpoch: 7 }],
    best,
    config,
    exact: true,
  } as unknown as TrainingResult;
  currentRun.setState({
    dataset: data,
    space: {
      d,
      scaling: fitScaling(values, n, d, 'none'),
      variance: 1,
      pca: { mean: new Float64Array(d), axes: new Float64Array(2 * d), explained: Float64Array.of(0.7, 0.2) },
    },
    frames,
    curves,
    pretraining: pretrained
      ? { epoch: 4, epochs: 4, losses: [0.2, 0.1, 0.04, 0.021], done: true, rlPretrained, active: false, secondsLeft: null }
      : { epoch: 2, epochs: 4, losses: [0.2, 0.1], done: false, rlPretrained: null, active: true, secondsLeft: 3 },
    training: { state: pretrained ? 'finished' : 'training', epoch: last, epochs: 8, secondsLeft: null },
    config,
    result: pretrained ? result : null,
    cursor: null,
    restart: 0,
    restarts: [],
    shown: null,
    selectedMemory: null,
    hoveredMemory: null,
    selectedPoint: null,
    hoveredPoint: null,
  });
  readAgainstThese(best, [
    { id: 'kmeans', name: 'k-means on the input', metrics: { silhouette: 0.182 } },
    { id: 'ae-kmeans', name: 'AE + k-means', metrics: { scEncoded: 0.161, rl: rlPretrained, rlPretrained, rrl: 0 } },
  ]);
  changeRun(useStore.getState().current, () => ({ config }));
  session.scrub(null);
}

let root: Root;
let host: HTMLElement;
const settle = () => new Promise((done) => setTimeout(done, 400));

beforeEach(async () => {
  vi.spyOn(session, 'decode').mockImplementation(async (rows) => decode(rows));
  host = document.createElement('div');
  host.style.width = '320px';
  document.body.append(host);
  root = createRoot(host);
  fill();
  root.render([Curves, Path, Metrics, Inspector, Histogram].map((View) => createElement(View, { key: View.name })));
  // The first drawing waits until all of it has been loaded.
  await vi.waitFor(() => find('.path .way path'), { timeout: 20_000 });
  await settle();
});
afterEach(() => {
  root.unmount();
  host.remove();
  vi.restoreAllMocks();
});

const find = <T extends Element>(selector: string) => {
  const found = host.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const text = (selector: string) => find(selector).textContent ?? '';

test('curves: reconstruction against RL_p, two silhouettes each with its space, and pretraining before them', () => {
  const names = Array.from(host.querySelectorAll('.curves .name'), (name) => name.textContent);
  // At this width the longest name is cut at its comma, so that it does not run into its value.
  expect(names).toEqual([
    'Pretraining',
    'RL, over the whole set',
    'RRL, RL against RL_p',
    'SC on A(e(x)), attracted codes',
    'SC on e(x), codes',
    'NMI, against the labels',
    'Loss, mean over the batches',
    'Code variance, total',
    'Learning rate of the memories',
  ]);
  expect(text('.curves')).toContain('RL_p 0.02');
  expect(text('.curves')).toContain('AE + k-means 0.161');
  expect(text('.curves .visually-hidden')).toMatch(
    /^Pretraining: epoch 4 of 4, loss 0.021, RL_p 0.02\. Epoch 8\. RL, over the whole set: 0.0144/,
  );
  for (const path of host.querySelectorAll('.curves .curve')) expect(path.getAttribute('d')).toMatch(/^M/);
});

test('the path: ends named, chosen ringed, the lines it is read against, and where lower left leads', () => {
  const path = text('.path');
  for (const said of [
    'epoch 0',
    'epoch 8',
    'RRL 10%',
    'AE + k-means, SC on e(x)',
    'pretrained, first memories, SC on e(x)',
    'chosen: epoch 7',
    'Lower left is better.',
  ])
    expect(path).toContain(said);
  expect(text('.path-told')).toBe('Epoch 8: RL 0.0144 (RRL −27.8%), SC on A(e(x)) 0.600');
  expect(host.querySelectorAll('.path .ring')).toHaveLength(2);
  expect(find('.path .way path').getAttribute('d')).toMatch(/^M/);
});

test('a press on the path scrubs to its epoch, and so do the arrow keys', async () => {
  const dot = find<SVGCircleElement>('.path .way circle.first').getBoundingClientRect();
  const at = { clientX: dot.x + 3, clientY: dot.y + 3, bubbles: true, button: 0, pointerId: 1 };
  vi.spyOn(SVGElement.prototype, 'setPointerCapture').mockImplementation(() => {});
  find('.path-plot svg').dispatchEvent(new PointerEvent('pointerdown', at));
  find('.path-plot svg').dispatchEvent(new PointerEvent('pointerup', at));
  await settle();
  expect(currentRun.getState().shown?.epoch).toBe(0);
  expect(text('.path-told')).toContain('Epoch 0: RL 0.13 (RRL 550%), SC on A(e(x)) 0.200');
  const slider = find<HTMLInputElement>('input[aria-label="Place on the path"]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(slider, '1');
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(currentRun.getState().shown?.epoch).toBe(1);
  expect(slider.getAttribute('aria-valuetext')).toBe('Epoch 1');
});

test('metrics: a silhouette is in the row of its space, and AE + k-means and the input have columns of their own', () => {
  const heads = Array.from(host.querySelectorAll('.metrics thead th'), (th) => th.textContent?.trim());
  expect(heads).toEqual(['Metric', 'DCLAM basins', 'Voronoi same memories', 'AE + k-means on e(x)', 'k-means on the input']);
  const row = (name: string) => {
    const found = Array.from(host.querySelectorAll('.metrics tbody tr')).find((tr) => tr.querySelector('th')?.textContent === name);
    return Array.from(found?.querySelectorAll('td') ?? [], (td) => td.textContent?.replace(' (best)', ''));
  };
  expect(row('SC on A(e(x))')).toEqual(['0.600', '—', '—', '—']);
  expect(row('SC on e(x)')).toEqual(['0.160', '0.150', '0.161', '—']);
  expect(row('SC, input space')).toEqual(['—', '—', '—', '0.182']);
  expect(row('RL')).toEqual(['0.0144', '—', '0.02', '—']);
  expect(row('RRL')).toEqual(['−27.8%', '—', '0.0%', '—']);
});

test('histograms: every point is counted, a bin tells its range and count, and the point that is met is marked', async () => {
  find('.histograms').scrollIntoView();
  await settle();
  const { model } = currentRun.getState().shown!;
  const entropy = partitionerOf(model).entropies!(codes, n);
  expect(text('figure[aria-label="Entropy of the points"]')).toContain(`Entropy of the points, epoch 8, 60 points`);
  const bars = find('figure[aria-label="Largest membership"] .bars').getAttribute('d')!;
  expect(bars.match(/Z/g)!.length).toBeGreaterThan(2);
  currentRun.setState({ hoveredPoint: 4 });
  await settle();
  expect(text('figure[aria-label="Entropy of the points"] .histogram-told')).toBe(`point 5: ${entropy[4]!.toFixed(2)} nats`);
  expect(find('figure[aria-label="Entropy of the points"] .place').getAttribute('d')).toMatch(/^M/);
  const svg = find('figure[aria-label="Entropy of the points"] svg');
  const box = svg.getBoundingClientRect();
  svg.dispatchEvent(new PointerEvent('pointermove', { clientX: box.x + 46, clientY: box.y + 40, bubbles: true }));
  await settle();
  const first = Array.from(entropy).filter((h) => h < Math.log(k) / 30).length;
  expect(text('figure[aria-label="Entropy of the points"] .histogram-told')).toContain(`0.00–0.04 nats: ${first} point`);
});

test('the inspector shows a point as it is, decoded, and decoded after its steps, and its code by number', async () => {
  currentRun.setState({ hoveredPoint: 7 });
  await settle();
  expect(Array.from(host.querySelectorAll('.inspector figcaption'), (caption) => caption.textContent)).toEqual([
    'x',
    'd(e(x))',
    'd(A(e(x)))',
  ]);
  expect(host.querySelectorAll('.inspector-pictures canvas')).toHaveLength(3);
  expect(host.querySelector('.inspector-picture.waiting')).toBeNull();
  expect(text('.inspector')).toMatch(/Entropy H\(e\(x\)\).*nats/);
  expect(Array.from(host.querySelectorAll('.inspector table[aria-label="The code"] tbody th'), (th) => th.textContent)).toEqual([
    'code 1',
    'code 2',
  ]);
  currentRun.setState({ hoveredPoint: null, hoveredMemory: 1 });
  await settle();
  expect(text('.inspector')).toMatch(/d\(ρ\).*Memory.*Members.*Energy/);
  expect(host.querySelectorAll('.inspector canvas')).toHaveLength(1);
});

test('where the decoder is not kept the inspector says so; of a table it shows numbers instead of pictures', async () => {
  vi.mocked(session.decode).mockResolvedValue(null);
  currentRun.setState({ hoveredPoint: 9 });
  await settle();
  expect(text('.inspector')).toContain('The decoder of epoch 8 is not kept');
  vi.mocked(session.decode).mockImplementation(async (rows) => decode(rows));
  fill({ image: false });
  currentRun.setState({ hoveredPoint: 3 });
  await settle();
  expect(
    Array.from(host.querySelectorAll('.inspector table[aria-label="Values by feature"] thead th'), (th) => th.textContent?.trim()),
  ).toEqual(['Feature', 'x', 'd(e(x))', 'd(A(e(x)))']);
  expect(host.querySelector('.inspector canvas')).toBeNull();
});

test('while pretraining goes on its curve is there, the path waits, and no k-means of other networks is shown', async () => {
  fill({ pretrained: false });
  await settle();
  expect(text('.curves .visually-hidden')).toContain('Pretraining: epoch 2 of 4, loss 0.1.');
  expect(find('.curves-pretraining').classList.contains('absent')).toBe(false);
  expect(text('.curves')).not.toContain('AE + k-means');
  expect(text('.path')).toContain('The path begins when pretraining is done.');
  expect(find<HTMLElement>('.path-plot').hidden).toBe(true);
  expect(text('.metrics')).toContain('not pretrained yet');
});

test('methods in the input space have no path', () => {
  const { shown } = currentRun.getState();
  expect(hasPath({ shown })).toBe(true);
  expect(hasPath({ shown: { ...shown!, method: 'clam' } })).toBe(false);
  expect(hasPath({ shown: null })).toBe(false);
});
