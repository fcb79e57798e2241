import { inCatalogue } from '../../data/catalogue';
import type { Dataset } from '../../data/dataset';
import { fingerprintOf } from '../../data/fingerprint';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { act } from '../act';
import type { Moment } from './moment';

/** Data of people's own are in no link: a moment of them waits until they are opened, and is told from others by their fingerprint. */

/** Enough of a fingerprint to tell two sets apart; null where the browser makes none. */
export const printOf = (fingerprint: string): string | null => /^[0-9a-f]{16}/.exec(fingerprint)?.[0] ?? null;

/** True if the moment is of these numbers; where no fingerprint is known, of as many. */
export async function isOf({ data: { n, d, print } }: Pick<Moment, 'data'>, dataset: Dataset): Promise<boolean> {
  if (dataset.n !== n || dataset.d !== d) return false;
  const own = printOf(await fingerprintOf(dataset));
  return print === null || own === null || own === print;
}

let stop = () => {};

/**
 * The data that are opened from now on are looked at until one of them is the moment's: then `show` is called. Ends an earlier
 * waiting. @param alone whether the map is shown already.
 */
export function awaitData(moment: Moment, alone: boolean, show: () => Promise<void>): void {
  stop();
  const { name, n, d } = moment.data;
  const asked = `Drop “${name}” (${n} × ${d}) to see the points.`;
  const told = alone ? ' Its map is shown without them, and numbers are of what stands on it.' : '';
  session.say('info', `The link shows “${name}”, whose data no link holds.${told} ${asked}`, 'moment');
  const look = async (dataset: Dataset) => {
    if (await isOf(moment, dataset)) {
      stopWaiting();
      session.clear('moment');
      await show();
    } else if (!inCatalogue(dataset.id))
      session.say('warning', `“${dataset.name}” (${dataset.n} × ${dataset.d}) holds other numbers than the link shows. ${asked}`, 'moment');
  };
  const unsubscribe = currentRun.subscribe(
    (state) => state.dataset,
    (dataset) => dataset && act(() => look(dataset), 'moment'),
  );
  stop = unsubscribe;
}

/** Another moment is shown, or the one that waited. */
export function stopWaiting(): void {
  stop();
  stop = () => {};
}
