import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MemoryPartition } from '../../../core/partition/model';
import { dataPlane } from '../../../core/map/plane';
import type { Dataset } from '../../../data/dataset';
import type { Space } from '../../../engine/protocol';
import { session } from '../../../store/session';
import { currentRun } from '../../../store/runStore';
import { type RunState, type Shown } from '../../../store/state';
import { frameOf } from '../frame';
import type { Scenery } from '../scenery';
import { Pictures } from './pictures';

/** The pictures of a latent space of m = 2, whose decoder draws code 1 into the left pixel and code 2 into the right one. */
const d = 2;
const image = { width: 2, height: 1, channels: 1 as const, range: [0, 1] as [number, number] };
const space: Space = {
  d,
  scaling: { kind: 'none', shift: new Float64Array(d), scale: Float64Array.of(1, 1) },
  variance: 1,
  pca: { mean: new Float64Array(d), axes: new Float64Array(4), explained: new Float64Array(2) },
};
const dataset = { image, d, n: 1 } as Dataset;
const model = (steps: number): MemoryPartition => ({
  kind: 'memory',
  similarity: 'euclidean',
  beta: 50,
  steps,
  stepSize: 0.5,
  k: 2,
  d,
  memories: Float32Array.of(0, 0, 1, 1),
  logWeights: null,
});
const frame = frameOf({ s0: 0, t0: 0, s1: 1, t1: 1 }, 380, 300);
const plane = dataPlane(2);

let shown: Shown;
let state: RunState;
let host: HTMLElement;
let pictures: Pictures;
let told: (string | null)[];
const epochOf = (epoch: number, steps = 4): Shown =>
  ({
    run: 1,
    restart: 0,
    epoch,
    model: model(steps),
    latent: { m: 2, codes: new Float32Array(2), decoded: new Float32Array(4), pretrained: true },
  }) as Shown;
const draw = () => pictures.draw(state, { dataset, space, shown, plane } as Scenery, frame, '#fff');
const part = <T extends Element>(selector: string) => host.querySelector<T>(selector)!;
const settle = (ms = 250) => new Promise((done) => setTimeout(done, ms));
const show = (next: Shown, patch: Partial<RunState> = {}) => {
  shown = next;
  state = { ...state, shown, dataset, ...patch };
  draw();
};

beforeEach(() => {
  host = document.createElement('div');
  host.innerHTML =
    '<canvas hidden></canvas><p class="stale" hidden></p><div class="strip" hidden><div class="strip-pictures"></div><p></p></div>';
  document.body.append(host);
  told = [];
  vi.spyOn(session, 'decode').mockImplementation(async (codes) => codes.slice());
  pictures = new Pictures({
    canvas: part('canvas'),
    stale: part('.stale'),
    strip: part('.strip'),
    request: () => draw(),
    told: (sentence) => told.push(sentence),
  });
  state = currentRun.getState();
  show(epochOf(3));
});
afterEach(() => {
  pictures.destroy();
  host.remove();
  vi.restoreAllMocks();
});

/** Grey at a place of the map, in the axes of the plane. */
function greyAt(s: number, t: number): number {
  const canvas = part<HTMLCanvasElement>('canvas');
  const density = canvas.width / frame.width;
  return canvas.getContext('2d')!.getImageData(Math.round(frame.x(s) * density), Math.round(frame.y(t) * density), 1, 1).data[0];
}

test('a resting map gets its pictures in one call: each is what the decoder draws of its place', async () => {
  await settle();
  expect(session.decode).toHaveBeenCalledOnce();
  expect(part('canvas').hasAttribute('hidden')).toBe(false);
  // Four columns of 380 px, three rows of 300; the bottom left one is of about (0.01, 0.17).
  const [s, t] = [frame.box.s0 + (frame.box.s1 - frame.box.s0) / 8, 1 / 6];
  expect(greyAt(s - 0.04, t)).toBeLessThan(20);
  expect(greyAt(s + 0.04, t)).toBeGreaterThan(25);
  expect(greyAt(s + 0.04, t)).toBeLessThan(60);
  expect(part('.stale').hasAttribute('hidden')).toBe(true);
  expect(told).toEqual([null]);
});

