/** The numbers of the path of RL against 1 − SC. Lower is better on both axes (DCLAM fig. 2). */
import type { RunState } from '../../store/state';
import { baselineName, baselineOf, isUnpretrained } from '../baseline';
import { mostRrl, numberOf, type NumberOf, type SilhouetteId } from '../../core/metrics/numbers';
import { methodOf } from '../../methods/config';
import { textOf } from '../numbers';
import { wordsOf } from '../words';
import { hasPath } from './hasPath';
import type { CurvePoint } from '../../store/runs/curvePoint';

/** One epoch of the run: x = RL, y = 1 − the silhouette of the method. */
export interface Place {
  readonly epoch: number;
  readonly x: number;
  readonly y: number;
}

/** References of the path: at RL_p, since nothing is attracted there, and so with 1 − SC on e(x). */
export interface Mark {
  readonly key: 'kmeans' | 'pretrained';
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface Journey {
  readonly silhouette: NumberOf;
  readonly places: readonly Place[];
  readonly marks: readonly Mark[];
  /** RL_p · 1.1, where RRL is 10%; null before RL_p is known. */
  readonly limit: number | null;
  /** The epoch that the result is, of the restart that is shown; null before there is a result. */
  readonly chosen: Place | null;
}

/** RL_p times this is the most that DCLAM's tables allow a result. */
const limitFactor = 1 + mostRrl / 100;
export const rlKind = numberOf('rl');
export const rrlKind = numberOf('rrl');
/** The silhouette of the marks is taken on e(x), since nothing is attracted there. */
export const codesKind = numberOf('scEncoded');

/** The epochs that have both numbers: one cluster has no silhouette. */
export function pathPlaces(curves: readonly CurvePoint[], silhouette: SilhouetteId): Place[] {
  const places: Place[] = [];
  for (const { epoch, rl = null, [silhouette]: score = null } of curves)
    if (rl !== null && score !== null && Number.isFinite(rl)) places.push({ epoch, x: rl, y: 1 - score });
  return places;
}

/** Null where there is no path: other methods, and networks that are not pretrained yet. */
export function journeyOf(
  state: Pick<RunState, 'shown' | 'config' | 'curves' | 'kmeans' | 'pretraining' | 'result' | 'restart'>,
): Journey | null {
  const { shown, curves, result, restart, pretraining } = state;
  if (!shown || !hasPath(state) || isUnpretrained(state)) return null;
  const method = methodOf(shown);
  const rlPretrained = pretraining?.rlPretrained ?? null;
  const marks: Mark[] = [];
  const kmeans = baselineOf(state)?.metrics.scEncoded ?? null;
  const first = curves[0]?.epoch === 0 ? (curves[0].scEncoded ?? null) : null;
  if (rlPretrained !== null && kmeans !== null) marks.push({ key: 'kmeans', name: baselineName(method), x: rlPretrained, y: 1 - kmeans });
  if (rlPretrained !== null && first !== null)
    marks.push({ key: 'pretrained', name: `pretrained, first ${wordsOf(shown.model).prototypes}`, x: rlPretrained, y: 1 - first });
  const { silhouette } = method.numbers;
  const places = pathPlaces(curves, silhouette.id);
  const chosenEpoch = result?.restarts.find((one) => one.restart === restart)?.chosenEpoch;
  return {
    silhouette,
    places,
    marks,
    limit: rlPretrained === null ? null : limitFactor * rlPretrained,
    chosen: places.find(({ epoch }) => epoch === chosenEpoch) ?? null,
  };
}

/** At most `most` places, evenly, the first and the last among them. */
export function thinned(places: readonly Place[], most: number): readonly Place[] {
  if (places.length <= most) return places;
  return Array.from({ length: most }, (_, i) => places[Math.round((i * (places.length - 1)) / (most - 1))]!);
}

/** Index of the place nearest to a pixel; −1 where there is none. */
export function nearestPlace(
  places: readonly Place[],
  x: (rl: number) => number,
  y: (value: number) => number,
  px: number,
  py: number,
): number {
  let nearest = -1;
  let least = Infinity;
  places.forEach((place, i) => {
    const distance = (x(place.x) - px) ** 2 + (y(place.y) - py) ** 2;
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  });
  return nearest;
}

/** "Epoch 12: RL 0.0123 (RRL −2.1%), SC on A(e(x)) 0.620". */
export function placeSentence({ epoch, x, y }: Place, { limit, silhouette }: Pick<Journey, 'limit' | 'silhouette'>): string {
  const rrl = limit === null ? '' : ` (${rrlKind.name} ${textOf(rrlKind, 100 * ((limitFactor * x) / limit - 1))})`;
  return `Epoch ${epoch}: ${rlKind.name} ${textOf(rlKind, x)}${rrl}, ${silhouette.name} ${textOf(silhouette, 1 - y)}`;
}

/** The whole path, for those who do not see it. */
export function journeySentence(journey: Journey): string {
  const { places, marks, chosen } = journey;
  const first = places[0];
  const last = places.at(-1);
  if (!first || !last) return '';
  const parts = [`From ${placeSentence(first, journey).replace('Epoch', 'epoch')}`];
  if (last !== first) parts.push(`to ${placeSentence(last, journey).replace('Epoch', 'epoch')}`);
  for (const { name, x, y } of marks)
    parts.push(`${name}: ${rlKind.name} ${textOf(rlKind, x)}, ${codesKind.name} ${textOf(codesKind, 1 - y)}`);
  if (chosen) parts.push(`chosen: epoch ${chosen.epoch}`);
  return `${parts.join('; ')}.`;
}
