import { defaultConfig, isDeep, type ClamConfig } from '../../methods/config';
import { suggestedBeta } from '../../methods/clam/declare';
import { infer } from '../judge/infer';
import { ClamTyped } from '../trainers/clam/clamTyped';
import { firstMemories } from '../trainers/initialise';
import type { TimeSlice } from '../wire/timeSlice';
import type { Reference } from '../protocol';
import type { Run } from '../run/run';
import { totalVariance } from '../run/prepare';
import type { RunData } from '../run/runData';

/** Epochs of CLAM at most, for it begins at k-means' centres; and multiplications that they may take together: some seconds. */
const clamEpochs = 30;
const mostWork = 4e9;

/**
 * CLAM on the input, in the space that the networks of a deep method read: what the method is read against. Measured once for each data set
 * and k.
 */
export class ClamOnInput {
  private clam: { of: RunData; k: number; reference: Reference } | null = null;

  /**
   * CLAM with the suggested settings, at its epoch of lowest training loss: not the result of a run of CLAM, which is chosen by the loss over
   * the whole set. Null for methods among the points, and where it would take too long.
   */
  async of(run: Run, timeSlice: TimeSlice): Promise<Reference | null> {
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
