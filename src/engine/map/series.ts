import type { MapLook, Painted, Scene } from './messages';
import { Pool } from './pool';
import type { RasterSize } from './resolution';
import { startWorker } from './startWorker';

/** Draws several maps one after the other, as small multiples, in workers that are there as long as these are. */
export interface MapSeries {
  /** An exact picture of width × height pixels. Rejects with the signal's reason, or with an Error for people. */
  draw(scene: Scene, look: MapLook, size: RasterSize, signal: AbortSignal): Promise<Painted>;
  destroy(): void;
}

/** @param workers how many share a picture; by default half of the processors, 2 at most: the large map has its own. */
export function createMapSeries(
  workers = Math.min(2, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2))),
  makeWorker: () => Worker = startWorker,
): MapSeries {
  const pool = new Pool(workers, makeWorker);
  return {
    async draw(scene, look, { width, height }, signal) {
      signal.throwIfAborted();
      const { result } = await pool.picture({ scene, look, width, height, fineness: 1 }, false, signal);
      signal.throwIfAborted();
      return result;
    },
    destroy: () => pool.destroy(),
  };
}
