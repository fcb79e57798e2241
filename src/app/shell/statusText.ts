import type { AppState, CurvePoint } from '../../store/state';
import { formatCount, formatPercent, formatScore, formatValue } from '../../views/format';
import { formatSeconds } from '../controls/format';

type Told = Pick<AppState, 'dataset' | 'training' | 'curves' | 'shown' | 'pretraining'>;

/** Pretraining that has begun and is neither done nor given up: it goes on, or stands still in the middle. */
export const isPretraining = ({ pretraining }: Pick<AppState, 'pretraining'>): boolean => pretraining !== null && !pretraining.done;

/** How far pretraining is while it lasts, else training: 0 … 1. */
export function progressOf(state: Pick<AppState, 'pretraining' | 'training'>): number {
  const { epoch, epochs } = isPretraining(state) && state.pretraining ? state.pretraining : state.training;
  return epochs > 0 ? Math.min(1, epoch / epochs) : 0;
}

/** Of deep methods reconstruction and the silhouette on the attracted codes; of others loss and silhouette. */
function numbersOf({ loss, silhouette, rl, rrl, scAttracted }: CurvePoint): string[] {
  if (rl === null && scAttracted === null) return [...(loss === null ? [] : [`loss ${formatValue(loss)}`]), ...(silhouette === null ? [] : [`SC ${formatScore(silhouette, 2)}`])];
  const change = rrl === null ? '' : ` (RRL ${formatPercent(rrl)})`;
  return [...(rl === null ? [] : [`RL ${formatValue(rl)}${change}`]), ...(scAttracted === null ? [] : [`SC on A(e(x)) ${formatScore(scAttracted, 2)}`])];
}

/** "Pretraining 12 of 100 · loss 0.021 · 40 s left", "… · paused". */
function pretrainingText({ pretraining, training }: Pick<AppState, 'training'> & { pretraining: NonNullable<AppState['pretraining']> }): string {
  const parts = [`Pretraining ${formatCount(pretraining.epoch)} of ${formatCount(pretraining.epochs)}`];
  const loss = pretraining.losses.at(-1);
  if (loss !== undefined) parts.push(`loss ${formatValue(loss)}`);
  if (training.state !== 'training') parts.push('paused');
  else if (pretraining.epoch >= pretraining.epochs) parts.push('measuring RL_p');
  else if (pretraining.secondsLeft !== null) parts.push(`${formatSeconds(pretraining.secondsLeft)} left`);
  return parts.join(' · ');
}

/** "Epoch 12 of 200 · loss 0.412 · SC 0.41 · 3 s left", "… · finished, showing 12". */
export function statusText({ dataset, training, curves, shown, pretraining }: Told): string {
  if (!dataset) return 'No data yet';
  if (pretraining && isPretraining({ pretraining })) return pretrainingText({ pretraining, training });
  const parts = [`Epoch ${formatCount(training.epoch)} of ${formatCount(training.epochs)}`];
  const last = curves.at(-1);
  // Numbers of an earlier epoch are not put beside this one's, nor those of networks that are not what they will be.
  if (last?.epoch === training.epoch && shown?.latent?.pretrained !== false) parts.push(...numbersOf(last));
  if (training.state === 'training' && training.epoch >= training.epochs) parts.push('measuring the result');
  else if (training.state === 'training' && training.secondsLeft !== null) parts.push(`${formatSeconds(training.secondsLeft)} left`);
  const still: string[] = training.state === 'paused' || training.state === 'finished' ? [training.state] : [];
  if (training.state !== 'training' && shown && shown.epoch !== training.epoch) still.push(`showing ${formatCount(shown.epoch)}`);
  if (still.length > 0) parts.push(still.join(', '));
  return parts.join(' · ');
}
