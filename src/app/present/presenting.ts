import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { useStore, type KeptMoment } from '../../store/state';
import { wantCamera } from '../../views/camera';
import { showMoment } from '../moment';
import { camerasBefore, enter, usePresenting, type At, type Show } from './usePresenting';

/**
 * The map shown to a room, and kept moments one after the other. What the user had on the page comes back untouched: moments are shown
 * aside.
 */

/** The moments of a show. */
export const momentsOf = (show: Show): readonly KeptMoment[] =>
  show === 'kept' ? useStore.getState().moments : usePresenting.getState().lesson;

/** The way back to the user's work, as long as something else is shown. */
let home: (() => Promise<void>) | null = null;
/** What is shown, and what is to be shown next. */
let shown: At | null = null;
let wanted: At | null = null;
let travel: Promise<void> | null = null;

const isSame = (a: At | null, b: At | null): boolean => a?.show === b?.show && a?.id === b?.id;

async function travelOn(): Promise<void> {
  while (!isSame(shown, wanted)) {
    const to = wanted;
    shown = to;
    if (to) await show(to);
    else await goHome();
  }
}

async function show({ show: of, id }: At): Promise<void> {
  const moment = momentsOf(of).find((one) => one.id === id);
  if (!moment) return;
  if (!home) {
    usePresenting.setState({ waits: currentRun.getState().training.state === 'training' });
    home = await session.aside();
  }
  await showMoment(moment.link);
}

async function goHome(): Promise<void> {
  const back = home;
  home = null;
  await back?.();
  usePresenting.setState({ waits: false });
}

/** Shows a moment, or what was on the page. Of several calls in a row the last one counts. Rejects where one cannot be shown. */
export function go(to: At | null): Promise<void> {
  wanted = to;
  usePresenting.setState({ at: to, coming: true });
  travel ??= travelOn().finally(() => {
    travel = null;
    usePresenting.setState({ coming: false });
  });
  return travel;
}

/** The next moment, or the one before; before the first is what is on the page. */
export function step(by: 1 | -1): Promise<void> {
  const { at } = usePresenting.getState();
  const show = at?.show ?? 'kept';
  const moments = momentsOf(show);
  const index = (at ? moments.findIndex(({ id }) => id === at.id) : -1) + by;
  if (index >= moments.length || (at === null && by < 0)) return Promise.resolve();
  return go(index < 0 ? null : { show, id: moments[index]!.id });
}

/** Everything is as it was, also where the moment that is on its way cannot be shown. */
export async function leave(): Promise<void> {
  try {
    await go(null);
  } finally {
    usePresenting.setState({ on: false, at: null });
    // The map has its own size again with the next frame.
    requestAnimationFrame(() => {
      const { map, embedding } = camerasBefore();
      if (map) wantCamera('map', -1, map);
      if (embedding) wantCamera('embedding', -1, embedding);
    });
  }
}

/** Shows the first lesson, from its beginning. */
export async function showLesson(): Promise<void> {
  const { lesson } = await import('../lesson');
  usePresenting.setState({ lesson });
  enter();
  await go({ show: 'lesson', id: lesson[0]!.id });
}
