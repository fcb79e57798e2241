import { useEffect, useState } from 'react';
import { useStore, type AppState } from '../store/state';

/** Training may send hundreds of snapshots a second; the eye sees at most one an animation frame. */
export interface FrameRequest {
  /** Draws in one of the next animation frames, once however often it is called. */
  request(): void;
  cancel(): void;
}

/** What one animation frame may spend on drawings; those that are left over are drawn first in the next, so that no task grows long. */
const budgetMs = 6;
const queue = new Set<() => void>();
let handle: number | null = null;

function enqueue(draw: () => void): void {
  queue.add(draw);
  handle ??= requestAnimationFrame(drawQueue);
}

function drawQueue(): void {
  handle = null;
  const until = performance.now() + budgetMs;
  for (const draw of queue) {
    queue.delete(draw);
    draw();
    if (performance.now() >= until) break;
  }
  if (queue.size > 0) handle ??= requestAnimationFrame(drawQueue);
}

/** @param restMs how long it rests between two drawings: what nobody follows frame by frame leaves the time to what they do. */
export function perFrame(draw: () => void, restMs = 0): FrameRequest {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let drawn = -Infinity;
  const job = () => {
    drawn = performance.now();
    draw();
  };
  return {
    request() {
      if (timer !== null) return;
      const wait = drawn + restMs - performance.now();
      if (wait <= 0) {
        enqueue(job);
        return;
      }
      timer = setTimeout(() => {
        timer = null;
        enqueue(job);
      }, wait);
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      queue.delete(job);
    },
  };
}

/**
 * A part of the store for React to render, looked at once a frame at most, or every `restMs`. `select` must be declared outside the component
 * and return what the store holds or a primitive, so that an unchanged part does not render.
 */
export function useFrameState<T>(select: (state: AppState) => T, restMs = 0): T {
  const [value, setValue] = useState(() => select(useStore.getState()));
  useEffect(() => {
    const frame = perFrame(() => setValue(() => select(useStore.getState())), restMs);
    frame.request();
    const stop = useStore.subscribe(frame.request);
    return () => {
      stop();
      frame.cancel();
    };
  }, [select, restMs]);
  return value;
}
