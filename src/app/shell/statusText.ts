import type { NumberOf } from '../../core/metrics/numbers';
import type { PartitionMetrics, Stopped } from '../../engine/protocol';
import { chosenEpoch } from '../../store/shown/chosen';
import type { CurvePoint } from '../../store/runs/curvePoint';
import { shownMethod } from '../../store/shown/shownMethod';
import type { RunState } from '../../store/state';
import { formatCount, formatSeconds, formatShare, formatValue } from '../../views/format';
import { toldOf, wholeSetWords, writtenOf } from '../../views/numbers';

type Told = Pick<RunState, 'dataset' | 'training' | 'curves' | 'shown' | 'pretraining' | 'result' | 'restart' | 'config'>;

/** Pretraining that has begun and is neither done nor given up: it goes on, or stands still in the middle. */
export const isPretraining = ({ pretraining }: Pick<RunState, 'pretraining'>): boolean => pretraining !== null && !pretraining.done;

/** How far pretraining is while it lasts, else training: 0 … 1. */
export function trainingProgress(state: Pick<RunState, 'pretraining' | 'training'>): number {
  const { epoch, epochs, within = 0 } = isPretraining(state) && state.pretraining ? { ...state.pretraining, within: 0 } : state.training;
  return epochs > 0 ? Math.min(1, (epoch + within) / epochs) : 0;
}

/** Numbers of an epoch; those that it does not have are left out. */
function toldNumbers({ dataset }: Told, values: Numbers, kinds: readonly NumberOf[]): string[] {
  return kinds.flatMap((kind) => {
    const told = toldOf(kind, values);
    const { silhouetteSample: sample } = values;
    // Where a silhouette is known to be of a sample, its size is told.
    const of = kind.space && sample && sample < (dataset?.n ?? 0) ? ` on ${formatCount(sample)} points` : '';
    return told === null ? [] : [told + of];
  });
}
type Numbers = Partial<PartitionMetrics> | CurvePoint;

/** "Pretraining 12 of 100 · loss 0.021 · 40 s left", "… · paused". */
function pretrainingText({
  pretraining,
  training,
}: Pick<RunState, 'training'> & { pretraining: NonNullable<RunState['pretraining']> }): string {
  const parts = [`Pretraining ${formatCount(pretraining.epoch)} of ${formatCount(pretraining.epochs)}`];
  const loss = pretraining.losses.at(-1);
  if (loss !== undefined) parts.push(`loss ${formatValue(loss)}`);
  if (training.state !== 'training') parts.push('paused');
  else if (pretraining.epoch >= pretraining.epochs) parts.push('measuring RL_p');
  else if (pretraining.secondsLeft !== null) parts.push(`${formatSeconds(pretraining.secondsLeft)} left`);
  return parts.join(' · ');
}

/** Why training ended before its last epoch. */
function earlyReason(stopped: Stopped | undefined): string {
  switch (stopped?.why) {
    case undefined:
    case 'epochs':
    case 'user':
      return '';
    case 'tolerance':
      if (stopped.gained !== undefined) return ` early: the last epoch gained ${formatValue(stopped.gained, 1)}`;
      return stopped.changed ? ` early: ${formatShare(stopped.changed)} of the labels changed` : ' early: no label changed';
    case 'rate':
      return ' early: the learning rate is at its floor';
    case 'diverged':
      return ' early: the loss is no number any more';
  }
}

/** "epoch 195, the lowest loss over the whole set: 0.391". */
function chosenText(state: Told, epoch: number): string {
  const { restarts, chosenBy, lossPoints } = state.result!;
  const { bestLoss, metrics } = restarts[state.restart];
  const { loss } = shownMethod(state).numbers;
  const value = writtenOf(loss, { ...metrics, loss: bestLoss });
  if (shownMethod(state).result === 'last')
    return `epoch ${formatCount(epoch)}, the last${restarts.length > 1 ? ` of restart ${formatCount(state.restart + 1)}` : ''}: ${value}`;
  if (chosenBy === 'silhouette') return `epoch ${formatCount(epoch)}, the highest SC of the epochs that were asked`;
  return `epoch ${formatCount(epoch)}, the lowest ${wholeSetWords(loss, lossPoints, state.dataset!.n)}: ${value}`;
}

/**
 * "finished, showing epoch 195, the lowest loss over the whole set: 0.391 · SC 0.41": what stands still is told with the numbers of the
 * epoch that is looked at.
 */
function standing(state: Told): string[] {
  const { training, shown } = state;
  const { loss, silhouette } = shownMethod(state).numbers;
  const stands =
    training.state === 'finished'
      ? `finished${training.epoch < training.epochs ? earlyReason(state.result?.stopped) : ''}`
      : training.state === 'paused'
        ? 'paused'
        : '';
  const hand = shown?.altered ? ['changed by hand'] : [];
  if (!shown || shown.epoch === training.epoch) return [stands, ...hand];
  const chosen = shown.epoch === chosenEpoch(state) && !shown.altered;
  const showing = `showing ${chosen ? chosenText(state, shown.epoch) : `epoch ${formatCount(shown.epoch)}${shown.latent?.withoutNetworks ? ' out of a link' : ''}`}`;
  const told = chosen && state.result?.chosenBy === 'loss' ? [silhouette] : [loss, silhouette];
  const numbers = shown.metrics === null ? [] : toldNumbers(state, shown.metrics, told);
  return [stands ? `${stands}, ${showing}` : showing, ...hand, ...numbers];
}

/** "37% done", of the epoch under way. */
const progressText = ({ state, epochs, within = 0 }: Told['training']): string[] =>
  state === 'training' && epochs <= longEpochs && within > 0 ? [`${formatShare(within)} done`] : [];
/** With so few epochs their count says too little of how far training is. */
const longEpochs = 3;

/** "Epoch 12 of 200 · loss 0.412 · SC 0.41 · 3 s left"; numbers are those of the epoch that is named last. */
export function statusText(state: Told): string {
  const { dataset, training, curves, shown, pretraining } = state;
  if (!dataset) return 'No data yet';
  if (pretraining && isPretraining({ pretraining })) return pretrainingText({ pretraining, training });
  // Methods that are done with the pretraining have no epochs to count.
  const none = training.epochs === 0;
  const parts = none
    ? [shown?.latent?.pretrained === false ? 'Not trained yet' : '']
    : [`Epoch ${formatCount(training.epoch)} of ${formatCount(training.epochs)}`, ...progressText(training)];
  const last = curves.at(-1);
  const moving = training.state === 'training';
  const newest = last?.epoch === training.epoch ? last : null;
  // Numbers of another epoch than the one that is looked at are not told, nor those of networks that are not what they will be.
  if (shown?.latent?.pretrained !== false && (moving || !shown || shown.epoch === training.epoch)) {
    const numbers = moving ? newest : (shown?.metrics ?? newest);
    const { loss, silhouette } = shownMethod(state).numbers;
    if (numbers) parts.push(...toldNumbers(state, numbers, [loss, silhouette]));
  }
  if (!moving) parts.push(...standing(state));
  else if (training.epoch >= training.epochs) parts.push('measuring the result');
  else if (training.secondsLeft !== null) parts.push(`${formatSeconds(training.secondsLeft)} left`);
  return parts.filter(Boolean).join(' · ');
}
