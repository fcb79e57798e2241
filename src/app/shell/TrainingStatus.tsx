import { useEffect, useState } from 'react';
import { useStore } from '../../store/state';
import { statusText } from './statusText';

/** Often enough to follow, seldom enough to be read out. */
const interval = 1000;

/** A value that changes once a second at most; `urgent` changes pass at once. */
function useCalm<T>(value: T, urgent: unknown): T {
  const [calm, setCalm] = useState({ value, urgent, at: 0 });
  if (calm.urgent !== urgent) setCalm({ value, urgent, at: calm.at });
  useEffect(() => {
    if (value === calm.value) return undefined;
    const wait = Math.max(0, calm.at + interval - performance.now());
    const timer = window.setTimeout(() => setCalm({ value, urgent, at: performance.now() }), wait);
    return () => window.clearTimeout(timer);
  }, [value, urgent, calm]);
  return calm.value;
}

export function TrainingStatus() {
  const text = useStore(statusText);
  const state = useStore((all) => all.training.state);
  return (
    <output className="training-status" aria-label="Training status">
      {useCalm(text, state)}
    </output>
  );
}

/** The same, to the eye alone and at every frame: a line under the header that fills. */
export function ProgressLine() {
  const share = useStore(({ training }) => (training.epochs > 0 ? Math.min(1, training.epoch / training.epochs) : 0));
  const training = useStore((all) => all.training.state === 'training');
  return <div className={`progress-line ${training ? 'is-training' : ''}`} style={{ '--filled': share }} aria-hidden="true" />;
}
