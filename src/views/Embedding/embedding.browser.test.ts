import { defaultConfig } from '../../methods/config';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assign, assignNearest } from '../../core/memory/dynamics';
import { Random } from '../../core/algebra/random';
import type { Dataset } from '../../data/dataset';
import { emptyPane, type EmbeddingLayout, type EmbeddingPane } from '../../store/embedding/embedding';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { Embedding } from '.';
import { useLooks } from './looks';
import { pointRenderer } from './renderer/points';
import type { PlotDots } from './renderer/renderer';

/** The view in a real browser, over layouts put into the store by hand. */
const n = 2000;
const k = 4;
const centres = [
  [-3, -3],
  [3, -3],
  [-3, 3],
  [3, 3],
] as const;

function fill(patch: Partial<Dataset> = {}, pane: Partial<EmbeddingPane> = {}, layoutPatch: Partial<EmbeddingLayout> = {}): void {
  const random = new Random(1);
  const values = Float32Array.from({ length: 2 * n }, (_, i) => centres[(i >> 1) % k][i & 1] + 0.4 * random.normal());
  const dataset: Dataset = {
    id: 'test',
    name: 'Test',
    n,
    d: 2,
    values,
    features: ['a', 'b'],
    labels: Uint16Array.from({ length: n }, (_, i) => i % k),
    labelNames: ['north', 'south', 'east', '<i>west</i>'],
    image: null,
    k,
    source: null,
    notes: [],
    ...patch,
  };
  const model = {
    kind: 'memory' as const,
    memories: Float32Array.from(centres.flat()),
    k,
    d: 2,
    beta: 1,
    steps: 10,
    stepSize: 0.1,
    similarity: 'euclidean' as const,
    logWeights: null,
  };
  const shown = {
    run: 1,
    method: 'clam' as const,
    config: defaultConfig,
    restart: 0,
    epoch: 0,
    model,
    latent: null,
    labels: assign(model, values, n),
    voronoiLabels: assignNearest(model, values, n),
    metrics: null,
    voronoi: null,
    altered: false,
  };
  const space = {
    d: 2,
    scaling: { kind: 'none' as const, shift: new Float64Array(2), scale: Float64Array.of(1, 1) },
    variance: 1,
    pca: { mean: new Float64Array(2), axes: new Float64Array(4), explained: new Float64Array(2) },
  };
  const layout: EmbeddingLayout = {
    method: 'umap',
    of: 'input',
    run: 1,
    restart: 0,
    epoch: 0,
    rows: null,
    coordinates: values,
    memories: model.memories,
    trail: [],
    step: 1,
    steps: 1,
    explained: null,
    ...layoutPatch,
  };
  const quality = { trustworthiness: 0.97, preservation: 0.45, neighbours: 15, points: n };
  currentRun.setState({
    dataset,
    space,
    shown,
    frames: [],
    selectedMemory: null,
    selectedPoint: null,
    selectedPoints: null,
    hoveredPoint: null,
    hoveredMemory: null,
    embeddings: [{ ...emptyPane, state: 'live', layout, quality, ...pane }],
  });
}

let root: Root;
let host: HTMLElement;
const settle = () => new Promise((done) => setTimeout(done, 350));
const find = <T extends Element>(selector: string) => {
  const found = host.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};

/** The number of pixels of a canvas that are not empty. */
function inked(canvas: HTMLCanvasElement): number {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, copy.width, copy.height).data.filter((value, i) => i % 4 === 3 && value > 20).length;
}

const colours = {
  paper: '#fff',
  panel: '#fff',
  sunken: '#eee',
  ink: '#111',
  'ink-2': '#444',
  'ink-3': '#666',
  line: '#ccc',
  accent: '#066',
};

