import { frameBegins } from '../../engine/client';

/**
 * The page changes in one task a frame: first the state, then every drawing of it, so that no view is a frame behind another. The
 * task comes right after a frame and is seen with the next: laying out and painting the page take as long again, and both in one task
 * would keep the page from answering. Only where all of one epoch is drawn anew, a task that takes long is cut between two drawings.
 */

/** How long a task draws before what is left becomes the next one, in milliseconds: a frame's time. */
const sliceMs = 16;

/** A hidden page has no frames; it goes on all the same. */
const withoutFrames = 250;

const changes: (() => boolean)[] = [];
const drawings = new Set<() => void>();
/** The drawings of the frame under way. */
const due = new Set<() => void>();
let scheduled = false;
let timer: ReturnType<typeof setTimeout> | undefined;

let ended = 0;
let took = 0;
/** True if the frame under way is drawn in one task. */
let whole = true;

const afterFrame = new MessageChannel();
afterFrame.port1.onmessage = () => {
  scheduled = false;
  clearTimeout(timer);
  took = 0;
  task(() => {
    whole = true;
    for (const change of changes.splice(0)) if (change()) whole = false;
    // Drawings that the changes request are drawn with them.
    for (const draw of drawings) due.add(draw);
    drawings.clear();
  });
};

const goOn = new MessageChannel();
goOn.port1.onmessage = () => task(() => {});

/** True if something is to be drawn in the next task. */
export const drawingDue = (): boolean => changes.length + drawings.size + due.size > 0;

/** One task of a frame: what comes first, and then its drawings, or as many as there is time for. */
function task(first: () => void): void {
  const began = performance.now();
  frameBegins();
  first();
  for (const draw of due) {
    if (!whole && performance.now() - began > sliceMs) {
      goOn.port2.postMessage(null);
      break;
    }
    due.delete(draw);
    draw();
  }
  ended = performance.now();
  took += ended - began;
}

/**
 * Twice as long as the last frame's task took it leaves to others: a page that draws slowly draws less often. Milliseconds from now, or
 * below 0.
 */
export const restLeft = () => ended + 2 * took - performance.now();

const work = () => afterFrame.port2.postMessage(null);

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  let passed = false;
  const once = () => {
    if (passed) return;
    passed = true;
    work();
  };
  requestAnimationFrame(() => {
    frameBegins();
    once();
  });
  timer = setTimeout(once, withoutFrames);
}

/**
 * Changes the state in the next frame's task, before anything is drawn.
 * @param change says whether all is drawn anew, of the same epoch.
 */
export function changeInFrame(change: () => boolean): void {
  changes.push(change);
  schedule();
}

/**
 * Work that follows an input event runs in a task of its own, so that the event's task ends at once and the slider keeps up with the
 * pointer.
 */
const followers = new Set<() => void>();
const nextTask = new MessageChannel();
nextTask.port1.onmessage = () => {
  frameBegins();
  const jobs = [...followers];
  followers.clear();
  for (const follow of jobs) follow();
};

/** Runs as soon as the task under way has ended, once however often it is called; in the order of the first calls. */
export function afterEvent(follow: () => void): void {
  if (followers.size === 0) nextTask.port2.postMessage(null);
  followers.add(follow);
}

/** The page answers input before training goes on. */
for (const event of ['pointerdown', 'pointermove', 'pointerup', 'input', 'keydown'])
  addEventListener(event, frameBegins, { capture: true, passive: true });

export interface FrameRequest {
  /** Draws in the next frame's task, once however often it is called. */
  request(): void;
  cancel(): void;
}

/** @param draws the parts of a drawing, in the order they are drawn; where the frame's task is cut, it may be between them. */
export function perFrame(...draws: readonly (() => void)[]): FrameRequest {
  return {
    request() {
      for (const draw of draws) drawings.add(draw);
      schedule();
    },
    cancel() {
      for (const draw of draws) {
        drawings.delete(draw);
        due.delete(draw);
      }
    },
  };
}
