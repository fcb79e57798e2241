/** For how long a sentence must have stood before it is read out, in milliseconds. */
const stands = 500;

export interface Announcer {
  say(sentence: string): void;
  stop(): void;
}

/**
 * Writes into a live region what has stood for a moment: a screen reader reads out every change of it, and under a moving slider each map
 * brings one.
 */
export function createAnnouncer(region: Pick<Node, 'textContent'>): Announcer {
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    say(sentence) {
      if (sentence === last) return;
      last = sentence;
      clearTimeout(timer);
      timer = setTimeout(() => {
        region.textContent = sentence;
      }, stands);
    },
    stop: () => clearTimeout(timer),
  };
}
