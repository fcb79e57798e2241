import { keepMoment } from '../../store/moments';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { shownMethod } from '../../store/shown/shownMethod';
import { formatCount } from '../../views/format';
import { toldOf } from '../../views/numbers';
import { takeMoment } from '../moment';

/** "CLAM on “Five Gaussians”, epoch 120: SC 0.67." A caption to begin with. */
export function captionNow(state: RunState): string {
  const { dataset, shown } = state;
  const method = shownMethod(state);
  const epoch = shown?.epoch ? `epoch ${formatCount(shown.epoch)}` : 'before training';
  const score = shown?.metrics && toldOf(method.numbers.silhouette, shown.metrics);
  return `${method.name} on “${dataset?.name ?? ''}”, ${epoch}${score ? `: ${score}` : ''}.`;
}

/** What is shown now is kept, after the others. What a link cannot hold of it is told. */
export async function keepThis(): Promise<void> {
  const caption = captionNow(currentRun.getState());
  const { link, left } = await takeMoment();
  keepMoment(link, caption);
  if (left) session.say('warning', `The moment is kept with its settings only. ${left}`, 'moment');
}
