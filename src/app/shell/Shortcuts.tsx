import { useEffect, useRef, useState } from 'react';
import { session } from '../../store/session';
import { partitionerOf } from '../../core/partition/kinds';
import { useRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { wordsOf } from '../../views/words';
import { act } from '../act';
import { storage } from '../storage';
import { Icon } from '../ui/Icon';
import '../styles/dialogs.css';
import { enter, usePresenting } from '../present/usePresenting';
import { isShortcutPlace, mapKeys, shortcuts, takesBack } from './shortcutKeys';
import { trainOrPause } from './RunControls';
import { toggleCompareLast } from './toggleCompare';
import { doAgain, takeBack } from './takeBack';

const memoryKey = 'basins.shortcuts';

/** Listens for the single keys, and lists them on request. They can be turned off: dictation software types letters. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [enabled, setEnabled] = useState(() => storage()?.getItem(memoryKey) !== 'off');
  useEffect(() => {
    const commands: Record<string, () => void> = {
      ' ': trainOrPause,
      s: () => act(() => session.step()),
      r: () => act(() => session.reset()),
      n: () => act(() => session.newSeed()),
      c: toggleCompareLast,
      p: enter,
      '?': () => dialog.current?.showModal(),
    };
    const onKey = (event: KeyboardEvent) => {
      if (takesBack(event)) {
        event.preventDefault();
        act(event.shiftKey ? doAgain : takeBack);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      // Nothing of the user's work changes while it is shown to a room.
      if (usePresenting.getState().on) return;
      if (!command || (!enabled && event.key !== '?') || !isShortcutPlace(event.target, event.key)) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);

  const enable = (on: boolean) => {
    setEnabled(on);
    storage()?.setItem(memoryKey, on ? 'on' : 'off');
  };
  return (
    <>
      <button
        type="button"
        className="icon-button roomy"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="keys" />
      </button>
      <dialog ref={dialog} className="shortcuts" aria-labelledby="shortcuts-title">
        <h2 id="shortcuts-title">Keyboard shortcuts</h2>
        <Keys of={shortcuts} />
        <label className="check">
          <input type="checkbox" checked={enabled} onChange={(event) => enable(event.target.checked)} />
          <span>Single-key shortcuts are on</span>
        </label>
        <h3>On the map</h3>
        <MapKeys />
        <div className="dialog-buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </dialog>
    </>
  );
}

const selectModel = ({ shown }: RunState) => shown?.model ?? null;

function MapKeys() {
  const model = useRun(selectModel);
  return <Keys of={mapKeys(wordsOf(model).prototype, !model || partitionerOf(model).move !== null)} />;
}

function Keys({ of }: { of: readonly { keys: string; does: string }[] }) {
  return (
    <dl>
      {of.map(({ keys, does }) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
