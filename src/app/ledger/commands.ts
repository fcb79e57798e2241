import { whyNotComparable } from '../../store/compared/comparable';
import { keptData } from '../../store/runs/dataOf';
import { titleOf } from '../../store/runs/entries';
import type { RunRecord } from '../../store/runs/record';
import { session } from '../../store/session';
import { useStore } from '../../store/state';
import { act } from '../act';
import type { IconName } from '../ui/Icon';

/** What can be done with a run of the ledger. */

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  readonly icon: IconName;
  /** Why it cannot be done now, as a sentence; null where it can. */
  readonly not: string | null;
  readonly do: () => void;
}

/** That run is the current one again, with its film, on its own data. */
export const showRun = ({ id }: RunRecord): void => {
  if (useStore.getState().current !== id) act(() => session.show(id), 'ledger');
};

export const renameRun = ({ id }: RunRecord, name: string | null): void => session.renameRun(id, name);

export const pinRun = ({ id, pinned }: RunRecord): void => session.pinRun(id, !pinned);

/** The way back stands in a message until it is put away. */
export function deleteRun(record: RunRecord): void {
  if (record.training.state === 'training') {
    session.say('info', `${titleOf(record)} is in training: pause it before you delete it.`, 'ledger');
    return;
  }
  act(async () => {
    // Of the current run, as it would be left.
    const whole = useStore.getState().current === record.id ? (session.standing() ?? record) : record;
    session.clear('ledger');
    const data = keptData(record.data.fingerprint);
    await session.deleteRun(record.id);
    session.say(
      'info',
      `${titleOf(record)} was deleted.`,
      'deleted-run',
      data && { label: 'Bring it back', act: () => act(() => session.addRun(whole, data), 'ledger') },
    );
  }, 'ledger');
}

/** Begins to compare the current run with this one, or ends it. */
export const toggleCompare = ({ id }: RunRecord): void => {
  const { compared } = useStore.getState();
  session.compare(compared?.run === id ? null : id);
};

export function commandsFor(record: RunRecord, { current, rename }: { current: boolean; rename: () => void }): readonly Command[] {
  const { runs, current: own, compared } = useStore.getState();
  const against = compared?.run === record.id;
  return [
    {
      id: 'show',
      label: record.frames.length > 0 ? 'Show it, with its film' : 'Show it',
      key: 'Enter',
      icon: 'play',
      not: current ? 'It is shown.' : null,
      do: () => showRun(record),
    },
    {
      id: 'compare',
      label: against ? 'End comparing' : 'Compare with the shown run',
      key: 'C',
      icon: 'two',
      not: against ? null : whyNotComparable(runs.get(own)!, record),
      do: () => toggleCompare(record),
    },
    { id: 'rename', label: 'Rename', key: 'F2', icon: 'pen', not: null, do: rename },
    { id: 'pin', label: record.pinned ? 'Unpin' : 'Pin: keep its film', key: '', icon: 'pin', not: null, do: () => pinRun(record) },
    {
      id: 'delete',
      label: 'Delete',
      key: 'Del',
      icon: 'bin',
      not: record.training.state === 'training' ? 'It is in training: pause first.' : null,
      do: () => deleteRun(record),
    },
  ];
}
