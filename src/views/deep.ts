/** What is drawn, not the settings, which may be ahead of it, says whether the memories live among codes. */
import type { KMeansBaseline } from '../engine/protocol';
import type { AppState } from '../store/state';

/** The epoch that is shown, or where there is none yet the curves, are of a deep method. */
export function isDeepShown({ shown, curves }: Pick<AppState, 'shown' | 'curves'>): boolean {
  return shown ? shown.latent !== null : curves.some(({ rl, scAttracted }) => rl !== null || scAttracted !== null);
}

/** True while the networks are as they were made, or in the midst of pretraining: what they give is not yet what the method gives. */
export const isUnpretrained = ({ shown }: Pick<AppState, 'shown'>): boolean => shown?.latent?.pretrained === false;

/** The k-means that belongs beside what is shown: for deep methods AE + k-means, of this pretraining's codes and no others; null until it is known. */
export function baselineOf({ shown, curves, kmeans, pretraining }: Pick<AppState, 'shown' | 'curves' | 'kmeans' | 'pretraining'>): KMeansBaseline | null {
  if (!kmeans || !isDeepShown({ shown, curves })) return kmeans;
  const { rlPretrained } = kmeans.metrics;
  if (rlPretrained === null || isUnpretrained({ shown })) return null;
  const now = pretraining?.rlPretrained ?? rlPretrained;
  return now === rlPretrained ? kmeans : null;
}
