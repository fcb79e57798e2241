import { lift } from '../../core/map/plane';
import { currentRun } from '../../store/runStore';
import { session } from '../../store/session';
import { act } from '../act';
import { trainOrAsk } from '../costly';

/** Five things to see, each with what does it by itself. The map is never dimmed. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** Selector of what it speaks of. */
  readonly target: string;
  readonly label: string;
  readonly show: () => void;
}

/** β at which memories pull together, so that borders bend. */
const low = 0.1;

export const tourSteps: readonly TourStep[] = [
  {
    title: 'Every place runs downhill.',
    text: 'Press on the map: a drop of water runs to a memory in T steps. Colour is the basin it ends in.',
    target: '.basins-map',
    label: 'Let one fall',
    show: () => {
      const { surface, layers } = currentRun.getState();
      if (surface) currentRun.setState({ probe: lift(surface, 0, 0), layers: { ...layers, probe: true } });
    },
  },
  {
    title: 'β bends the borders.',
    text: `Drag it down to ${low}. Filled borders leave the dashed ones: a point may pass its nearest memory by.`,
    target: '.knob-wide',
    label: 'Drag it there',
    show: () => session.configureLive({ beta: low }),
  },
  {
    title: 'Training moves the memories.',
    text: 'Press Train. They wander until points that belong together run to the same one.',
    target: '.run-controls',
    label: 'Press it',
    show: () => {
      if (currentRun.getState().training.state !== 'training') act(trainOrAsk);
    },
  },
  {
    title: 'The film keeps every epoch.',
    text: 'Drag it back. Bars show how far memories moved; every view shows that epoch.',
    target: '.film',
    label: 'Go back',
    show: () => session.scrub(0),
  },
  {
    title: 'What is chosen explains itself, and every run is kept.',
    text: 'Press a memory: a card says what it is. At the sides stand the runs with their settings, numbers and curves; undo takes anything back.',
    target: '.stage-view',
    label: 'Choose a memory',
    show: () => currentRun.setState({ selectedMemory: 0 }),
  },
];
