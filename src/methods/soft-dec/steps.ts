/**
 * Soft DEC: centres among the points move so that memberships come nearer to a sharper copy of themselves, which is made anew every u
 * steps. An epoch is one pass through the points in batches.
 */
import type { Floats } from '../../core/algebra/floats';
import { Adam, type AdamState } from '../../core/optimise/adam';
import type { CentresPartition } from '../../core/partition/model';
import type { ConfigOfMethod } from '../config';
import { searched } from '../kmeans/search';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints, Search } from '../points';
import { Passes, type PassesState } from '../shared/passes';
import { startingMemories } from '../shared/startingMemories';
import { addGradient, divergence, greatest, memberships, sharpen, type Centres } from '../shared/studentTarget';

type Settings = Pick<
  ConfigOfMethod<'soft-dec'>,
  'k' | 'init' | 'learningRate' | 'refreshSteps' | 'tolerance' | 'leastRefreshes' | 'batchSize'
>;

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

export const steps: PointsMethod<Settings> = {
  *begin(data, { k, init }, random, seed) {
    if (init === 'kmeans') {
      const { centres, ...search } = yield* searched(data, k, seed);
      return new SoftDecRestart(data, k, centres, seed, search);
    }
    const { points, n, d } = data;
    return new SoftDecRestart(data, k, yield* startingMemories({ k, init }, points, n, d, random), seed);
  },
  /** KL(p‖q) a point, p being the target that a refresh makes of this partition. */
  *loss(data, partition) {
    if (partition.kind !== 'centres') throw new TypeError(`Soft DEC makes centres, not a partition of kind "${partition.kind}".`);
    const { prototypes, k, d } = partition;
    const of: Centres = { centres: prototypes, k, m: d };
    const { frequencies } = yield* sums(data, of);
    const [similarities, q] = [new Float64Array(k), new Float64Array(k)];
    let sum = 0;
    for (let i = 0, work = 0; i < data.n; i++) {
      memberships(of, data.points, i * d, similarities, q);
      const p = q.slice();
      sharpen(p, frequencies);
      sum += divergence(p, q);
      if ((work += k * d) < sliceWork) continue;
      work = 0;
      yield;
    }
    return sum / data.n;
  },
};

/** f_j = Σ_i q_ij over all points, and the cluster of each. */
function* sums(
  { points, n, d }: ScaledPoints,
  of: Centres,
): Generator<unknown, { readonly frequencies: Float64Array; readonly labels: Uint16Array }> {
  const { k } = of;
  const frequencies = new Float64Array(k);
  const labels = new Uint16Array(n);
  const [similarities, q] = [new Float64Array(k), new Float64Array(k)];
  for (let i = 0, work = 0; i < n; i++) {
    memberships(of, points, i * d, similarities, q);
    for (let j = 0; j < k; j++) frequencies[j] += q[j];
    labels[i] = greatest(q);
    if ((work += k * d) < sliceWork) continue;
    work = 0;
    yield;
  }
  return { frequencies, labels };
}

/** A refresh: where the centres were, from which the target of any point follows. */
interface Target {
  readonly centres: Float64Array;
  readonly frequencies: Float64Array;
  readonly labels: Uint16Array;
}

interface SoftDecState {
  readonly centres: Float64Array;
  readonly adam: AdamState;
  readonly passes: PassesState;
  readonly steps: number;
  readonly refreshes: number;
  readonly target: Target | null;
}

class SoftDecRestart implements PointsRestart<Settings> {
  private readonly centres: Float64Array;
  private adam: Adam;
  private readonly passes: Passes;
  /** Since the first target. */
  private steps = 0;
  private refreshes = 0;
  /** Null before the first epoch, and where the centres were moved by hand. */
  private target: Target | null = null;

  /** @param start k × d */
  constructor(
    private readonly data: ScaledPoints,
    private readonly k: number,
    start: Floats,
    seed: number,
    readonly search: Search | null = null,
  ) {
    this.centres = Float64Array.from(start);
    this.adam = new Adam(this.centres.length);
    this.passes = new Passes(seed, data.n);
  }

  *epoch({ learningRate, refreshSteps, tolerance, leastRefreshes, batchSize }: Settings): Generator<unknown, EpochOutcome> {
    const { n } = this.data;
    let target = (this.target ??= yield* this.refreshed());
    let [loss, seen] = [0, 0];
    for (const rows of this.passes.next(batchSize)) {
      loss += yield* this.step(rows, target, learningRate, seen / n);
      seen += rows.length;
      if (++this.steps % refreshSteps !== 0) continue;
      const before = target.labels;
      target = this.target = yield* this.refreshed();
      const changed = target.labels.reduce((sum, label, i) => sum + (label === before[i] ? 0 : 1), 0) / n;
      if (++this.refreshes >= leastRefreshes && changed < tolerance) return { loss: loss / seen, ended: changed };
    }
    return { loss: loss / seen, ended: null };
  }

  partition(): CentresPartition {
    const { k } = this;
    return {
      kind: 'centres',
      k,
      d: this.data.d,
      prototypes: Float32Array.from(this.centres),
      rule: { by: 'student', nu: 1 },
      metric: 'euclidean',
      weights: null,
    };
  }

  setPrototypes(prototypes: Floats): void {
    this.centres.set(prototypes);
    this.adam = new Adam(this.centres.length);
    this.target = null;
    this.steps = this.refreshes = 0;
  }

  save(): SoftDecState {
    const { centres, adam, passes, steps: taken, refreshes, target } = this;
    return { centres: centres.slice(), adam: adam.save(), passes: passes.save(), steps: taken, refreshes, target };
  }

  restore(state: unknown): void {
    const { centres, adam, passes, steps: taken, refreshes, target } = state as SoftDecState;
    this.centres.set(centres);
    this.adam.restore(adam);
    this.passes.restore(passes);
    this.steps = taken;
    this.refreshes = refreshes;
    this.target = target;
  }

  private get now(): Centres {
    return { centres: this.centres, k: this.k, m: this.data.d };
  }

  private *refreshed(): Generator<unknown, Target> {
    return { centres: this.centres.slice(), ...(yield* sums(this.data, this.now)) };
  }

  /** One step of Adam down the mean divergence of a batch. Returns its sum. @param done the share of the epoch before it. */
  private *step(rows: Uint32Array, { centres, frequencies }: Target, rate: number, done: number): Generator<unknown, number> {
    const { data, k, now } = this;
    const { points, d } = data;
    const then: Centres = { ...now, centres };
    const gradient = new Float64Array(k * d);
    const [similarities, p, q] = Array.from({ length: 3 }, () => new Float64Array(k));
    let [sum, work] = [0, 0];
    for (const row of rows) {
      memberships(then, points, row * d, similarities, p);
      sharpen(p, frequencies);
      memberships(now, points, row * d, similarities, q);
      sum += divergence(p, q);
      addGradient(now, points, row * d, similarities, p, q, gradient);
      if ((work += 3 * k * d) < sliceWork) continue;
      work = 0;
      yield done;
    }
    this.adam.update(this.centres, gradient, 1 / rows.length, rate);
    return sum;
  }
}
