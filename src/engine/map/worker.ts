/**
 * One basins worker: rows of a picture, a whole one on the GPU, painting, and the ways of drops. Does one job at a time and knows one
 * scene.
 */
import { createBasinGrid, type PreparedBasins } from '../../core/map/basins';
import { energies, trajectory } from '../../core/memory/dynamics';
import { messageOf } from '../../core/work/messageOf';
import { lift, project } from '../../core/map/plane';
import { disagreement as share, regions } from '../../core/map/regions';
import { paintRelief } from '../../core/map/relief';
import { reduceToSubspace, type ReducedMemory } from '../../core/map/subspace';
import { beCourteous, letPageGo } from '../../core/work/courtesy';
import { holdLifeline, isLifeline } from '../../core/work/lifeline';
import { GpuBasins } from '../kernels/basinsWgsl';
import type { Answer, Drops, GroundRaster, Hello, Job, Painted, PaintJob, Results, RowsJob, Scene, WholeJob } from './messages';
import { partitionerOf } from '../../core/partition/kinds';

/** A millisecond's work or so. */
const rowsAtOnce = 4;

let scene: Scene | null = null;
/** Made of the scene when first needed. */
let basins: PreparedBasins | null = null;
let reduced: ReducedMemory | null = null;

function known(given: Scene | null): Scene {
  if (given) {
    scene = given;
    basins = null;
    reduced = null;
  }
  if (!scene) throw new Error('No scene was sent.');
  return scene;
}

/** The scene in the span of plane and memories. */
function smaller(): ReducedMemory {
  const { model, plane } = known(null);
  if (model.kind !== 'memory') throw new Error(`A partition of the kind ${model.kind} has no terrain to run down.`);
  reduced ??= reduceToSubspace(model, plane);
  return reduced;
}

async function work(job: Job): Promise<Results[Job['type']]> {
  switch (job.type) {
    case 'rows':
      return rows(known(job.scene), job);
    case 'whole': {
      const of = known(job.scene);
      const ground = job.gpu ? await onGpu(of, job) : rows(of, { ...job, start: 0, end: job.height });
      return paint({ ground, look: job.look, fineness: job.fineness });
    }
    case 'paint':
      return paint(job);
    case 'drops':
      known(job.scene);
      return drops(job.starts);
  }
}

function rows(
  { model, plane, box }: Scene,
  { width, height, start, end }: Pick<RowsJob, 'width' | 'height' | 'start' | 'end'>,
): GroundRaster {
  const grid = createBasinGrid(width, end - start);
  basins ??= partitionerOf(model).ground(plane);
  const lattice = { s0: box.s0, ds: (box.s1 - box.s0) / width, t0: box.t1, dt: (box.t0 - box.t1) / height, width };
  for (let row = start; row < end; row += rowsAtOnce) {
    letPageGo();
    const from = (row - start) * width;
    basins.rows(lattice, row, Math.min(end, row + rowsAtOnce), {
      labels: grid.labels.subarray(from),
      nearest: grid.nearest.subarray(from),
      energy: grid.energy.subarray(from),
    });
  }
  return { width, height: end - start, ...grid };
}

function paint({ ground, look, fineness }: Omit<PaintJob, 'type'>): Painted {
  const { palette, dark, contours, disagreement } = look;
  const rgba = paintRelief({ ...ground, palette, dark, contours, lines: fineness, disagreement: disagreement ? ground.nearest : null });
  return { ground, rgba, disagreement: share(ground.labels, ground.nearest), regions: regions(ground.labels, ground.width, ground.height) };
}

/** The device is asked for once; where it fails or is lost, the page falls back to rows and does not ask again. */
let gpu: Promise<GpuBasins> | null = null;

async function openGpu(): Promise<GpuBasins> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU gives no adapter to a worker');
  return GpuBasins.create(await adapter.requestDevice());
}

async function onGpu({ box }: Scene, { width, height }: WholeJob): Promise<GroundRaster> {
  const { model, plane } = smaller();
  gpu ??= openGpu();
  const grid = await (await gpu).compute({ model, plane, width, height, xDomain: [box.s0, box.s1], yDomain: [box.t1, box.t0] });
  return { width, height, ...grid };
}

/** Drops stay in the span of plane and memories, so their ways are computed there. */
function drops(starts: Float64Array): Drops {
  const { model: small, plane: window } = smaller();
  const { steps, d } = small;
  const { assign } = partitionerOf({ ...small, kind: 'memory' });
  const count = starts.length / 2;
  const length = 2 * (steps + 1);
  const paths = new Float32Array(count * length);
  const ends = new Float64Array(2 * count);
  const labels = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const start = lift(window, starts[2 * i], starts[2 * i + 1]);
    const way = trajectory(small, start);
    paths.set(project(window, way, steps + 1), i * length);
    // On the sphere the way begins with a leap onto it; the drop fell where it fell.
    paths[i * length] = starts[2 * i];
    paths[i * length + 1] = starts[2 * i + 1];
    ends[2 * i] = energies(small, start, 1)[0];
    ends[2 * i + 1] = energies(small, way.subarray(steps * d), 1)[0];
    labels[i] = assign(start, 1)[0];
  }
  return { steps, paths, energies: ends, labels };
}

function buffersOf(result: Results[Job['type']]): Transferable[] {
  const parts = 'ground' in result ? [...Object.values(result.ground), result.rgba] : Object.values(result);
  return parts.flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : []));
}

holdLifeline();

self.addEventListener('message', ({ data }: MessageEvent<Job | Hello>) => {
  if (isLifeline(data)) return;
  if (data.type === 'courtesy') {
    beCourteous(data.courtesy);
    return;
  }
  const answer = (message: Answer, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
  const began = performance.now();
  work(data).then(
    (result) => answer({ ok: true, result, milliseconds: performance.now() - began }, buffersOf(result)),
    (error: unknown) => answer({ ok: false, sentence: messageOf(error) }),
  );
});
