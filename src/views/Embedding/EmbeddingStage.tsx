import { lazy, Suspense } from 'react';
import '../views.css';

/** The view comes when it is first looked at: its renderer is no part of the first paint. */
const Figure = lazy(() =>
  import('./Embedding').then(
    ({ Embedding }) => ({ default: Embedding }),
    () => ({ default: Failed }),
  ),
);

function Failed() {
  return (
    <figure className="embedding" aria-label="Embedding">
      <p className="note" role="alert">
        The Embedding view could not be loaded. Reload the page to try again.
      </p>
    </figure>
  );
}

function Coming() {
  return (
    <figure className="embedding" aria-label="Embedding">
      <p className="note">The Embedding view is being loaded …</p>
    </figure>
  );
}

export function EmbeddingStage() {
  return (
    <Suspense fallback={<Coming />}>
      <Figure />
    </Suspense>
  );
}
