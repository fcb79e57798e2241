/**
 * The page goes first: when it is long at a frame, its workers wait for it. On a machine with two processors the page would otherwise share
 * one with them, and its frames would take twice as long. Needs memory that both see, which browsers give to cross-origin isolated pages
 * only; elsewhere nobody waits.
 */

/**
 * Two numbers. First: when the page began the work it is at, in milliseconds of a clock that both have; 0 while it is at none. Second: 1
 * while workers in the background rest, else 0.
 */
export type Courtesy = Int32Array<SharedArrayBuffer>;
const background = 1;

/** A frame of up to so many milliseconds holds nobody up. */
const short = 8;
/** And none for longer than this, so that a page that hangs does not hold up training. */
const longest = 100;

const clock = () => 1 + (Date.now() % 1_000_000_000);

let shared: Courtesy | null | undefined;

/** The page's memory for its workers; null where a page may not share any. */
export function pageCourtesy(): Courtesy | null {
  shared ??= globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(8)) : null;
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

/**
 * The page calls this when workers in the background are to rest, and when they may go on: a training in the foreground has few processors.
 * False where no memory is shared: then they cannot be told.
 */
export function restInBackground(on: boolean): boolean {
  const courtesy = pageCourtesy();
  if (!courtesy) return false;
  Atomics.store(courtesy, background, on ? 1 : 0);
  Atomics.notify(courtesy, background);
  return true;
}

let page: Courtesy | null = null;
let inBackground = false;

/** The worker's side: whom to wait for. @param rests the worker is one in the background, which rests when the page says so. */
export function beCourteous(courtesy: Courtesy | null, rests = false): void {
  page = courtesy;
  inBackground = rests;
}

/**
 * Returns when the page is not long at a frame, and in the background when the page lets it work. Costs nothing when so; to be called every
 * millisecond or so of work.
 */
export function letPageGo(): void {
  if (inBackground && page) while (Atomics.load(page, background) === 1) Atomics.wait(page, background, 1);
  const began = page ? Atomics.load(page, 0) : 0;
  if (!page || began === 0) return;
  const sofar = clock() - began;
  if (sofar > short && sofar < longest) Atomics.wait(page, 0, began, longest - sofar);
}
