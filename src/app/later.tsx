import { lazy, Suspense, type ComponentType, type JSX } from 'react';
import { Alert } from './ui/Alert';

const loads: (() => Promise<unknown>)[] = [];

/**
 * A component whose code is not part of the first load: it comes when it is first shown, or by `loadTheRest`. Where it cannot be loaded, a
 * sentence stands in its place, and the page goes on.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  loads.push(load);
  const Lazy = lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: Unloaded };
    }
  });
  return function Later(props: P) {
    return (
      <Suspense fallback={null}>
        <Lazy {...(props as P & JSX.IntrinsicAttributes)} />
      </Suspense>
    );
  };
}

const Unloaded = () => (
  <Alert tone="error" sentence="This part of the page could not be loaded. Export what you need, then reload the page." />
);

/** Safari has no idle callbacks. */
const whenIdle = (work: () => void): unknown => ('requestIdleCallback' in window ? requestIdleCallback(work) : setTimeout(work, 200));

/** Loads what comes later, one part after the other while nothing else is to be done: it is there then without a network. */
export function loadTheRest(): void {
  const load = loads.shift();
  // What fails here is told where it is shown.
  if (load)
    void load().then(
      () => whenIdle(loadTheRest),
      () => whenIdle(loadTheRest),
    );
}
