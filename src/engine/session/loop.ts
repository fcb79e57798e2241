import { isDeep, type Config } from '../../methods/config';
import { replaced } from '../wire/error';
import { Abandoned, TimeSlice } from '../wire/timeSlice';
import type { TrainerBackend } from '../run/trainerBackend';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';

/** Wishes that the loop reads before and after every epoch, since they may change meanwhile. */
export interface Wishes {
  /** Where training ends. */
  target(): number;
  /** Where it would end by the config. */
  asked(): number;
  config(): Config;
  pausing(): boolean;
}

/** Seconds of training before it is told how long the rest will take: the first epochs are slow. */
const leastSpent = 0.4;

/**
 * Trains until the target, a pause, or the end of every restart's schedule; tells of each epoch. Throws EngineError "replaced" once another
 * run is there.
 */
export async function trainEpochs(run: Run, tell: Reporter, trainerBackend: TrainerBackend, wishes: Wishes): Promise<void> {
  const { target, asked, pausing } = wishes;
  const goesOn = () => !run.replaced && !pausing();
  const timeSlice = new TimeSlice();
  // A snapshot that is being judged when training is paused is given up: the pause does not wait for it.
  const judging = new TimeSlice(goesOn);
  const began = performance.now();
  const { epoch: first, seconds: before } = run;
  const tellProgress = (within = 0) => {
    if (tell.replaying) return;
    const spent = (performance.now() - began) / 1000;
    const done = run.epoch - first + within;
    const secondsLeft = spent < leastSpent || done === 0 ? null : (spent / done) * (target() - first - done);
    tell.status(run, 'training', Math.max(target(), asked()), secondsLeft, false, within);
  };
  while (run.epoch < target() && !run.finished && !pausing()) {
    if (wishes.config() !== run.config) run.takeUp(wishes.config());
    await trainerBackend.settle(run);
    if (run.replaced) throw replaced();
    const done = await trainerBackend.unlessLost(run, () => run.advance(goesOn, timeSlice, tellProgress));
    if (run.replaced) throw replaced();
    if (!done) break;
    if (!tell.replaying && !run.restarts[run.shown].plateau.finished && (run.epoch % run.judgeEvery === 0 || run.epoch === first + 1))
      await unlessAbandoned(tell.latest(run, judging));
    run.seconds = before + (performance.now() - began) / 1000;
    // Another restart may have been selected meanwhile, whose past is told first: what is told of its epochs before they are judged stays
    // without numbers.
    tellProgress();
    await tell.checkpoint(run, false);
    await timeSlice.yield();
    if (run.replaced) throw replaced();
  }
  for (const { restart, epoch } of run.diverged.splice(0))
    tell.notice(
      'diverged',
      'error',
      `The loss of restart ${restart + 1} was no finite number any more at epoch ${epoch}; it went back to epoch ${epoch - 1} and stopped. Lower ${remediesFor(run.config)} and reset.`,
    );
  if (!run.halfway) await tell.checkpoint(run, true);
}

async function unlessAbandoned(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
  }
}

/** What may have led the loss away. */
function remediesFor(config: Config): string {
  const rates = isDeep(config) ? 'the learning rates' : 'the learning rate';
  return 'beta' in config ? `${rates} or β` : 'lambda' in config ? `${rates} or λ` : rates;
}
