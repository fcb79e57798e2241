/**
 * Tells a page that a worker has ended without an error, by `self.close()` for example: browsers have no event for that. The worker holds a
 * lock, which the browser releases when the worker ends, and the page waits for the lock. So long work, a tab in the background and a
 * breakpoint never count as an end. Until the worker holds the lock, and outside secure contexts, which have no locks, the page asks at
 * intervals whether the worker is there.
 */

interface Lifeline {
  /** Of the lock. */
  readonly lifeline: string;
  /** By which the worker says that it holds it, or that it is there. */
  readonly port: MessagePort;
}

/** "held": the worker has the lock. "here": it is there, and has no locks. */
type Word = 'held' | 'here';

/**
 * How often a worker without a lock is asked, and how many questions in a row it may leave unanswered. A page that is slowed down asks as
 * rarely as it reads answers.
 */
const beatMs = 5000;
const mostSilent = 12;

let issued = 0;

/**
 * The page's side, once for each worker. Calls `ended` once, when the worker has ended.
 * @param interval ms between questions. Returns how to stop, for a worker that is ended on purpose.
 */
export function whenEnded(worker: Pick<Worker, 'postMessage'>, ended: () => void, interval = beatMs): () => void {
  const { port1, port2 } = new MessageChannel();
  const waiting = new AbortController();
  const lifeline = `worker ${Date.now()} ${Math.random()} ${++issued}`;
  let silent = 0;
  const beat = setInterval(() => {
    if (++silent > mostSilent) tell();
    else port1.postMessage(null);
  }, interval);
  const stop = () => {
    clearInterval(beat);
    waiting.abort();
    port1.close();
  };
  const tell = () => {
    if (waiting.signal.aborted) return;
    stop();
    ended();
  };
  port1.onmessage = ({ data }: MessageEvent<Word>) => {
    silent = 0;
    if (data !== 'held') return;
    clearInterval(beat);
    void navigator.locks.request(lifeline, { signal: waiting.signal }, tell).catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error;
    });
  };
  worker.postMessage({ lifeline, port: port2 } satisfies Lifeline, [port2]);
  return stop;
}

/** The worker's side, called as its script begins. */
export function holdLifeline(): void {
  self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isLifeline(data)) answer(data);
  });
}

/** Says "held" once the lock is held; without locks "here" whenever it is asked. */
export function answer({ lifeline, port }: Lifeline, locks: LockManager | null = navigator.locks ?? null): void {
  const say = (word: Word) => port.postMessage(word, []);
  if (!locks) {
    port.onmessage = () => say('here');
    say('here');
    return;
  }
  void locks.request(lifeline, () => {
    say('held');
    return new Promise<never>(() => {});
  });
}

/** True if a message to a worker is this module's. */
export const isLifeline = (message: unknown): message is Lifeline =>
  typeof message === 'object' && message !== null && 'lifeline' in message;