test('pictures of another epoch are taken away; while training goes on they stay for a moment and say so', async () => {
  await settle();
  show(epochOf(4));
  expect(part('canvas').hasAttribute('hidden')).toBe(true);
  await settle();
  expect(part('canvas').hasAttribute('hidden')).toBe(false);
  show(epochOf(5), { training: { ...state.training, state: 'training' } });
  expect(part('canvas').hasAttribute('hidden')).toBe(false);
  expect(part('.stale').textContent).toBe('pictures of epoch 4');
  await settle(600);
  expect(part('.stale').textContent).toBe('');
  // Of another run nothing stays.
  show({ ...epochOf(0), run: 2 });
  expect(part('canvas').hasAttribute('hidden')).toBe(true);
});

test('where the decoder is not kept it says so, and asks again at another epoch', async () => {
  vi.mocked(session.decode).mockResolvedValue(null);
  show(epochOf(7));
  await settle();
  draw();
  expect(told.at(-1)).toContain('The decoder of epoch 7 is not kept');
  expect(part('.strip p').textContent).toBe(told.at(-1));
  expect(part('canvas').hasAttribute('hidden')).toBe(true);
  vi.mocked(session.decode).mockImplementation(async (codes) => codes.slice());
  show(epochOf(8));
  expect(told.at(-1)).toBeNull();
  await settle();
  expect(part('canvas').hasAttribute('hidden')).toBe(false);
});

test('a drop is drawn at each of its steps, follows the hand, and goes', async () => {
  expect(part('.strip').hasAttribute('hidden')).toBe(false);
  expect(part('.strip').textContent).toContain('Where a drop falls');
  show(shown, { probe: Float64Array.of(0.8, 0.8) });
  await settle();
  expect(part('.strip').textContent).toBe('step 01234');
  expect(part('.strip-pictures').getAttribute('aria-label')).toBe('The drop decoded at steps 0, 1, 2, 3, 4');
  const greys = () =>
    [...host.querySelectorAll<HTMLCanvasElement>('.strip-step canvas')].map(
      (canvas) => canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data[0],
    );
  // Half of what is left of the way to (1, 1) at each step.
  [0.8, 0.9, 0.95, 0.975, 0.9875].forEach((grey, i) => expect(Math.abs(greys()[i] - 255 * grey)).toBeLessThan(2));
  for (let i = 0; i <= 10; i++) show(shown, { probe: Float64Array.of(0.8 - 0.07 * i, 0.1) });
  await settle();
  expect(greys()[0]).toBeLessThan(30);
  expect(vi.mocked(session.decode).mock.calls.length).toBeLessThan(6);
  show(epochOf(4, 100));
  expect(part('.strip').textContent).toContain('of epoch 3');
  await settle();
  expect(host.querySelectorAll('.strip-step').length).toBe(8);
  expect(host.querySelector('.strip-step:last-child')!.textContent).toBe('100');
  show(shown, { probe: null });
  expect(host.querySelectorAll('.strip-step')).toHaveLength(0);
});

test('in the input space places are pictures themselves, where they are asked for', async () => {
  const clam = { ...shown, latent: null };
  show(clam, { probe: Float64Array.of(0.8, 0.8) });
  await settle();
  expect(part('canvas').hasAttribute('hidden')).toBe(true);
  expect(host.querySelectorAll('.strip-step')).toHaveLength(5);
  show(clam, { layers: { ...state.layers, pictures: true } });
  await settle();
  expect(part('canvas').hasAttribute('hidden')).toBe(false);
  show(clam, { layers: { ...state.layers, probe: false } });
  expect(part('.strip').hasAttribute('hidden')).toBe(true);
});
