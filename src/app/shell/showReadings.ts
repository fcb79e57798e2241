import { currentRun } from '../../store/runStore';
import { useArrangement } from './arrangement';

/** From so wide a window the map keeps enough room beside both columns. */
const roomForBoth = matchMedia('(min-width: 1280px)');

/** The first training of a page opens the readings, where there is room: curves and numbers begin there. Returns how to stop. */
export function showReadingsOnce(): () => void {
  const stop = currentRun.subscribe(({ training }) => {
    if (training.state !== 'training') return;
    stop();
    const { readings, toggleColumn } = useArrangement.getState();
    if (!readings && roomForBoth.matches) toggleColumn('readings', true);
  });
  return stop;
}
