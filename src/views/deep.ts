/** What is drawn, not the settings, which may be ahead of it, says whether the memories live among codes. */
import type { KMeansBaseline } from '../engine/protocol';
import type { AppState } from '../store/state';

/** The epoch that is shown, or where there is none yet the curves, are of a deep method. */
export function isDeepShown({ shown, curves }: Pick<AppState, 'shown' | 'curves'>): boolean {
  return shown ? shown.latent !== null : curves.some(({ rl, scAttracted }) => rl !== null || scAttracted !== null);
}

/** True while the networks are as they were made, or in the midst of pretraining: what they give is not yet what the method gives. */
export const isUnpretrained = ({ shown }: Pick<AppState, 'shown'>): boolean => shown?.latent?.pretrained === false;

/**
 * The k-means that belongs beside what is shown: for deep methods AE + k-means, of this pretraining's codes and no others; for others
 * k-means in the input space. Null until it is known: after a change of method the page still has the other one.
 */
export function baselineOf({
  shown,
  curves,
  kmeans,
  pretraining,
}: Pick<AppState, 'shown' | 'curves' | 'kmeans' | 'pretraining'>): KMeansBaseline | null {
  if (!kmeans) return null;
  const { rlPretrained } = kmeans.metrics;
  if (!isDeepShown({ shown, curves })) return rlPretrained === null ? kmeans : null;
  if (rlPretrained === null || isUnpretrained({ shown })) return null;
  const now = pretraining?.rlPretrained ?? rlPretrained;
  return now === rlPretrained ? kmeans : null;
}

/** The same beside the numbers of what is shown: those of a result were taken on more points, and so were its k-means'. */
export function baselineBeside(state: Parameters<typeof baselineOf>[0] & Pick<AppState, 'result'>): KMeansBaseline | null {
  return isResult(state) ? state.result!.kmeans : baselineOf(state);
}

/** Whether what is shown is the result, with its numbers. */
export const isResult = ({ shown, result }: Pick<AppState, 'shown' | 'result'>): boolean =>
  result !== null && shown?.metrics === result.best.metrics;
