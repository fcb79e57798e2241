import { useEffect, useRef } from 'react';
import { useRun } from '../../store/runStore';
import { act } from '../act';
import type { Change, Costly } from '../costChoices';
import { trainWith, useCostly } from '../costly';
import { formatSeconds } from '../../views/format';
import '../styles/dialogs.css';

/** Before a training that is likely to take minutes: what would take less. Escape leaves everything as it is. */
export function CostDialog() {
  const asked = useCostly((state) => state.asked);
  return asked && <Asking costly={asked} />;
}

function Asking({ costly: { sentence, choices } }: { costly: Costly }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pictures = useRun((state) => state.dataset?.name ?? '');
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const choose = (change: Change) => {
    dialog.current?.close();
    act(() => trainWith(change));
  };
  return (
    <dialog ref={dialog} className="import" aria-labelledby="cost-title" onClose={() => useCostly.setState({ asked: null })}>
      <h2 id="cost-title">{pictures}: a long training</h2>
      <p>{sentence} What would you like?</p>
      <ul className="cost-choices">
        {choices.map((choice) => (
          <li key={choice.label}>
            <button type="button" onClick={() => choose(choice.change)}>
              <strong>{choice.label}</strong>, about {formatSeconds(choice.seconds)}
              <span className="note">{choice.note}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="dialog-buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}
