/** What is to be known of how a deep result came about, in sentences: by what its codes and its loss were before the first epoch. */
import type { LossTerms } from '../../methods/points';
import type { PartitionMetrics } from '../protocol';

/** A restart before its first epoch, its networks being pretrained. */
export interface Begun {
  /** See the number of this name. */
  readonly codeVariance: number;
  /** λℓ₀/rec₀: the clustering loss as it counts in the loss, over the reconstruction error. Null where the loss is not made of these two. */
  readonly ratio: number | null;
}

/** Above this the clustering loss bends the codes faster than the decoder follows. */
const mostRatio = 5;
/** The total variance of codes that collapsed, or exploded, in that after pretraining. */
const collapsed = 0.05;
const exploded = 100;
/** And of codes that are the same but for rounding. */
const leastVariance = 1e-10;

export function begunOf({ codeVariance }: PartitionMetrics, terms: LossTerms | undefined): Begun | null {
  if (codeVariance == null) return null;
  const { reconstruction, clustering, ...others } = terms ?? {};
  const weighed = reconstruction > 0 && clustering !== undefined && Object.keys(others).length === 0;
  return { codeVariance, ratio: weighed ? clustering / reconstruction : null };
}

const short = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
const variance = 'total variance';

/** What is to be warned of before the first epoch. */
export function warningsOn({ codeVariance, ratio }: Begun): readonly string[] {
  return [
    codeVariance < leastVariance
      ? 'After pretraining all points have the same code, so there are no clusters to find: lower the learning rate of pretraining, or choose another scaling.'
      : '',
    ratio !== null && ratio > mostRatio
      ? `After pretraining the clustering loss counts ${short(ratio)} times as much as the reconstruction error (λℓ₀/rec₀): above ${mostRatio} codes may be bent onto few clusters before the decoder follows. Lower its weight, or pretrain for fewer epochs.`
      : '',
  ].filter(Boolean);
}

/** @param end of the result. @param sizes points of each cluster. */
export function deepNotes(begun: Begun | null, end: PartitionMetrics, sizes: Uint32Array): readonly string[] {
  return [...(begun ? [startOf(begun), ...warningsOn(begun), ...changesOf(begun, end.codeVariance ?? null)] : []), ...emptyClusters(sizes)];
}

const startOf = ({ codeVariance, ratio }: Begun): string =>
  `After pretraining the codes had a ${variance} of ${short(codeVariance)}${
    // Of a greater one it is warned.
    ratio === null || ratio > mostRatio
      ? '.'
      : `, and the clustering loss counted ${short(ratio)} times as much as the reconstruction error (λℓ₀/rec₀).`
  }`;

/** What is to be warned of in the end. @param now the number `codeVariance` of the result. */
export function changesOf({ codeVariance: before }: Begun, now: number | null): readonly string[] {
  if (now === null || before < leastVariance) return [];
  const share = now / before;
  if (share < collapsed)
    return [
      `The codes collapsed: their ${variance} fell to ${short(now)}, ${short(100 * share)}% of what it was after pretraining, so a low clustering loss says nothing of the clusters. Lower its weight, or the learning rates.`,
    ];
  if (share > exploded)
    return [
      `The codes exploded: their ${variance} rose to ${short(now)}, ${short(share)} times what it was after pretraining. Lower the learning rates.`,
    ];
  return [];
}

/** "2 of 10 clusters have no points: 3 and 7." */
function emptyClusters(sizes: Uint32Array): readonly string[] {
  const empty = Array.from(sizes, (size, c) => (size === 0 ? String(c + 1) : '')).filter(Boolean);
  if (empty.length === 0) return [];
  const told = empty.length > mostTold ? [...empty.slice(0, mostTold), `${empty.length - mostTold} more`] : empty;
  const list = told.length === 1 ? told[0] : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
  return [`${empty.length} of ${sizes.length} clusters ${empty.length === 1 ? 'has' : 'have'} no points: ${list}.`];
}
const mostTold = 12;
