/** What the figure says of an epoch: its α, where centres split among its codes, and how many centres there are. */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import { distinctCentres, sharpnessOf, splittingAlpha, widestVariance } from '../../core/partition/splitting';
import { methodOf, settingsOf } from '../../methods/config';
import type { Annealed } from '../../methods/method';
import type { Shown } from '../../store/state';
import { formatCount, formatValue } from '../format';
import { countsOf } from '../units';

export interface Reading {
  readonly epoch: number;
  readonly alpha: number;
  /** Null where it is not known: distances are no squared Euclidean ones, or all codes are equal. */
  readonly critical: number | null;
  /** False where it is not known of the distance. */
  readonly splits: boolean;
  /** λ, the variance of the codes in their widest direction; null where codes are no finite numbers. */
  readonly variance: number | null;
  readonly k: number;
  readonly distinct: number;
  /** Centres with points; null for the moment in which points are being labelled. */
  readonly used: number | null;
  readonly annealed: Annealed | null;
}

const variances = new WeakMap<Floats, number | null>();
function varianceOf(codes: Float32Array, m: number): number | null {
  if (!variances.has(codes)) variances.set(codes, widestVariance(codes, codes.length / m, m));
  return variances.get(codes)!;
}

/** Null where there is nothing to say. */
export function readingOf(shown: Shown | null): Reading | null {
  const sharpness = shown && sharpnessOf(shown.model);
  if (!shown || !sharpness || !shown.latent) return null;
  const { epoch, model, labels, config, latent } = shown;
  const { k, d } = model;
  const { alpha, splits } = sharpness;
  const variance = varianceOf(latent.codes, d);
  return {
    epoch,
    alpha,
    critical: splits && variance !== null ? splittingAlpha(variance) : null,
    splits,
    variance,
    k,
    distinct: distinctCentres(partitionerOf(model).prototypes, k, d, variance ?? 0),
    used: labels && [...countsOf(labels, k)].filter((count) => count > 0).length,
    annealed: methodOf(config).annealed?.(settingsOf(config)) ?? null,
  };
}

/** The epochs that a schedule lasts. */
export const epochsOf = ({ alphas, epochsEach }: Annealed): number => alphas.length * epochsEach;

/** "9 of 10 centres are distinct, 8 have points." */
export function countsSentence({ k, distinct, used }: Reading): string {
  if (k === 1) return 'There is one centre, and nothing for it to split from.';
  const apart = `${formatCount(distinct)} of ${formatCount(k)} centres are distinct`;
  return used === null ? `${apart}.` : `${apart}, ${formatCount(used)} have points.`;
}

/** Where centres split, and what that is of. */
export function splitSentence({ critical, splits, variance, alpha }: Reading): string {
  if (!splits) return 'By the cosine it is not known at which α centres that coincide split.';
  if (critical === null || variance === null) return 'All codes are equal: at no α do centres that coincide split.';
  return `Centres that coincide split above α_c = 1/(4λ) = ${formatValue(critical)} and stay together below; α is ${alpha > critical ? 'above' : 'below'} it. λ = ${formatValue(variance)} is the variance of the codes in their widest direction: where codes shrink, α_c rises.`;
}

/** The figure, for those who do not see it. */
export function spokenSentence(reading: Reading): string {
  const { epoch, alpha, critical, annealed } = reading;
  const schedule = annealed
    ? ` α rises from ${formatValue(annealed.alphas[0])} to ${formatValue(annealed.alphas.at(-1))} in ${formatCount(epochsOf(annealed))} epochs.`
    : '';
  return `Epoch ${formatCount(epoch)}: α ${formatValue(alpha)}${critical === null ? '' : `, α_c ${formatValue(critical)}`}.${schedule}`;
}
