import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { SteadyButton } from '../../views/SteadyButton';
import { act } from '../act';
import { trainOrAsk } from '../costly';
import { Icon, type IconName } from '../ui/Icon';

/** Also the action of the space bar. */
export function trainOrPause(): void {
  const training = currentRun.getState().training.state === 'training';
  act(() => (training ? session.pause() : trainOrAsk()));
}

interface ToolProps {
  name: string;
  keys: string;
  icon: IconName;
  off: boolean;
  onClick: () => void;
}

const Tool = ({ name, keys, icon, off, onClick }: ToolProps) => (
  <SteadyButton className="icon-button" aria-label={name} title={`${name} (${keys})`} off={off} onClick={onClick}>
    <Icon name={icon} />
  </SteadyButton>
);

/** Train ↔ Pause, one epoch, back to epoch 0, another seed. */
export function RunControls() {
  const training = useRun((state) => state.training.state === 'training');
  const ready = useRun((state) => state.dataset !== null);
  return (
    <div className="run-controls">
      <SteadyButton className="primary" off={!ready} onClick={trainOrPause}>
        <Icon name={training ? 'pause' : 'play'} solid={!training} />
        {training ? 'Pause' : 'Train'}
      </SteadyButton>
      <Tool name="Step one epoch" keys="S" icon="step" off={!ready || training} onClick={() => act(() => session.step())} />
      <Tool name="Reset" keys="R" icon="reset" off={!ready} onClick={() => act(() => session.reset())} />
      <Tool name="New seed" keys="N" icon="dice" off={!ready} onClick={() => act(() => session.newSeed())} />
    </div>
  );
}
