import { session } from '../store/session';

/** The sentence of whatever was thrown: errors that crossed the worker's boundary are plain objects with a message. */
export function sentenceOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' && error.message) return error.message;
  return `Something went wrong: ${String(error)}.`;
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null);

/** What needs no telling: it is what the user asked for (a reset ends a training), or it has been told of by whoever saw it first. */
const silent: readonly unknown[] = ['cancelled', 'replaced', 'worker-died', 'terminated'];
export const needsNoTelling = (error: unknown): boolean => silent.includes(codeOf(error));

/** Does what a button asks for; a failure becomes a sentence on the page, beside what it is about. */
export function act(command: () => Promise<unknown>, about: string | null = null): void {
  command().catch((error: unknown) => {
    if (needsNoTelling(error)) return;
    // What has a code was foreseen; anything else is a mistake of ours, and its stack is wanted.
    if (codeOf(error) === null) console.error(error);
    session.say('error', sentenceOf(error), about);
  });
}
