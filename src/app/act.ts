import { session } from '../store/session';
import { codeOf, needsNoTelling } from '../store/silent';

/** The sentence of whatever was thrown: errors that crossed the worker's boundary are plain objects with a message. */
export function sentenceOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' && error.message)
    return error.message;
  return `Something went wrong: ${String(error)}.`;
}

/** Does what a button asks for; a failure becomes a sentence on the page, beside what it is about. */
export function act(command: () => Promise<unknown>, about: string | null = null): void {
  command().catch((error: unknown) => {
    if (needsNoTelling(error)) return;
    // An error with a code was foreseen; any other is a fault of the program, so its stack is logged.
    if (codeOf(error) === null) console.error(error);
    session.say('error', sentenceOf(error), about);
  });
}
