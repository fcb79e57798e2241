/**
 * Failures that need no telling: they are what the user asked for (a reset ends a training), they are about what is not shown any more, or whoever saw them first has
 * told of them.
 */
const silent: readonly unknown[] = ['cancelled', 'replaced', 'worker-died', 'terminated'];

export const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null);
export const needsNoTelling = (error: unknown): boolean => silent.includes(codeOf(error));
