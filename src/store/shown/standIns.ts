/**
 * What stands for places among codes in the input space. Most decoders draw them. A decoder that pretraining left behind draws codes as they
 * were, and there the points whose codes are nearest to the places stand in, unless it is asked what it draws.
 */
import { nearestRows } from '../../core/clustering/nearestRows';
import { rowsOf } from '../../core/algebra/rows';
import { applyScaling } from '../../core/algebra/scaling';
import { inSlices } from '../../core/work/inSlices';
import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';

export type DecodedBy = 'decoder' | 'pretrained decoder' | 'nearest point';
/** Which of the two is asked for, where there is a choice. */
export type StandInChoice = Exclude<DecodedBy, 'decoder'>;

/** What draws the prototypes of a deep epoch. */
export function decodedBy({ standIns }: Pick<Latent, 'standIns'>, asked: StandInChoice): DecodedBy {
  if (!standIns) return 'decoder';
  return asked === 'pretrained decoder' && standIns.drawn ? asked : 'nearest point';
}

/** The prototypes as they are drawn, k × d in the scaled input space. */
export const prototypesDrawn = ({ decoded, standIns }: Pick<Latent, 'decoded' | 'standIns'>, asked: StandInChoice): Float32Array =>
  (asked === 'pretrained decoder' && standIns?.drawn) || decoded;

/** The points that stand in for the prototypes, k; null where the decoder draws them. */
export const pointsDrawn = (latent: Pick<Latent, 'standIns'>, asked: StandInChoice): Uint32Array | null =>
  decodedBy(latent, asked) === 'nearest point' ? latent.standIns!.points : null;

/** Places among the codes as they are drawn. */
export interface DrawnPlaces {
  /** Rows × d in the scaled input space. */
  readonly values: Float32Array;
  /** The points that stand in for them; null where the decoder drew them. */
  readonly points: Uint32Array | null;
}

/** The points whose codes are nearest to places among them, rows × m. */
export async function nearestPoints(
  places: Float32Array,
  { codes, m }: Pick<Latent, 'codes' | 'm'>,
  { values, n, d }: Pick<Dataset, 'values' | 'n' | 'd'>,
  { scaling }: Pick<Space, 'scaling'>,
): Promise<DrawnPlaces> {
  const points = await inSlices(nearestRows(places, codes, n, m));
  return { values: applyScaling(scaling, rowsOf(values, d, points), points.length), points };
}
