import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { SteadyButton } from '../../views/SteadyButton';
import { act } from '../act';
import { trainOrAsk } from '../costly';
import { Icon } from '../ui/Icon';

/** Also the action of the space bar. */
export function trainOrPause(): void {
  const training = currentRun.getState().training.state === 'training';
  act(() => (training ? session.pause() : trainOrAsk()));
}

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
      <SteadyButton aria-label="Step one epoch" off={!ready || training} onClick={() => act(() => session.step())}>
        <Icon name="step" />
        Step
      </SteadyButton>
      <SteadyButton off={!ready} onClick={() => act(() => session.reset())}>
        <Icon name="reset" />
        Reset
      </SteadyButton>
      <SteadyButton off={!ready} onClick={() => act(() => session.newSeed())}>
        <Icon name="dice" />
        New seed
      </SteadyButton>
    </div>
  );
}
