import { session } from '../store/session';

/** Tells the user that a request of a view failed. A worker that died, or was let go, has been told of already. */
export function reportFailure(what: string, error: unknown, about: string): void {
  if (error instanceof Error && 'code' in error && (error.code === 'worker-died' || error.code === 'terminated')) return;
  session.say('error', `${what}: ${error instanceof Error ? error.message : String(error)}`, about);
}
