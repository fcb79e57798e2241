import { messageOf } from '../core/work/messageOf';
import { session } from '../store/session';
import { needsNoTelling } from '../store/silent';

/** Tells the user that a request of a view failed, where that is news. */
export function reportFailure(what: string, error: unknown, about: string): void {
  if (needsNoTelling(error)) return;
  session.say('error', `${what}: ${messageOf(error)}`, about);
}
