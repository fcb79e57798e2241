import { besideable } from '../../store/runs/entries';
import { session } from '../../store/session';
import { useStore } from '../../store/state';

/** Compares the current run with the newest other one on the same data, or ends comparing. */
export function toggleCompareLast(): void {
  const state = useStore.getState();
  const [newest] = besideable(state);
  if (state.compared) session.compare(null);
  else if (newest) session.compare(newest.id);
  else session.say('info', 'There is no other run on these data to compare with yet: train once more, under other settings.', 'compare');
}
