const prefix = 'EngineError:';

/** A failure of the engine, for the user: a code for programs and one sentence. */
export class EngineError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    // Of an error, comlink carries the name, the message and the stack. The code travels in the name.
    this.name = prefix + code;
  }
}

/** The error that was thrown in the worker, out of what arrived of it. */
export function revive(error: unknown): Error {
  if (!(error instanceof Error)) return new EngineError('unexpected', String(error));
  if (error instanceof EngineError) return error;
  if (error.name.startsWith(prefix)) return new EngineError(error.name.slice(prefix.length), error.message);
  return new EngineError('unexpected', `The engine failed: ${error.message}`);
}

/** The error that ends all work for a run, and answers all requests about it, once another run has taken its place. */
export const replaced = () => new EngineError('replaced', 'Another run has taken the place of the one that this was about.');
