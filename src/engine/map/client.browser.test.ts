import { afterEach, describe, expect, test, vi } from 'vitest';
import { basinRows, createBasinGrid } from '../../core/map/basins';
import { trajectory } from '../../core/memory/dynamics';
import { dataPlane, lift, planeThroughMemories, project, type Plane } from '../../core/map/plane';
import { Random } from '../../core/algebra/random';
import { paintRelief } from '../../core/map/relief';
import { createBasins, type MapService, type BasinsOptions, type MapLook, type MapPicture, type Scene } from './client';
import { type MemoryPartition } from '../../core/partition/model';

const makeWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
/** A worker that stops at its first job. */
const makeBroken = () =>
  new Worker(URL.createObjectURL(new Blob(['onmessage = () => { throw new Error("out of order"); };'], { type: 'text/javascript' })));

function scene(beta: number, d = 2, k = 6): Scene & { model: MemoryPartition } {
  const random = new Random(7);
  const memories = Float32Array.from({ length: k * d }, () => random.normal());
  const model = { kind: 'memory', memories, k, d, beta, steps: 10, stepSize: 0.1, similarity: 'euclidean', logWeights: null } as const;
  const plane: Plane = d === 2 ? dataPlane(2) : planeThroughMemories(memories, k, d, [0, 1, 2]);
  return { model, plane, box: { s0: -3, t0: -2, s1: 3, t1: 2 } };
}
const look: MapLook = {
  palette: Uint8Array.from({ length: 18 }, (_, i) => (i * 37) % 256),
  dark: false,
  contours: true,
  disagreement: false,
};
const stage = { width: 300, height: 200 };

let basins: MapService | null = null;
const pictures: MapPicture[] = [];
const failures: string[] = [];
function open(options: Partial<BasinsOptions> = {}): MapService {
  pictures.length = 0;
  failures.length = 0;
  basins = createBasins({
    workers: 2,
    makeWorker,
    onPicture: (picture) => pictures.push(picture),
    onFailure: (sentence) => failures.push(sentence),
    ...options,
  });
  return basins;
}
afterEach(() => {
  basins?.destroy();
  basins = null;
});
/** The number of entries that differ; comparing pictures with toEqual takes seconds. */
function differences(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let count = Math.abs(a.length - b.length);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}
const exact = () => vi.waitUntil(() => pictures.findLast((picture) => picture.exact), { timeout: 60_000 });

