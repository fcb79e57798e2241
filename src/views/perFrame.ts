import { useEffect, useState } from 'react';
import { useStore, type AppState } from '../store/state';

/** Training may send hundreds of snapshots a second; the eye sees at most one an animation frame. */
export interface FrameRequest {
  /** Draws in the next animation frame, once however often it is called. */
  request(): void;
  cancel(): void;
}

export function perFrame(draw: () => void): FrameRequest {
  let handle: number | null = null;
  return {
    request() {
      handle ??= requestAnimationFrame(() => {
        handle = null;
        draw();
      });
    },
    cancel() {
      if (handle !== null) cancelAnimationFrame(handle);
      handle = null;
    },
  };
}

/**
 * A part of the store for React to render, looked at once a frame at most. `select` must be declared outside the component and return
 * what the store holds or a primitive, so that an unchanged part does not render.
 */
export function useFrameState<T>(select: (state: AppState) => T): T {
  const [value, setValue] = useState(() => select(useStore.getState()));
  useEffect(() => {
    const frame = perFrame(() => setValue(() => select(useStore.getState())));
    frame.request();
    const stop = useStore.subscribe(frame.request);
    return () => {
      stop();
      frame.cancel();
    };
  }, [select]);
  return value;
}
