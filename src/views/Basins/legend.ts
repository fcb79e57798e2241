import type { MapPicture } from '../../engine/client';
import type { RunState } from '../../store/state';
import { formatCount, formatShare } from '../format';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { wordsOf } from '../words';
import { dropsFall } from './dropsFall';

/** The sentences under the map. */

export function differenceSentence({ shown }: RunState, picture: MapPicture | null): string {
  // Where clusters are the cells of the nearest prototypes, there are no two to differ.
  if (!shown || !picture || !partitionerOf(shown.model).nearest) return '';
  // The share of the map is another in every window; that of the points is not.
  const map = `${formatShare(picture.disagreement)} of the map that is in view`;
  const { labels, voronoiLabels } = shown;
  if (!labels || !voronoiLabels || labels.length === 0) return `The two differ on ${map}.`;
  let differ = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] !== voronoiLabels[i]) differ++;
  return `The two differ for ${formatShare(differ / labels.length)} of the points, and on ${map}.`;
}

/** Of methods that know more of a point than its place. */
export function elsewhereSentence({ shown }: Pick<RunState, 'shown'>): string {
  if (!shown?.labels || !shown.elsewhere) return '';
  const { elsewhere, labels, model } = shown;
  const [belong, they] = elsewhere === 1 ? ['belongs', 'it lies'] : ['belong', 'they lie'];
  return `${formatCount(elsewhere)} of ${formatCount(labels.length)} points ${belong} to another ${wordsOf(model).cluster} than the place ${they} at, for the method knows more of a point than its place.`;
}

export function pointsSentence(drawn: number, n: number): string {
  return drawn < n ? `Showing ${formatCount(drawn)} of ${formatCount(n)} points.` : '';
}

/** Of codes whose rows are no pictures. */
export const tableSentence = ({ dataset, shown, layers }: RunState) =>
  shown?.latent && !dataset?.image && dropsFall({ layers, shown })
    ? 'The rows are no pictures, so the steps of a drop are not decoded here.'
    : '';

/** @param deep the prototypes live among codes. */
export function sliceSentence(model: PartitionModel, deep: boolean): string {
  const { d } = model;
  const { prototypes, isIn, cluster } = wordsOf(model);
  const [has, what] = deep ? [`A code has m = ${formatCount(d)} numbers`, 'codes'] : [`The data have ${formatCount(d)} features`, 'points'];
  const fill = partitionerOf(model).move
    ? `where ${what} of the plane itself end, moving in all ${formatCount(d)}`
    : `the ${cluster} that each of the ${what} of the plane itself ${isIn}, by all ${formatCount(d)} of their numbers`;
  return d > 2
    ? `${has}. Points and ${prototypes} are dropped straight onto this plane; the fill shows ${fill}. So a dot may differ in colour from the ground beneath it.`
    : '';
}
