import type { RunState } from '../state';

type Ended = Pick<RunState, 'result' | 'training' | 'restart'>;

/** The epoch that was chosen in the restart that is shown, once training has finished; null before. */
export const chosenEpoch = ({ result, training, restart }: Ended): number | null =>
  (training.state === 'finished' ? result?.restarts[restart]?.chosenEpoch : null) ?? null;
