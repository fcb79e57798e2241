import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';

/** Milliseconds in which a setting that came back is lit. */
const lit = 400;
const still = matchMedia('(prefers-reduced-motion: reduce)');

export const takeBack = (): Promise<void> => showing(() => session.undo());
export const doAgain = (): Promise<void> => showing(() => session.redo());

/** Does it, and lights the settings that it changed, wherever they stand. */
async function showing(work: () => Promise<void>): Promise<void> {
  const before: Readonly<Record<string, unknown>> = { ...currentRun.getState().config };
  await work();
  if (still.matches) return;
  const after: Readonly<Record<string, unknown>> = { ...currentRun.getState().config };
  const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
  for (const place of document.querySelectorAll<HTMLElement>('[data-about]'))
    if (changed.includes(place.dataset['about']!))
      place.animate({ backgroundColor: ['var(--accent-soft)', 'transparent'] }, { duration: lit, easing: 'ease-out' });
}
