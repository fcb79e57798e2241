import type { Judge } from '../judge/evaluate';
import type { PointShape } from '../networks/architecture';

/** The scaled data of a run, and the judge of their partitions. */
export interface RunData {
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  readonly labels: Uint16Array | null;
  readonly image: PointShape['image'];
  readonly judge: Judge;
}