describe('the basins service', () => {
  test.each([2, 12])('draws a coarse picture, then the exact one, which is what the core computes (%i features)', async (d) => {
    const wanted = scene(0.8, d);
    open().draw(wanted, look, stage);
    const picture = await exact();
    expect(pictures[0].exact).toBe(false);
    expect(pictures[0].width).toBeLessThan(picture.width);
    expect([picture.width, picture.height]).toEqual([512, 341]);
    const { box, model, plane } = wanted;
    const grid = createBasinGrid(512, 341);
    basinRows(model, plane, [box.s0, box.s1], [box.t1, box.t0], 512, 341, 0, 341, grid);
    const painted = paintRelief({
      ...grid,
      width: 512,
      height: 341,
      palette: look.palette,
      dark: false,
      contours: true,
      disagreement: null,
    });
    expect({
      labels: differences(picture.labels, grid.labels),
      nearest: differences(picture.nearest, grid.nearest),
      energy: differences(picture.energy, grid.energy),
      rgba: differences(picture.rgba, painted),
    }).toEqual({ labels: 0, nearest: 0, energy: 0, rgba: 0 });
    let differ = 0;
    grid.labels.forEach((label, i) => {
      if (label !== grid.nearest[i]) differ++;
    });
    expect(picture.disagreement).toBeCloseTo(differ / grid.labels.length, 12);
  });

  test('draws the newest of many requests and drops those between', async () => {
    const service = open();
    const scenes = Array.from({ length: 40 }, (_, i) => scene(0.2 + i / 40));
    for (const next of scenes) {
      service.draw(next, look, stage);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    const last = await exact();
    expect(last.scene).toBe(scenes.at(-1));
    expect(pictures.filter((picture) => picture.exact)).toHaveLength(1);
    const drawn = pictures.map((picture) => scenes.findIndex((scene) => scene === picture.scene));
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
    expect(drawn.length).toBeLessThan(40);
  });

  test('gives the exact picture at once when the pointer is let go', async () => {
    const service = open();
    service.draw(scene(1), look, stage);
    service.settle();
    await vi.waitUntil(() => pictures.length > 0, { timeout: 60_000 });
    const [first, second] = [pictures[0], await exact()];
    expect(second.exact).toBe(true);
    expect(first.scene).toBe(second.scene);
  });

  test('only paints where the ground is known', async () => {
    const service = open();
    const wanted = scene(1);
    service.draw(wanted, look, stage);
    const first = await exact();
    pictures.length = 0;
    service.draw(wanted, { ...look, dark: true }, stage);
    const second = await exact();
    expect(second.labels === first.labels).toBe(true);
    expect(differences(second.rgba, first.rgba)).toBeGreaterThan(0);
    expect(pictures).toHaveLength(1);
  });

  test('lets drops run as the core has them run, on the map that came with them', async () => {
    const wanted = scene(0.5, 12);
    const service = open();
    const starts = Float64Array.of(0.3, -0.4, 1, 2);
    service.draw(wanted, look, stage, starts);
    const ground = (await exact()).labels;
    const drops = pictures[0].drops!;
    expect(drops.starts === starts).toBe(true);
    expect(drops.steps).toBe(10);
    const way = trajectory(wanted.model, lift(wanted.plane, 1, 2));
    const expected = project(wanted.plane, way, 11);
    drops.paths.subarray(22).forEach((x, i) => expect(x).toBeCloseTo(expected[i], 4));
    expect(drops.energies[1]).toBeLessThan(drops.energies[0]);
    // Other drops on the same ground: it is not drawn again.
    pictures.length = 0;
    service.draw(wanted, look, stage, Float64Array.of(1, 2));
    const again = await exact();
    expect(again.labels === ground).toBe(true);
    expect(differences(again.drops!.paths, drops.paths.subarray(22))).toBe(0);
  });

  test('draws on the GPU what the core computes, but for places where float32 cannot tell', async () => {
    const wanted = scene(0.8, 12);
    open({ gpu: true }).draw(wanted, look, stage);
    const picture = await exact();
    expect(failures).toEqual([]);
    const { box, model, plane } = wanted;
    const grid = createBasinGrid(picture.width, picture.height);
    basinRows(model, plane, [box.s0, box.s1], [box.t1, box.t0], picture.width, picture.height, 0, picture.height, grid);
    expect(differences(picture.labels, grid.labels) / grid.labels.length).toBeLessThan(0.001);
    expect(differences(picture.nearest, grid.nearest) / grid.labels.length).toBeLessThan(0.001);
    expect(picture.rgba.length).toBe(4 * grid.labels.length);
  });

  test('falls back to the processor, and says so, when the GPU fails', async () => {
    let first = true;
    const service = open({
      gpu: true,
      makeWorker: () => {
        const worker = first ? makeBroken() : makeWorker();
        first = false;
        return worker;
      },
    });
    service.draw(scene(1), look, stage);
    await exact();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('is drawn by the processor now');
  });

  test('replaces a worker that dies and tries again', async () => {
    let made = 0;
    const service = open({ makeWorker: () => (made++ === 0 ? makeBroken() : makeWorker()) });
    service.draw(scene(1), look, stage);
    await exact();
    expect(made).toBeGreaterThan(1);
    expect(failures).toEqual([]);
  });

  test('says so when the workers keep dying, and draws again when asked anew', async () => {
    let broken = true;
    const service = open({ makeWorker: () => (broken ? makeBroken() : makeWorker()) });
    service.draw(scene(1), look, stage);
    await vi.waitUntil(() => failures.length > 0, { timeout: 60_000 });
    expect(failures[0]).toMatch(/^The map could not be drawn: .*stopped twice.*out of order/);
    expect(pictures).toEqual([]);
    broken = false;
    service.draw(scene(2), look, stage);
    await exact();
    expect(failures).toHaveLength(1);
  });

  test('gives the sentence of a request that cannot be drawn', async () => {
    const wrong = scene(1);
    open().draw({ ...wrong, plane: dataPlane(1) }, look, stage);
    await vi.waitUntil(() => failures.length > 0, { timeout: 60_000 });
    expect(failures[0]).toContain('plane');
  });
});
