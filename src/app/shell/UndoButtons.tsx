import { noData } from '../../store/runs/record';
import { useRun } from '../../store/runStore';
import type { Action } from '../../store/state';
import { act } from '../act';
import { changeText, differences } from '../ledger/difference';
import { Icon } from '../ui/Icon';
import { doAgain, takeBack } from './takeBack';

/** What was done is taken back, and done again; the tooltips say what. */
export function UndoButtons() {
  const undoable = useRun((state) => state.undoable);
  const redoable = useRun((state) => state.redoable);
  return (
    <div className="undo-buttons">
      <ActionButton name="Undo" icon="undo" action={undoable} keys="Ctrl Z" work={takeBack} />
      <ActionButton name="Redo" icon="redo" action={redoable} keys="Ctrl Shift Z" work={doAgain} />
    </div>
  );
}

interface ActionButtonProps {
  readonly name: string;
  readonly icon: 'undo' | 'redo';
  readonly action: Action | null;
  readonly keys: string;
  readonly work: () => Promise<void>;
}

/** It stays in the order of the keyboard, so that the focus is not lost at the last step. */
function ActionButton({ name, icon, action, keys, work }: ActionButtonProps) {
  const title = action ? `${name}: ${toldOf(action)} (${keys})` : `${name}: nothing yet`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      title={title}
      aria-disabled={action === null}
      onClick={() => action && act(work)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** "k 5 → 7" of settings, and of others what was done. */
function toldOf(action: Action): string {
  if ('what' in action) return action.what;
  const told = differences({ config: action.from, data: noData }, { config: action.to, data: noData }).map(changeText);
  return told.length === 0 ? 'settings' : told.length <= 3 ? told.join(', ') : `${told.slice(0, 2).join(', ')} and ${told.length - 2} more`;
}
