import type { RunStore } from '../store/runStore';
import { session } from '../store/session';

/** Shows an epoch of the view's run, or its newest for null. Only the current run has a film to look through. */
export function scrub(run: RunStore, epoch: number | null): void {
  if (run.isCurrent()) session.scrub(epoch);
}
