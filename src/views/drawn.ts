/** What is said beside drawings of prototypes among codes whose decoder was left behind. */
import type { DecodedBy } from '../store/shown/standIns';
import { lacksCodes } from '../store/shown/lacksCodes';
import type { RunState, Shown } from '../store/state';
import { decodedBy } from '../store/shown/standIns';
import { formatCount } from './format';

/** Of one drawing; empty where the decoder of its epoch made it. @param point that stands in for it, where it is known. */
export function drawnMark(by: DecodedBy, point: number | null = null): string {
  if (by === 'nearest point') return point === null ? 'nearest point' : `nearest point: ${formatCount(point + 1)}`;
  return by === 'pretrained decoder' ? 'decoded by pretraining’s decoder' : '';
}

/** What draws the prototypes that are shown; null where they live among the points. */
export const shownDecodedBy = ({ shown, drawnBy }: Pick<RunState, 'shown' | 'drawnBy'>): DecodedBy | null =>
  shown?.latent ? decodedBy(shown.latent, drawnBy) : null;

/** True where there is a choice of what draws them. */
export const mayChooseDrawing = ({ shown }: Pick<RunState, 'shown'>): boolean => shown?.latent?.standIns?.drawn != null;

/** Why they are drawn so: a sentence, empty where the decoder of their epoch draws them. @param places what they are, as in "a centre". */
export function drawnSentence(by: DecodedBy | null, choice: boolean, places: string): string {
  if (by === 'nearest point')
    return `${choice ? 'The decoder is as pretraining left it, and the codes have moved on without it. ' : ''}Instead of ${places} the nearest point is shown: the one whose code is nearest to it.`;
  if (by === 'pretrained decoder')
    return `Decoded by pretraining’s decoder, which draws codes as they were then: since they moved on without it, it draws ${places} wrong.`;
  return '';
}

/** Said in place of pictures of an epoch whose networks are not there. @param rest what follows from it, where they are not kept any more. */
export const lackingSentence = ({ epoch, latent }: Pick<Shown, 'epoch' | 'latent'>, rest: string): string =>
  latent?.withoutNetworks ? withoutNetworks : `The decoder of epoch ${formatCount(epoch)} is not kept${rest}`;

const withoutNetworks = 'Pictures need the networks, which a link does not hold: train, or open the file.';

/** True of an epoch out of a link that has not even its codes: nothing of its points can be drawn. */
export const shownLacksCodes = ({ shown }: Pick<RunState, 'shown'>): boolean => shown?.latent != null && lacksCodes(shown.latent);

/** Said beside all that an epoch out of a link draws; empty for others. */
export const linkSentence = ({ shown }: Pick<RunState, 'shown'>): string => {
  if (!shown?.latent?.withoutNetworks) return '';
  return lacksCodes(shown.latent) ? withoutNetworks : `${withoutNetworks} The nearest points stand in for them.`;
};

/** "nearest point: 124", in a list: the point that stands in for a prototype where it was not moved by hand. */
export function standInLines({ shown }: Pick<RunState, 'shown'>, index: number): string[] {
  const points = shown?.altered ? undefined : shown?.latent?.standIns?.points;
  return points && index < points.length ? [drawnMark('nearest point', points[index])] : [];
}