beforeEach(async () => {
  for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--${name}`, colour);
  vi.spyOn(session.embedding, 'attach').mockReturnValue(() => {});
  vi.spyOn(session.embedding, 'neighbours').mockImplementation((_pane, point, count) =>
    Promise.resolve({
      n: 1,
      k: count,
      indices: Uint32Array.from({ length: count }, (_, i) => (point + 4 * (i + 1)) % n),
      distances: Float32Array.from({ length: count }, (_, i) => 0.1 * (i + 1)),
    }),
  );
  useLooks.setState({ tool: 'pan' });
  host = document.createElement('div');
  host.style.cssText = 'width: 800px; height: 700px; display: flex; flex-direction: column';
  document.body.append(host);
  root = createRoot(host);
  fill();
  root.render(createElement(Embedding));
  await vi.waitFor(() => find('.embedding-points canvas'), { timeout: 20_000 });
  await settle();
});
afterEach(() => {
  root.unmount();
  host.remove();
  vi.restoreAllMocks();
});

/** Drags through places given as shares of the plot. */
function drag(places: readonly (readonly [number, number])[], keys: PointerEventInit = {}): void {
  const over = find<SVGSVGElement>('.embedding-over');
  over.setPointerCapture = () => {};
  const { left, top, width, height } = over.getBoundingClientRect();
  places.forEach(([x, y], i) => {
    const init = {
      bubbles: true,
      cancelable: true,
      pointerId: 1,
      pointerType: 'mouse',
      button: 0,
      buttons: 1,
      clientX: left + x * width,
      clientY: top + y * height,
      ...keys,
    };
    if (i === 0) over.dispatchEvent(new PointerEvent('pointerdown', init));
    over.dispatchEvent(new PointerEvent('pointermove', init));
    if (i === places.length - 1) over.dispatchEvent(new PointerEvent('pointerup', init));
  });
}

test('points, memories, what they mean and how far to trust them', async () => {
  expect(find('figure[aria-label="Embedding"]')).toBeTruthy();
  expect(inked(find('.embedding-points canvas'))).toBeGreaterThan(3000);
  expect(host.querySelectorAll('.spot').length).toBe(k);
  expect(host.textContent).toContain('Trustworthiness 0.97 · kNN preservation@15 0.45, on 2,000 points');
  expect(host.querySelectorAll('.embedding-legend .memory-badge').length).toBe(k);
  useLooks.setState({ panes: [{ ...useLooks.getState().panes[0], colour: 'label' }, useLooks.getState().panes[1]] });
  await settle();
  expect(find('.embedding-legend').textContent).toContain('<i>west</i>');
  useLooks.setState({ panes: [{ ...useLooks.getState().panes[0], colour: 'cluster' }, useLooks.getState().panes[1]] });
});

test('a lasso and a box choose the points within; Escape lets them go', async () => {
  // The upper left quarter: the points round (−3, 3).
  drag(
    [
      [0.05, 0.03],
      [0.5, 0.03],
      [0.5, 0.5],
      [0.05, 0.5],
    ],
    { shiftKey: true },
  );
  const { selectedPoints } = currentRun.getState();
  expect(Array.from(selectedPoints!)).toEqual(Array.from({ length: n / k }, (_, i) => 4 * i + 2));
  await settle();
  expect(find('.embedding-selection').textContent).toMatch(/500 of 2,000 points chosen.*east: 500/);
  drag(
    [
      [0.5, 0.5],
      [1, 1],
    ],
    { altKey: true, ctrlKey: true },
  );
  expect(currentRun.getState().selectedPoints!.length).toBe(n / 2);
  find('.embedding-over').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(currentRun.getState().selectedPoints).toBeNull();
});

test('a point is met, chosen, and has its neighbours listed', async () => {
  const over = find<SVGSVGElement>('.embedding-over');
  const spot = find<SVGGElement>('.spot').getBoundingClientRect();
  const at = { bubbles: true, pointerType: 'mouse', clientX: spot.left + spot.width / 2 - 30, clientY: spot.top + spot.height / 2 };
  for (let x = 0; x < 60 && currentRun.getState().hoveredPoint === null; x += 3)
    over.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: at.clientX + x }));
  const { hoveredPoint } = currentRun.getState();
  expect(hoveredPoint! % k).toBe(0);
  currentRun.setState({ selectedPoint: hoveredPoint });
  await settle();
  expect(host.querySelectorAll('.embedding-neighbours li').length).toBe(15);
  expect(host.querySelectorAll('.link').length).toBe(15);
  find<HTMLButtonElement>('.embedding-neighbours button').click();
  expect(currentRun.getState().selectedPoint).toBe((hoveredPoint! + 4) % n);
});

test('what is not there yet is said, never blank', async () => {
  fill({}, { state: 'offered', layout: null, quality: null, offer: { seconds: 40, sample: 500, sampleSeconds: 3 } });
  await settle();
  expect(find('.embedding-offer').textContent).toBe('UMAP of 2,000 points takes about 40 s.StartA sample of 500: about 3 s');
  fill({}, { state: 'working', layout: null, quality: null, progress: { stage: 'Finding neighbours', fraction: 0.25 } });
  await settle();
  expect(find('.embedding-instead:not([hidden])').textContent).toBe('Finding neighbours, 25% …');
  expect(find('.embedding-status button').textContent).toBe('Pause');
  currentRun.setState({ dataset: null, shown: null, embeddings: [emptyPane] });
  await settle();
  expect(find('.embedding-hint').textContent).toMatch(/as soon as there are data/);
});

test('a sample of pictures: rows keep their numbers, few points are drawn as what they are', async () => {
  const rows = Uint32Array.from({ length: 100 }, (_, i) => 20 * i);
  const random = new Random(3);
  const coordinates = Float32Array.from({ length: 200 }, () => random.uniform());
  fill({ image: { width: 2, height: 1, channels: 1, range: [-4, 4] } }, {}, { rows, coordinates, memories: null });
  await settle();
  expect(inked(find('.embedding-sprites'))).toBeGreaterThan(5000);
  drag(
    [
      [0, 0],
      [1, 1],
    ],
    { altKey: true },
  );
  expect(currentRun.getState().selectedPoints).toEqual(rows);
});

test('WebGL and the canvas draw the same points; a context that is lost comes back', async () => {
  const random = new Random(2);
  const to = Float32Array.from({ length: 1000 }, () => 2 * random.uniform() - 1);
  const dots: PlotDots = {
    from: to,
    to,
    index: new Uint16Array(500),
    palette: Uint8Array.of(200, 0, 0),
    marks: new Uint8Array(500),
    dimmed: false,
    order: Uint32Array.from({ length: 500 }, (_, i) => i),
    paper: [255, 255, 255],
  };
  const camera = { width: 300, height: 200, scale: 90, x0: 150, y0: 100 };
  const look = { progress: 1, radius: 3, opacity: 1 };
  const drawn = (['software', 'none'] as const).map((gpu) => {
    const place = document.createElement('div');
    document.body.append(place);
    const renderer = pointRenderer(place, () => {}, gpu);
    while (renderer.draw(dots, camera, look, 1, false));
    return { place, renderer, ink: inked(place.querySelector('canvas')!) };
  });
  const [fast, flat] = drawn;
  expect(fast.ink).toBeGreaterThan(5000);
  expect(Math.abs(fast.ink - flat.ink) / flat.ink).toBeLessThan(0.08);
  const canvas = fast.place.querySelector('canvas')!;
  const loss = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
  loss.loseContext();
  await settle();
  expect(fast.place.querySelectorAll('canvas').length).toBe(2);
  fast.renderer.draw(dots, camera, look, 1, false);
  expect(inked(fast.place.querySelectorAll('canvas')[1])).toBeGreaterThan(5000);
  loss.restoreContext();
  await vi.waitFor(() => expect(fast.place.querySelectorAll('canvas').length).toBe(1));
  fast.renderer.draw(dots, camera, look, 1, false);
  expect(inked(canvas)).toBe(fast.ink);
  for (const { place, renderer } of drawn) {
    renderer.destroy();
    expect(place.querySelector('canvas')).toBeNull();
    place.remove();
  }
});
