import { Baseline, inputGround, type BaselinePoints } from './baseline';
import { defaultConfig, isDeep, type ClamConfig } from '../../methods/config';
import { suggestedBeta } from '../../methods/clam/declare';
import { infer } from '../judge/infer';
import { ClamTyped } from '../trainers/clam/clamTyped';
import { firstMemories } from '../trainers/initialise';
import type { TimeSlice } from '../wire/timeSlice';
import type { Reference } from '../protocol';
import type { Run } from '../run/run';
import type { RunData } from '../run/runData';

/** Epochs of CLAM at most, for it begins at k-means' centres; and multiplications that they may take together: some seconds. */
const clamEpochs = 30;
const mostWork = 4e9;

/**
 * References for a deep method beside AE + k-means: k-means and CLAM on the input, in the space that the networks read. They are measured
 * once for each data set and k.
 */
export class References {
  private readonly baseline = new Baseline();
  private input: { of: RunData; ground: BaselinePoints } | null = null;
  private clam: { of: RunData; k: number; reference: Reference } | null = null;

  /**
   * Null for methods whose memories live in the input space, and where other data took their place meanwhile.
   * @param thorough see Yardsticks.
   */
  async kmeans(run: Run, thorough: () => boolean, timeSlice: TimeSlice): Promise<Reference | null> {
    if (!isDeep(run.config)) return null;
    if (this.input?.of !== run.data) this.input = { of: run.data, ground: inputGround(run.data) };
    const { ground } = this.input;
    await this.baseline.measure(ground, run.config.k);
    const kmeans = await this.baseline.settle(ground, run.config.k, thorough, timeSlice);
    return kmeans && { id: 'kmeans', name: 'k-means on the input', starts: kmeans.starts, metrics: kmeans.metrics };
  }

  /**
   * CLAM with the suggested settings, at its epoch of lowest loss. Null for methods that are CLAM themselves, and where it would take too
   * long.
   */
  async clamOf(run: Run, timeSlice: TimeSlice): Promise<Reference | null> {
    const { data } = run;
    const { k } = run.config;
    if (!isDeep(run.config)) return null;
    if (this.clam?.of === data && this.clam.k === k) return this.clam.reference;
    const { points, n, d, judge, image } = data;
    const spread = totalVariance(points, n, d) || 1;
    // β is suggested for standardised points, whose variance is d; steps of learning shrink with the scale of the points.
    const config: ClamConfig = {
      ...defaultConfig,
      k,
      beta: (suggestedBeta(d, k) * d) / spread,
      learningRate: 0.02 * Math.sqrt(spread / d),
      batchSize: 32,
      seed: 0,
    };
    const epochs = Math.min(clamEpochs, Math.floor(mostWork / (n * d * k * (6 * config.steps + 2))));
    if (epochs < 1) return null;
    const first = await firstMemories(config, points, n, d, timeSlice);
    const trainer = new ClamTyped({ points, n, d, image, config, pretrained: null, backend: 'cpu', ready: async () => 'cpu' }, first);
    let best = { loss: Infinity, partition: trainer.end().partitions[0] };
    for (let epoch = 1; epoch <= epochs; epoch++) {
      trainer.begin({ config, epoch, learningRates: Float64Array.of(config.learningRate) });
      while (!trainer.advance(timeSlice.deadline)) await timeSlice.yield();
      const { losses, partitions } = trainer.end();
      if (losses[0] < best.loss) best = { loss: losses[0], partition: partitions[0] };
    }
    const { labels } = await infer(best.partition, points, n, timeSlice);
    const reference: Reference = {
      id: 'clam',
      name: 'CLAM on the input',
      starts: null,
      metrics: await judge.judge(labels, null, 'live', timeSlice),
    };
    this.clam = { of: data, k, reference };
    return reference;
  }
}

/** Of all features together. */
function totalVariance(points: Float32Array, n: number, d: number): number {
  let total = 0;
  for (let f = 0; f < d; f++) {
    let sum = 0;
    let squares = 0;
    for (let at = f; at < n * d; at += d) {
      sum += points[at];
      squares += points[at] ** 2;
    }
    total += squares / n - (sum / n) ** 2;
  }
  return total;
}
