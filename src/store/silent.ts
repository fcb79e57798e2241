/**
 * Codes of failures that are no news: the user asked for it (a reset ends a training), it is about what is not shown any more, or the page
 * has a message of it already.
 */
const silent: readonly unknown[] = ['cancelled', 'replaced', 'worker-died', 'terminated'];

export const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null);
export const needsNoTelling = (error: unknown): boolean => silent.includes(codeOf(error));
