import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { closeBetas, openBetas } from '../../views/Basins/betas/open';
import { showMoment } from '../moment';
import type { Figure } from './figure';

/**
 * Shows a figure: opens and trains its runs one after another, the last to stay, and then what it is shown in. It ends early where a
 * training is stopped, or something else is opened meanwhile: what is there by then stays.
 */
export async function rebuild(figure: Figure): Promise<void> {
  const { paper, number, runs, shownAs } = figure;
  session.compare(null);
  closeBetas();
  // A figure is drawn as it is printed, whatever was looked at before.
  currentRun.setState({ layers: useStore.getInitialState().layers, probe: null });
  const trained: number[] = [];
  try {
    for (const [i, { link, name }] of runs.entries()) {
      await showMoment(link);
      if (figure.untrained) continue;
      if (runs.length > 1) session.say('info', `${paper}, ${number}: run ${i + 1} of ${runs.length} is trained.`, about);
      const { current } = useStore.getState();
      await session.train();
      if (useStore.getState().current !== current || currentRun.getState().training.state !== 'finished') return;
      if (name) session.renameRun(current, name);
      trained.push(current);
    }
    if (shownAs === 'betas') openBetas();
    if (shownAs === 'columns') useStore.setState({ columns: trained.slice(0, -1) });
    const other = trained.at(-2);
    if (shownAs === 'beside' && other !== undefined) session.compare(other);
  } finally {
    session.clear(about);
  }
}

const about = 'gallery';
