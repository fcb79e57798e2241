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

/** Loads what comes later, while nothing else is to be done: nobody waits for it then, and it is there without a network. */
export function loadTheRest(): void {
  const [load] = loads.splice(0, 1);
  // A failure here is reported where the part is shown.
  if (load)
    void load()
      .finally(() => requestIdleCallback(loadTheRest))
      .catch(() => {});
}
