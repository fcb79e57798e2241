import { MapWorker, WorkerDied } from './mapWorker';
import type { Done, Drops, GroundRaster, Job, MapLook, Painted, Results, Scene } from './messages';
import { placeCost } from '../../core/partition/kinds';

/** The workers that draw, and how a picture is shared out among them. */

/** A picture that was given up because a newer one is wanted. */
export class MapSuperseded extends Error {
  override name = 'Superseded';
}

export interface PictureRequest {
  readonly scene: Scene;
  readonly look: MapLook;
  readonly width: number;
  readonly height: number;
  /** Its side over that of a usual exact picture. Below 1 it is a draft. */
  readonly fineness: number;
}

/** Multiplications a band takes, about: some 15 ms, so that a picture which is given up soon lets its workers go. */
const bandWork = 2.5e7;

/** The shader knows one energy; the other is as quick without it. */
const onGpu = ({ model }: Scene): boolean => !(model.kind === 'memory' && model.energy === 'lsr');

const whole = ({ scene, look, width, height, fineness }: PictureRequest, number: number, known: boolean, gpu: boolean) =>
  ({ type: 'whole', gpu, number, scene: known ? null : scene, look, width, height, fineness }) as const;

export class Pool {
  private readonly workers: (MapWorker | null)[];
  private gpuWorker: MapWorker | null = null;
  private readonly queue: { start(worker: MapWorker): void; fail(error: Error): void }[] = [];
  private scene: Scene | null = null;
  private number = 0;
  private closed = false;

  /** @param size workers at most; they are made when first needed. */
  constructor(
    size: number,
    private readonly makeWorker: () => Worker,
  ) {
    this.workers = Array.from({ length: size }, () => null);
  }

  /**
   * Computes the basins and paints them: a draft whole on one worker or on the GPU, which leaves the page nothing to gather and a processor
   * to run on; an exact picture in bands of rows on all workers. Rejects with Superseded once `signal` aborts, and with WorkerDied when a
   * worker stopped twice over the same band.
   */
  async picture(request: PictureRequest, gpu: boolean, signal: AbortSignal): Promise<Done<Painted>> {
    const number = this.numberOf(request.scene);
    if (gpu && onGpu(request.scene)) return this.onGpu(request, number);
    if (request.fineness < 1) return this.assign((known) => whole(request, number, known, false), number, signal);
    const { result: ground, milliseconds } = await this.inBands(request, number, signal);
    // Nobody else has this ground yet, so it moves to the worker and back.
    const painted = await this.assign(
      () => ({ type: 'paint', ground, look: request.look, fineness: request.fineness }),
      null,
      undefined,
      [ground.labels, ground.nearest, ground.energy].map((part) => part.buffer as ArrayBuffer),
    );
    return { result: painted.result, milliseconds: milliseconds + painted.milliseconds };
  }

  async paint(ground: GroundRaster, look: MapLook, fineness: number): Promise<Painted> {
    const { result } = await this.assign(() => ({ type: 'paint', ground, look, fineness }), null);
    return { ...result, ground };
  }

  async drops(scene: Scene, starts: Float64Array): Promise<Drops> {
    const number = this.numberOf(scene);
    const { result } = await this.assign((known) => ({ type: 'drops', number, scene: known ? null : scene, starts }), number);
    return result;
  }

  /** Lets go of the GPU; the next picture on it opens it anew. */
  closeGpu(): void {
    this.gpuWorker?.destroy();
    this.gpuWorker = null;
  }

  destroy(): void {
    this.closed = true;
    for (const worker of [...this.workers, this.gpuWorker]) worker?.destroy();
    for (const waiting of this.queue.splice(0)) waiting.fail(new WorkerDied('it was closed'));
  }

  private numberOf(scene: Scene): number {
    if (scene !== this.scene) {
      this.scene = scene;
      this.number++;
    }
    return this.number;
  }

  private async inBands({ scene, width, height }: PictureRequest, number: number, signal: AbortSignal): Promise<Done<GroundRaster>> {
    const ground: GroundRaster = {
      width,
      height,
      labels: new Uint16Array(width * height),
      nearest: new Uint16Array(width * height),
      energy: new Float32Array(width * height),
    };
    const rowWork = width * placeCost(scene.model);
    const rows = Math.max(1, Math.min(Math.ceil(height / this.workers.length), Math.round(bandWork / rowWork)));
    let spent = 0;
    const bands: Promise<void>[] = [];
    for (let start = 0; start < height; start += rows) {
      const end = Math.min(height, start + rows);
      const job = (known: boolean) => ({ type: 'rows', number, scene: known ? null : scene, width, height, start, end }) as const;
      bands.push(
        this.assign(job, number, signal).then(({ result: band, milliseconds }) => {
          spent += milliseconds;
          ground.labels.set(band.labels, start * width);
          ground.nearest.set(band.nearest, start * width);
          ground.energy.set(band.energy, start * width);
        }),
      );
    }
    const settled = await Promise.allSettled(bands);
    if (signal.aborted) throw new MapSuperseded();
    for (const band of settled) if (band.status === 'rejected') throw band.reason;
    return { result: ground, milliseconds: spent };
  }

  private async onGpu(request: PictureRequest, number: number): Promise<Done<Painted>> {
    if (!this.gpuWorker || this.gpuWorker.dead) this.gpuWorker = new MapWorker(this.makeWorker());
    const known = this.gpuWorker.scene === number;
    this.gpuWorker.scene = number;
    return this.gpuWorker.run(whole(request, number, known, true));
  }

  /** Gives a job to the next worker that is free; to another one, once, when that worker dies. */
  private async assign<J extends Job>(
    job: (known: boolean) => J,
    number: number | null,
    signal?: AbortSignal,
    transfer: ArrayBuffer[] = [],
  ): Promise<Done<Results[J['type']]>> {
    try {
      return await this.once(job, number, signal, transfer);
    } catch (error) {
      // Buffers that moved to the dead worker are gone.
      if (this.closed || transfer.length > 0 || !(error instanceof WorkerDied)) throw error;
      return this.once(job, number, signal);
    }
  }

  private once<J extends Job>(
    job: (known: boolean) => J,
    number: number | null,
    signal?: AbortSignal,
    transfer: ArrayBuffer[] = [],
  ): Promise<Done<Results[J['type']]>> {
    return new Promise((resolve, reject) => {
      const start = (worker: MapWorker) => {
        if (signal?.aborted) return reject(new MapSuperseded());
        const known = number === null || worker.scene === number;
        if (number !== null) worker.scene = number;
        worker
          .run(job(known), transfer)
          .then(resolve, reject)
          .finally(() => this.next());
      };
      this.queue.push({ start, fail: reject });
      this.next();
    });
  }

  private next(): void {
    while (this.queue.length > 0 && !this.closed) {
      const at = this.workers.findIndex((worker) => !worker || worker.dead || !worker.busy);
      if (at < 0) return;
      let worker = this.workers[at];
      if (!worker || worker.dead) this.workers[at] = worker = new MapWorker(this.makeWorker());
      this.queue.shift()!.start(worker);
    }
  }
}
