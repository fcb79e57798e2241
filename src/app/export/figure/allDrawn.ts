import { drawingDue } from '../../../store/shown/frameScheduler';
import { useStore } from '../../../store/state';
import { atWorkIn } from '../../../views/chart/forPicture';

/** A hidden page has no frames. */
const withoutFrames = 250;
const nextFrame = () =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, withoutFrames);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // After what else this frame does.
      setTimeout(done);
    });
  });

/** What has been drawn in a frame may ask for one more. */
const quietFrames = 2;

/**
 * Resolves when all that is to be shown is shown, and this view has drawn it. Rejects with the signal's reason, and with a sentence after
 * `patience` milliseconds. @param there whether what is waited for is shown; what it throws ends the waiting.
 */
export async function allDrawn(view: Element, patience: number, signal?: AbortSignal, there = () => true): Promise<void> {
  const until = performance.now() + patience;
  for (let quiet = 0; quiet < quietFrames;) {
    await nextFrame();
    signal?.throwIfAborted();
    const busy = !there() || atWorkIn(view) || drawingDue() || useStore.getState().coming !== null;
    quiet = busy ? 0 : quiet + 1;
    if (busy && performance.now() > until) throw new Error('The view is still being drawn. Try again when it has come to rest.');
  }
}
