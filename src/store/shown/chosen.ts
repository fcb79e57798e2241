import type { AppState } from '../state';

type Ended = Pick<AppState, 'result' | 'training' | 'restart'>;

/** The result of the run that is shown; null before there is one. */
export const resultOf = ({ result, training }: Pick<Ended, 'result' | 'training'>) => (result?.run === training.run ? result : null);

/** The epoch that was chosen in the restart that is shown, once training has finished; null before. */
export function chosenEpoch(state: Ended): number | null {
  const result = state.training.state === 'finished' ? resultOf(state) : null;
  return result?.restarts[state.restart]?.chosenEpoch ?? null;
}
