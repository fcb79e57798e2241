import type { AppState } from '../../store/state';
import { formatCount, formatScore, formatValue } from '../../views/format';
import { formatSeconds } from '../controls/format';

/** "Epoch 12 of 200 · loss 0.412 · SC 0.41 · 3 s left", "… · finished, showing 12". */
export function statusText({ dataset, training, curves, shown }: Pick<AppState, 'dataset' | 'training' | 'curves' | 'shown'>): string {
  if (!dataset) return 'No data yet';
  const parts = [`Epoch ${formatCount(training.epoch)} of ${formatCount(training.epochs)}`];
  const last = curves.at(-1);
  // Numbers of an earlier epoch are not put beside this one's.
  if (last?.epoch === training.epoch) {
    if (last.loss !== null) parts.push(`loss ${formatValue(last.loss)}`);
    if (last.silhouette !== null) parts.push(`SC ${formatScore(last.silhouette, 2)}`);
  }
  if (training.state === 'training' && training.epoch >= training.epochs) parts.push('measuring the result');
  else if (training.state === 'training' && training.secondsLeft !== null) parts.push(`${formatSeconds(training.secondsLeft)} left`);
  const still: string[] = training.state === 'paused' || training.state === 'finished' ? [training.state] : [];
  if (training.state !== 'training' && shown && shown.epoch !== training.epoch) still.push(`showing ${formatCount(shown.epoch)}`);
  if (still.length > 0) parts.push(still.join(', '));
  return parts.join(' · ');
}
