/** The app's code that the benchmark of the chosen epoch runs in Node: the worker's trainer, schedule and choice, without the worker. */
import { conclude } from '../../src/engine/session/conclude';
import type { ClamConfig } from '../../src/methods/config';
import { ClamTyped } from '../../src/engine/trainers/clam/clamTyped';
import { TimeSlice } from '../../src/engine/wire/timeSlice';
import type { PreparedData } from '../../src/engine/run/prepare';
import { Run } from '../../src/engine/run/run';
import { defaultConfig, named, prepared, suggestedConfig, table } from '../starts/study';

export { defaultConfig, named, prepared, suggestedConfig, table };

/**
 * One training: epoch and SC of the lowest mean loss of an epoch's batches, of the lowest loss over the whole set, which is shown, and of
 * the last epoch.
 */
export async function train(data: PreparedData, config: ClamConfig) {
  const { points, n, d, image } = data;
  const run = new Run(
    1,
    data,
    config,
    new ClamTyped({ points, n, d, image, config, pretrained: null, backend: 'cpu', ready: async () => 'cpu' }),
  );
  const pace = new TimeSlice();
  await run.begin(false, pace);
  while (run.epoch < config.epochs && !run.finished) await run.advance(() => true, pace);
  const { best } = await conclude(run, true, pace, new AbortController().signal);
  const frames = run.restarts[0].frames.items.slice(1);
  const batches = frames.reduce((lowest, frame) => ((frame.loss ?? Infinity) < (lowest.loss ?? Infinity) ? frame : lowest));
  const of = async (frame: (typeof frames)[number]) => ({
    epoch: frame.epoch,
    sc: (await run.history.assess({ ...frame, codes: null, restart: 0 }, 'result', pace)).metrics.silhouette,
  });
  const result = { batches: await of(batches), whole: { epoch: best.epoch, sc: best.metrics.silhouette }, last: await of(frames.at(-1)!) };
  run.dispose();
  return result;
}
