/**
 * The page goes first: when it is long at a frame, its workers wait for it. On a machine with two processors the page would otherwise share
 * one with them, and its frames would take twice as long. Needs memory that both see, which browsers give to cross-origin isolated pages
 * only; elsewhere nobody waits.
 */

/** One number: when the page began the work it is at, in milliseconds of a clock that both have; 0 while it is at none. */
export type Courtesy = Int32Array<SharedArrayBuffer>;

/** A frame of up to so many milliseconds holds nobody up. */
const short = 8;
/** And none for longer than this, so that a page that hangs does not hold up training. */
const longest = 100;

const clock = () => 1 + (Date.now() % 1_000_000_000);

let shared: Courtesy | null | undefined;

/** The page's memory for its workers; null where a page may not share any. */
export function pageCourtesy(): Courtesy | null {
  shared ??= globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
  return shared;
}

let end: MessagePort | null = null;
let ending = false;

/** The page calls this when it begins to work on a frame; the end of the frame is noticed by itself. */
export function frameBegins(): void {
  const courtesy = pageCourtesy();
  if (!courtesy || ending) return;
  ending = true;
  Atomics.store(courtesy, 0, clock());
  end ??= endOf(courtesy);
  end.postMessage(null, []);
}

/** A message to oneself comes round once the work is done and what it changed has been handed to the compositor. */
function endOf(courtesy: Courtesy): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    ending = false;
    Atomics.store(courtesy, 0, 0);
    Atomics.notify(courtesy, 0);
  };
  return port2;
}

let page: Courtesy | null = null;

/** The worker's side: whom to wait for. */
export function beCourteous(courtesy: Courtesy | null): void {
  page = courtesy;
}

/** Returns when the page is not long at a frame. Costs nothing when it is not; to be called every millisecond or so of work. */
export function letPageGo(): void {
  const began = page ? Atomics.load(page, 0) : 0;
  if (!page || began === 0) return;
  const sofar = clock() - began;
  if (sofar > short && sofar < longest) Atomics.wait(page, 0, began, longest - sofar);
}
