import { session } from '../../store/session';
import { useStore } from '../../store/state';
import { act } from '../act';
import { Icon } from '../ui/Icon';

/** What the space bar does too. */
export function trainOrPause(): void {
  const training = useStore.getState().training.state === 'training';
  act(() => (training ? session.pause() : session.train()));
}

/** Train ↔ Pause, one epoch, back to epoch 0, another seed. */
export function RunControls() {
  const training = useStore((state) => state.training.state === 'training');
  const ready = useStore((state) => state.dataset !== null);
  return (
    <div className="run-controls">
      <button type="button" className="primary" disabled={!ready} onClick={trainOrPause}>
        <Icon name={training ? 'pause' : 'play'} solid={!training} />
        {training ? 'Pause' : 'Train'}
      </button>
      <button type="button" aria-label="Step one epoch" disabled={!ready || training} onClick={() => act(() => session.step())}>
        <Icon name="step" />
        Step
      </button>
      <button type="button" disabled={!ready} onClick={() => act(() => session.reset())}>
        <Icon name="reset" />
        Reset
      </button>
      <button type="button" disabled={!ready} onClick={() => act(() => session.newSeed())}>
        <Icon name="dice" />
        New seed
      </button>
    </div>
  );
}
