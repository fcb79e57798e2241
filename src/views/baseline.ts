/** The k-means that stands beside what is shown, and whether that is a result. */
import type { KMeansBaseline } from '../store/runs/readAgainst';
import type { Method } from '../methods/method';
import { shownMethod } from '../store/shown/shownMethod';
import type { RunState } from '../store/state';

/** How k-means in the space of the method's partition is called. */
export const baselineName = ({ space }: Pick<Method, 'space'>): string => (space === 'codes' ? 'AE + k-means' : 'k-means');

/** True while the networks are as they were made, or in the midst of pretraining: what they give is not yet what the method gives. */
export const isUnpretrained = ({ shown }: Pick<RunState, 'shown'>): boolean => shown?.latent?.pretrained === false;

/**
 * The k-means that belongs beside what is shown: for deep methods AE + k-means, of this pretraining's codes and no others; for others
 * k-means in the input space. Null until it is known: after a change of method the page still has the other one.
 */
export function baselineOf(state: Pick<RunState, 'shown' | 'config' | 'kmeans' | 'pretraining'>): KMeansBaseline | null {
  const { kmeans, pretraining } = state;
  if (!kmeans) return null;
  const { rlPretrained } = kmeans.metrics;
  if (shownMethod(state).space === 'input') return rlPretrained === null ? kmeans : null;
  if (rlPretrained === null || isUnpretrained(state)) return null;
  const now = pretraining?.rlPretrained ?? rlPretrained;
  return now === rlPretrained ? kmeans : null;
}

/** True if the shown epoch is the result, with its numbers. */
export const isResult = ({ shown, result }: Pick<RunState, 'shown' | 'result'>): boolean =>
  result !== null && shown?.metrics === result.best.metrics;
