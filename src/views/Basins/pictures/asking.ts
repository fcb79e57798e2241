/** At least so long between two questions while what is shown moves by itself, in milliseconds. */
const pause = 400;

export interface Asking<W> {
  /** The request to send now; null: none. The same object is requested once. @param moving training or a film goes on. */
  want(wanted: W | null, moving: boolean): void;
  stop(): void;
}

/** Asks for what is wanted once it has rested for `rest` ms; and while what is shown moves by itself, a few times a second. */
export function createAsking<W>(ask: (wanted: W) => void, rest: number): Asking<W> {
  let wanted: W | null = null;
  let asked = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const go = () => {
    timer = null;
    asked = performance.now();
    if (wanted !== null) ask(wanted);
  };
  return {
    want(next, moving) {
      if (next === wanted) return;
      wanted = next;
      if (next === null) stop();
      else if (moving) timer ??= setTimeout(go, Math.max(0, asked + pause - performance.now()));
      else {
        stop();
        timer = setTimeout(go, rest);
      }
    },
    stop,
  };
}
