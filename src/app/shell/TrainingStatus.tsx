import { useStore } from '../../store/state';
import { statusText } from './statusText';

/** Follows training in step with the views. A screen reader is told when training begins and ends, not of every epoch in between. */
export function TrainingStatus() {
  const text = useStore(statusText);
  const training = useStore((all) => all.training.state === 'training');
  return (
    <output className="training-status" aria-label="Training status" aria-live={training ? 'off' : 'polite'}>
      {text}
    </output>
  );
}

/** The same as a line under the header that fills. */
export function ProgressLine() {
  const share = useStore(({ training }) => (training.epochs > 0 ? Math.min(1, training.epoch / training.epochs) : 0));
  const training = useStore((all) => all.training.state === 'training');
  return <div className={`progress-line ${training ? 'is-training' : ''}`} style={{ '--filled': share }} aria-hidden="true" />;
}
