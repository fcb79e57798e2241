import { Random } from '../../core/algebra/random';
import { letPageGo } from '../../core/work/courtesy';
import type { DeepMethod, DeepRun, Phase, Refreshed, Steps } from '../../methods/deepMethod';
import { optimiserOf, type DeepConfig } from '../../methods/config';
import type { HeadArrays } from '../../methods/head';
import { takenOf } from '../../methods/shared/passes';
import type { Parameters } from '../networks/architecture';
import type { DeepNetwork, NetworkState, StepRates } from '../networks/network';
import { streams } from '../trainers/initialise';
import { Sampler, type SamplerState } from '../trainers/sampler';

/** One restart of a deep method: a network, its batches and noise, and where it is in its training. */

/** The state that training goes on from. */
export interface SavedRestart {
  readonly network: NetworkState;
  readonly sampler: SamplerState;
  readonly noise: number[];
  readonly hooks: number[];
  readonly phase: number;
  readonly steps: number;
  readonly sinceRefresh: number;
  readonly refreshes: number;
  readonly loss: number;
}

/** A refresh under way. */
interface Refreshing {
  readonly codes: Float32Array;
  encoded: number;
  work: Steps<Refreshed> | null;
}

/** An epoch of this restart. */
interface Epoch {
  readonly epoch: number;
  readonly run: DeepRun<DeepConfig>;
  /** Under its schedule. */
  readonly rates: Readonly<Record<'encoder' | 'decoder' | 'head', number>>;
}

/** Points that are encoded at once for a refresh. */
const block = 512;

const jointly: readonly Phase[] = [{ trains: ['encoder', 'decoder', 'head'], loss: 'joint', epochs: Infinity }];

export class DeepRestart {
  /** The share of labels that the refresh changed that ended training; null before. */
  ended: number | null = null;
  /** Mean loss of the last epoch in which there was a step. */
  private loss = Number.NaN;
  private readonly sampler: Sampler;
  private readonly noise: Random;
  private readonly hooks: Random;
  private steps = 0;
  private sinceRefresh = Infinity;
  private refreshes = 0;
  private now: Epoch | null = null;
  /** The phase that the optimiser is of: its place among the method's. */
  private at = 0;
  private phase: Phase = jointly[0];
  /** The head's settings in this epoch; null where it rests. */
  private live: unknown = null;
  /** The pass through the points is the epoch's second, which is averaged. */
  private averaging = false;
  /** The first point of the next batch. */
  private point = 0;
  /** The points that the pass takes. */
  private points = 0;
  private refreshing: Refreshing | null = null;
  /** Steps of this epoch. */
  private taken = 0;
  /** Whether a refresh is due was asked since the last step. */
  private asked = false;

  /** @param seed of the restart. */
  constructor(
    readonly network: DeepNetwork,
    private readonly method: DeepMethod<unknown, DeepConfig>,
    { n, d }: Pick<DeepRun<DeepConfig>, 'n' | 'd'>,
    seed: number,
  ) {
    this.sampler = new Sampler(new Random(seed, streams.batches), n, d, null);
    this.noise = new Random(seed, streams.noise);
    this.hooks = new Random(seed, streams.hooks);
  }

  /** Before the first epoch. @param head all arrays of the head. */
  start(parameters: Parameters, head: HeadArrays, run: DeepRun<DeepConfig>): void {
    this.at = 0;
    this.network.setOptimiser(phasesOf(this.method, run)[0].optimiser ?? optimiserOf(run.values));
    this.network.setParameters(parameters);
    this.network.setHead(head);
  }

  begin(now: Epoch): void {
    const { epoch, run } = now;
    this.now = now;
    this.averaging = false;
    this.taken = 0;
    this.refreshing = null;
    this.ended = null;
    const phases = phasesOf(this.method, run);
    const at = phaseAt(phases, epoch);
    this.phase = phases[at];
    if (at !== this.at) this.network.setOptimiser(this.phase.optimiser ?? optimiserOf(run.values));
    this.at = at;
    this.live = this.phase.loss === 'reconstruction' ? null : this.method.live(run, epoch);
    this.pass(now);
    this.network.beginEpoch();
  }

  /** Begins a pass through the points, in another order. */
  private pass({ epoch, run: { n, values } }: Epoch): void {
    this.sampler.beginEpoch(epoch);
    this.point = 0;
    this.points = takenOf(n, values.batchSize, this.method.leastBatch?.(values));
    this.asked = false;
  }

  /** Works on the epoch until `deadline` (of performance.now), one piece of work at least; true when the epoch is done. */
  async advance(deadline: number): Promise<boolean> {
    const { now } = this;
    if (!now) throw new Error('begin comes before advance.');
    for (;;) {
      if (!(await this.refreshIfDue(now, deadline))) return false;
      if (this.ended !== null || this.point >= this.points) {
        if (this.ended === null && !this.averaging && this.method.averages?.(now.run.values, now.epoch)) {
          this.averaging = true;
          this.pass(now);
          continue;
        }
        if (this.averaging && this.point > 0) this.network.takeMean();
        return true;
      }
      letPageGo();
      await this.step(now);
      if (performance.now() >= deadline) return false;
    }
  }

