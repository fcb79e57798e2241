/** k-means by Lloyd's iteration: an epoch moves each centre to the mean of its points, and gives each point its nearest centre. */
import type { Floats } from '../../core/algebra/floats';
import type { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import { searched } from './search';
import { Lloyd } from '../../core/clustering/lloyd';
import { kmeansPlusPlusSteps } from '../../core/clustering/seeding';
import { nearestCentres } from '../../core/partition/centres';
import { heightsOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints, Search } from '../points';

type Settings = Pick<ConfigOfMethod<'kmeans'>, 'k' | 'init'>;

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

export const steps: PointsMethod<Settings> = {
  *begin(data, { k, init }, random, seed) {
    const { points, n, d } = data;
    if (init === 'best') {
      const { centres, ...search } = yield* searched(data, k, seed);
      return new KMeansRestart(data, k, centres, search);
    }
    const rows = init === 'points' ? random.distinct(k, n) : yield* seeds(data, k, random);
    return new KMeansRestart(data, k, rowsOf(points, d, rows));
  },
  *loss(data, partition) {
    return (yield* inertiaOf(data, partition)) / (data.n * data.d);
  },
  *numbers(data, partition) {
    return { inertia: yield* inertiaOf(data, partition) };
  },
};

const seeds = ({ points, n, d }: ScaledPoints, k: number, random: Random) => kmeansPlusPlusSteps(points, n, d, k, random);

/** Σ_i ‖x_i − μ_label(i)‖², each point with its nearest centre. */
function* inertiaOf({ points, n, d }: ScaledPoints, partition: PartitionModel): Generator<unknown, number> {
  const block = Math.max(1, Math.floor(sliceWork / (partition.k * d)));
  let sum = 0;
  for (let from = 0; from < n; from += block) {
    if (from > 0) yield;
    const count = Math.min(block, n - from);
    for (const square of heightsOf(partition, points.subarray(from * d, (from + count) * d), count)) sum += square;
  }
  return sum;
}

class KMeansRestart implements PointsRestart<Settings> {
  private lloyd: Lloyd;
  /** Points have the nearest of the present centres. */
  private assigned = false;

  /** @param start k × d */
  constructor(
    private readonly data: ScaledPoints,
    private readonly k: number,
    start: Floats,
    readonly search: Search | null = null,
  ) {
    this.lloyd = this.from(start);
  }

  *epoch(): Generator<unknown, EpochOutcome> {
    const { n, d } = this.data;
    const { lloyd } = this;
    if (!this.assigned) yield* lloyd.assign();
    this.assigned = true;
    const changed = lloyd.update() > 0 ? yield* lloyd.assign() : 0;
    return { loss: lloyd.inertia() / (n * d), ended: changed === 0 ? 0 : null };
  }

  partition(): PartitionModel {
    return nearestCentres(Float32Array.from(this.lloyd.centres), this.k, this.data.d);
  }

  setPrototypes(prototypes: Floats): void {
    this.lloyd = this.from(prototypes);
    this.assigned = false;
  }

  save(): unknown {
    return this.lloyd.centres.slice();
  }

  restore(state: unknown): void {
    this.setPrototypes(state as Float64Array);
  }

  private from(centres: Floats): Lloyd {
    const { points, n, d } = this.data;
    return new Lloyd(points, n, d, centres, this.k);
  }
}
