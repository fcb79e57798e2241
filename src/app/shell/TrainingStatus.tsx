import { useState } from 'react';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { SteadyButton } from '../../views/SteadyButton';
import { act } from '../act';
import { isPretraining, trainingProgress, statusText } from './statusText';

/** Follows training in step with the views. A screen reader is told when training begins and ends, not of every epoch in between. */
export function TrainingStatus() {
  const text = useRun(statusText);
  const training = useRun((all) => all.training.state === 'training');
  return (
    <div className="training-line">
      <output className="training-status" aria-label="Training status" title={text} aria-live={training ? 'off' : 'polite'}>
        {text}
      </output>
      <CancelPretraining />
    </div>
  );
}

/**
 * Named without the word “train”, by which scripts find the button that trains. Stands where pretraining is told of, while it goes on or
 * waits in the middle. It stays as long as it has the focus: the next space bar would train.
 */
function CancelPretraining() {
  const underWay = useRun(isPretraining);
  const [focused, setFocused] = useState(false);
  if (!underWay && !focused) return null;
  return (
    <SteadyButton
      className="cancel-pretraining"
      title="Ends pretraining and discards its network"
      off={!underWay}
      onClick={() => act(() => session.cancelPretraining())}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      Cancel
    </SteadyButton>
  );
}

/** The same as a line under the header that fills: once by pretraining, once by training. */
export function ProgressLine() {
  const share = useRun(trainingProgress);
  const training = useRun((all) => all.training.state === 'training');
  return <div className={`progress-line ${training ? 'is-training' : ''}`} style={{ '--filled': share }} aria-hidden="true" />;
}
