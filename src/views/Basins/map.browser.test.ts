import { wordsOf } from '../words';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../views.css';
import './basins.css';
import { dataPlane } from '../../core/map/plane';
import type { MapPicture } from '../../engine/client';
import { currentRun } from '../../store/runStore';
import type { Shown } from '../../store/state';
import { frameOf } from './frame';
import { drawMemories, moveMemories, type MapSpot, type SpotHandlers } from './overlay/memories';
import { showTip } from './tip';
import { WaterLayer } from './waterLayer';

/** Tests of the map that need a browser: pointer events, and the places of boxes. */
const frame = frameOf({ s0: 0, t0: 0, s1: 10, t1: 10 }, 300, 300);
let map: HTMLElement;

beforeEach(() => {
  map = document.createElement('div');
  map.className = 'basins-map';
  Object.assign(map.style, { width: '300px', height: '300px', font: '14px sans-serif' });
  document.body.append(map);
});
afterEach(() => map.remove());

function memoryAt(s: number) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const group = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'g'));
  map.append(svg);
  const spots: MapSpot[] = [{ index: 0, look: 0, place: [s, 5], members: 3, selected: false }];
  const handlers = {
    movable: () => true,
    move: vi.fn<SpotHandlers['move']>(),
    nudge: vi.fn<SpotHandlers['nudge']>(),
    drop: vi.fn<SpotHandlers['drop']>(),
    select: vi.fn<SpotHandlers['select']>(),
  };
  drawMemories(group, frame, spots, wordsOf(null), true);
  moveMemories(group, () => frame, handlers);
  const mouse = (type: string, x: number, target: EventTarget = window) =>
    target.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: 150, bubbles: true, cancelable: true, view: window }));
  const press = (...xs: number[]) => {
    mouse('mousedown', xs[0]!, group.querySelector('.memory-glyph')!);
    for (const x of xs.slice(1)) mouse('mousemove', x);
    mouse('mouseup', xs.at(-1)!);
  };
  return { press, handlers };
}

test('a click on a memory with a shaky hand chooses it', () => {
  const { press, handlers } = memoryAt(5);
  press(150, 151, 153);
  expect(handlers.select).toHaveBeenCalledWith(0);
  expect(handlers.move).not.toHaveBeenCalled();
});

test('a memory that is dragged is where the hand is, also when that comes back to where it began', () => {
  const { press, handlers } = memoryAt(5);
  press(150, 152, 180, 151);
  expect(handlers.move.mock.calls.map(([index, s]) => [index, Math.round(30 * s)])).toEqual([
    [0, 180],
    [0, 151],
  ]);
  expect(handlers.drop).toHaveBeenCalledOnce();
  expect(handlers.select).not.toHaveBeenCalled();
});

test('the words beside the cursor are never cut off, however narrow the map', () => {
  const tip = document.createElement('div');
  tip.className = 'basins-tip';
  tip.style.boxSizing = 'border-box';
  map.append(tip);
  const lines = ['Point 150 · Iris versicolor', 'basin 12, but nearest to memory 11', 'energy −0.000123, entropy 0.000456 nats'];
  const bounds = map.getBoundingClientRect();
  for (let x = 0; x <= 300; x += 50)
    for (let y = 0; y <= 300; y += 50) {
      showTip(tip, lines, { x, y }, frame);
      const box = tip.getBoundingClientRect();
      expect(
        box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom,
        `at ${x}, ${y}`,
      ).toBe(true);
    }
});

test('a picture stands above the words, changes with the point, and goes with it', () => {
  const tip = map.appendChild(document.createElement('div'));
  const image = { width: 2, height: 1, channels: 1 as const, range: [0, 255] as [number, number] };
  const values = Float32Array.of(0, 255, 255, 0);
  const first = () => tip.querySelector('canvas')?.getContext('2d')?.getImageData(0, 0, 1, 1).data[0];
  showTip(tip, { lines: ['Point 1'], picture: { values, offset: 0, image } }, { x: 0, y: 0 }, frame);
  expect([first(), tip.textContent, tip.firstChild instanceof HTMLCanvasElement]).toEqual([0, 'Point 1', true]);
  showTip(tip, { lines: ['Point 2'], picture: { values, offset: 2, image } }, { x: 0, y: 0 }, frame);
  expect([first(), tip.textContent, tip.childNodes.length]).toEqual([255, 'Point 2', 2]);
  showTip(tip, ['basin 1'], { x: 0, y: 0 }, frame);
  expect([first(), tip.textContent]).toEqual([undefined, 'basin 1']);
});

test('rain falls on one plane only, and a drop that is taken away gives the keyboard back to its button', () => {
  const svg = map.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  const layer = () => svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'g'));
  const options = {
    probe: layer(),
    pulls: layer(),
    rain: layer(),
    dropButton: map.appendChild(document.createElement('button')),
    request: () => {},
  };
  const water = new WaterLayer(options);
  const plane = dataPlane(2);
  const model = { kind: 'memory', k: 1, d: 2, memories: new Float64Array(2), beta: 1, steps: 1, stepSize: 1, similarity: 'euclidean' };
  const wet = { ...currentRun.getState(), probe: Float64Array.of(5, 5), shown: { model } as unknown as Shown };
  // Nothing moves: each drop is where it fell.
  const draw = (state: typeof wet) => {
    const starts = water.starts(state, plane, true);
    const still = (starts: Float64Array) => ({
      starts,
      steps: 1,
      paths: Float32Array.from({ length: 2 * starts.length }, (_, i) => starts[2 * (i >> 2) + (i & 1)]!),
      energies: new Float32Array(starts.length),
      labels: new Uint16Array(starts.length / 2),
    });
    water.draw(state, { drops: starts && still(starts) } as MapPicture, frame, plane);
  };
  water.pour(frame.box);
  expect(water.starts(wet, plane, false)).toHaveLength(2);
  expect(water.starts(wet, plane, true)).toHaveLength(202);
  draw(wet);
  expect(options.rain.children).toHaveLength(3);
  water.stopRain();
  draw(wet);
  expect(options.rain.children).toHaveLength(0);
  options.probe.querySelector<SVGGElement>('.drop')!.focus();
  draw({ ...wet, probe: null } as unknown as typeof wet);
  expect(document.activeElement).toBe(options.dropButton);
});