  /** The mean loss of the epoch; of one that a refresh ended before its first step, that of the epoch before. */
  async end(): Promise<number> {
    if (this.taken > 0) this.loss = await this.network.loss();
    return this.loss;
  }

  async save(): Promise<SavedRestart> {
    const { sampler, noise, hooks, at, steps, sinceRefresh, refreshes, loss } = this;
    return {
      network: await this.network.save(),
      sampler: sampler.save(),
      noise: noise.save(),
      hooks: hooks.save(),
      phase: at,
      steps,
      sinceRefresh,
      refreshes,
      loss,
    };
  }

  restore({ network, sampler, noise, hooks, ...rest }: SavedRestart): void {
    this.network.restore(network);
    this.sampler.restore(sampler);
    this.noise.restore(noise);
    this.hooks.restore(hooks);
    this.at = rest.phase;
    this.steps = rest.steps;
    this.sinceRefresh = rest.sinceRefresh;
    this.refreshes = rest.refreshes;
    this.loss = rest.loss;
    this.now = null;
  }

  private async step({ run, rates }: Epoch): Promise<void> {
    const { network, method, phase, live } = this;
    const { m, values } = run;
    const end = Math.min(this.points, this.point + values.batchSize);
    const rows = this.sampler.order.subarray(this.point, end);
    const noise =
      live !== null && method.head(values).noise ? Float32Array.from({ length: rows.length * m }, () => this.noise.normal()) : null;
    const rate = (part: keyof StepRates) => (phase.trains.includes(part) ? rates[part] : null);
    network.train(
      { rows, live, noise, loss: phase.loss === 'head' ? 'head' : 'joint' },
      { encoder: rate('encoder'), decoder: rate('decoder'), head: rate('head') },
    );
    if (live !== null && method.settle) network.setHead(method.settle(rows, await network.encodeRows(rows), network.kept(), run), 'anew');
    if (this.averaging) network.addToMean();
    this.point = end;
    this.taken++;
    this.steps++;
    this.sinceRefresh++;
    this.asked = false;
  }

  /** False where the deadline comes before the refresh is done. */
  private async refreshIfDue(now: Epoch, deadline: number): Promise<boolean> {
    const { network, method, phase } = this;
    const { run } = now;
    const { n, m, values } = run;
    const { refresh } = method;
    if (!refresh || phase.loss === 'reconstruction' || this.ended !== null) return true;
    if (!this.refreshing) {
      if (this.asked || !this.isDue(now)) return true;
      this.refreshing = { codes: new Float32Array(n * m), encoded: 0, work: null };
    }
    this.asked = true;
    const { refreshing } = this;
    for (;;) {
      letPageGo();
      if (refreshing.encoded < n) {
        const count = Math.min(block, n - refreshing.encoded);
        refreshing.codes.set(await network.encode(refreshing.encoded, count), refreshing.encoded * m);
        refreshing.encoded += count;
      } else if (!refreshing.work && !refreshing.codes.every(Number.isFinite)) {
        // The loss of the steps that follow is no number either, and says so at the end of the epoch.
        this.refreshing = null;
        this.sinceRefresh = 0;
        return true;
      } else {
        refreshing.work ??= refresh.run(refreshing.codes, await network.head(), run, this.hooks);
        const { done, value } = refreshing.work.next();
        if (done) {
          this.take(value, values);
          return true;
        }
      }
      if (performance.now() >= deadline) return false;
    }
  }

  private isDue({ epoch, run: { values } }: Epoch): boolean {
    const { batchSize } = values;
    return this.method.refresh!.due(
      {
        epoch,
        batch: Math.ceil(this.point / batchSize),
        batches: Math.ceil(this.points / batchSize),
        steps: this.steps,
        sinceRefresh: this.sinceRefresh,
      },
      values,
    );
  }

  private take({ arrays, changed }: Refreshed, values: DeepConfig): void {
    this.network.setHead(arrays, 'anew');
    this.refreshing = null;
    this.sinceRefresh = 0;
    this.refreshes++;
    const tolerance = this.method.refresh?.tolerance?.(values);
    if (tolerance && changed !== null && this.refreshes > tolerance.leastRefreshes && changed < tolerance.share) this.ended = changed;
  }
}

const phasesOf = (method: DeepMethod<unknown, DeepConfig>, run: DeepRun<DeepConfig>): readonly Phase[] => method.phases?.(run) ?? jointly;

/** The place of the phase that an epoch belongs to; the last goes on and on. */
function phaseAt(phases: readonly Phase[], epoch: number): number {
  let last = 0;
  const at = phases.findIndex(({ epochs }) => epoch <= (last += epochs));
  return at < 0 ? phases.length - 1 : at;
}
