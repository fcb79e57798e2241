import { messageOf } from '../../core/work/messageOf';
import { WorkerDied } from './mapWorker';
import type { Drops, GroundRaster, MapLook, Painted, Scene } from './messages';
import { Pool, MapSuperseded } from './pool';
import { startWorker } from './startWorker';
import { Resolution, within, type RasterSize } from './resolution';

export type { Drops, GroundRaster, MapLook, Scene } from './messages';

/** A finished map. Pixels are RGBA, the top row first; each stands for its middle. */
export interface MapPicture extends GroundRaster, Omit<Painted, 'ground'> {
  readonly scene: Scene;
  /** Where the drops run that were asked for with it, and where they started; null where there were none. */
  readonly drops: (Drops & { readonly starts: Float64Array }) | null;
  /** False for a coarse one, drawn while something moves. */
  readonly exact: boolean;
  /** Milliseconds that it took. */
  readonly milliseconds: number;
}

export interface BasinsOptions {
  onPicture(picture: MapPicture): void;
  /** One sentence for people; the picture that was shown stays. */
  onFailure(sentence: string): void;
  /** The number of workers that share a picture; by default the number of processors, 4 at most. */
  workers?: number;
  /** Draw on the GPU: there is hardware WebGPU. */
  gpu?: boolean;
  /** Makes a worker; for tests. */
  makeWorker?: () => Worker;
}

export interface MapService {
  /**
   * Requests a map for a stage of so many device pixels. One picture is drawn at a time and the newest request waits; those
   * between are dropped. Coarse as long as requests keep coming, exact 100 ms after the last one.
   * @param starts where drops of water fall, m × 2 in the axes of the plane; the picture tells where they run.
   * @param fine with as many pixels as the stage has, however long that takes.
   */
  draw(scene: Scene, look: MapLook, stage: RasterSize, starts?: Float64Array | null, fine?: boolean): void;
  /** True until the exact picture of what was requested last is there, or has failed. */
  atWork(): boolean;
  /** The pointer was let go: the exact picture at once. */
  settle(): void;
  useGpu(gpu: boolean): void;
  destroy(): void;
}

interface Wanted {
  readonly scene: Scene;
  readonly look: MapLook;
  readonly stage: RasterSize;
  readonly starts: Float64Array | null;
  readonly fine: boolean;
}

const restMilliseconds = 100;
/** Pixels of the longer side of a fine picture, at most: its labels and energies take memory as well. */
const finest = 4096;
/** After a draft its worker rests for this share of the time it took: one that never did would share the page's processor. */
const breather = 0.5;

/** The service that draws basins, in workers of its own. */
export function createBasins(options: BasinsOptions): MapService {
  const workers = options.workers ?? Math.min(4, Math.max(1, navigator.hardwareConcurrency));
  const pool = new Pool(workers, options.makeWorker ?? startWorker);
  const resolution = new Resolution(workers);
  let gpu = options.gpu ?? false;
  let wanted: Wanted | null = null;
  /** The picture that is drawn now; a patient one is fine however long it takes. */
  let drawing: { patient: boolean; abort: AbortController } | null = null;
  /** The request of which a picture was shown last, and whether that was the exact one. */
  let done: { of: Wanted; exact: boolean; painted: Painted } | null = null;
  let settled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let breathing: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  const rested = () => {
    settled = true;
    next();
  };

  function next(): void {
    if (drawing || !wanted || closed) return;
    const fresh = done?.of !== wanted;
    if (fresh && !settled && breathing === null) void start(wanted, false);
    else if (settled && (fresh || !done?.exact)) void start(wanted, true);
  }

  function breathe(milliseconds: number): void {
    breathing = setTimeout(() => {
      breathing = null;
      next();
    }, milliseconds);
  }

  async function start(of: Wanted, patient: boolean): Promise<void> {
    const usual = resolution.exact(of.stage);
    const full = of.fine ? within(of.stage, finest) : usual;
    // On ground that is known already a new look is only painted, and new drops only run.
    const last = done?.of.scene === of.scene && done.exact && same(done.of.stage, of.stage) && done.of.fine === of.fine ? done : null;
    const known = last?.painted.ground ?? null;
    const size = known ?? (patient ? full : resolution.draft(full));
    const exact = known !== null || same(size, full);
    const fineness = size.width / usual.width;
    const abort = new AbortController();
    drawing = { patient, abort };
    const began = performance.now();
    const paint = () => {
      if (!last)
        return pool.picture({ scene: of.scene, look: of.look, width: size.width, height: size.height, fineness }, gpu, abort.signal);
      return last.of.look === of.look ? last.painted : pool.paint(last.painted.ground, of.look, fineness);
    };
    try {
      const [drawn, drops] = await Promise.all([paint(), of.starts && of.starts.length > 0 ? pool.drops(of.scene, of.starts) : null]);
      const painted = 'result' in drawn ? drawn.result : drawn;
      const milliseconds = performance.now() - began;
      // 20 pictures a second leave 50 ms for each, messages included; those take their time on a busy page, however coarse the picture is.
      if ('milliseconds' in drawn) {
        resolution.took(size, Math.max(drawn.milliseconds, 0.6 * milliseconds));
        if (!patient) breathe(breather * drawn.milliseconds);
      }
      if (closed) return;
      done = { of, exact, painted };
      const { ground, ...rest } = painted;
      options.onPicture({
        ...ground,
        ...rest,
        scene: of.scene,
        drops: drops && of.starts ? { ...drops, starts: of.starts } : null,
        exact,
        milliseconds,
      });
    } catch (error) {
      if (closed || error instanceof MapSuperseded) return;
      if (gpu) {
        gpu = false;
        pool.closeGpu();
        options.onFailure(`The graphics processor failed (${messageOf(error)}); the map is drawn by the processor now.`);
        return;
      }
      // This request is given up, so that a picture that cannot be drawn is not tried for ever.
      if (wanted === of) wanted = null;
      options.onFailure(
        error instanceof WorkerDied
          ? `The map could not be drawn: its worker stopped twice (${error.message}).`
          : `The map could not be drawn: ${messageOf(error)}`,
      );
    } finally {
      drawing = null;
      next();
    }
  }

  return {
    draw(scene, look, stage, starts = null, fine = false) {
      wanted = { scene, look, stage, starts, fine };
      settled = false;
      clearTimeout(timer);
      timer = setTimeout(rested, restMilliseconds);
      // The exact picture of what was wanted before would keep the newer one waiting; a coarse one is nearly there.
      if (drawing?.patient) drawing.abort.abort();
      next();
    },
    settle() {
      clearTimeout(timer);
      rested();
    },
    atWork: () => wanted !== null && !(done?.of === wanted && done.exact),
    useGpu(use) {
      gpu = use;
    },
    destroy() {
      closed = true;
      clearTimeout(timer);
      if (breathing !== null) clearTimeout(breathing);
      drawing?.abort.abort();
      pool.destroy();
    },
  };
}

const same = (a: RasterSize, b: RasterSize) => a.width === b.width && a.height === b.height;
