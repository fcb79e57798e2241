import type { Config } from '../../methods/config';
import type { CoursePast } from './session';
import type { TrainerBackend } from '../run/trainerBackend';
import type { PreparedData } from '../run/prepare';
import type { Run } from '../run/run';

/** A trained run that another one has taken the place of, and what it needs to go on: its trainer has been put away. */
export interface EarlierRun {
  readonly run: Run;
  readonly data: PreparedData;
  readonly config: Config;
  /** The trainer's saved state. */
  readonly trainer: unknown;
  readonly course: CoursePast;
}

/** The stored form of a trained run that stands still; null where the run is in the midst of an epoch, or has not been trained. */
export async function keepRun(run: Run, data: PreparedData, config: Config, course: CoursePast): Promise<EarlierRun | null> {
  if (course.state === 'training' || run.halfway || run.epoch === 0) return null;
  return { run, data, config, trainer: await run.trainer.save(), course };
}

/** Gives the run a trainer again, on the current backend, in the state it had. */
export async function bringBack({ run, data, config, trainer: state }: EarlierRun, trainerBackend: TrainerBackend): Promise<void> {
  const trainer = await trainerBackend.made(() => trainerBackend.create(data, config, run.pretrained));
  trainer.restore(state);
  run.replaceTrainer(trainer);
  run.replaced = false;
}
