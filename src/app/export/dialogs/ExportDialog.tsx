import { useEffect, useId, useRef, type ReactNode } from 'react';
import type { Attempts } from '../../panels/ProposalDialog';
import { Alert } from '../../ui/Alert';
import { useAsked } from '../asked';
import '../../styles/dialogs.css';
import './export.css';

interface Props {
  title: string;
  attempts: Attempts;
  /** The name of the button that makes the file, and what it does; it closes the dialog when it is done. */
  action: string;
  onAction: (signal: AbortSignal) => Promise<void>;
  /** Why it cannot be made now. */
  refused?: string | null;
  /** Absent: all is chosen that must be. */
  ready?: boolean;
  /** Stands left of the buttons: what comes of it, or how far it is. */
  told: ReactNode;
  /** Other buttons. */
  more?: ReactNode;
  children: ReactNode;
}

/** The choices of an export. Cancel and Escape also end one that is under way. */
export function ExportDialog({ title, attempts, action, onAction, refused = null, ready = true, told, more, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const closed = () => {
    attempts.stop();
    useAsked.setState({ asked: null });
  };
  return (
    <dialog ref={dialog} className="export" aria-labelledby={name} onClose={closed}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempts.attempt(async (signal) => {
            await onAction(signal);
            dialog.current?.close();
          });
        }}
      >
        <h2 id={name}>{title}</h2>
        {children}
        {refused !== null && <Alert tone="info" sentence={refused} />}
        {attempts.failure !== null && <Alert tone="error" sentence={attempts.failure} />}
        <div className="dialog-buttons">
          <div className="note export-told">{told}</div>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          {more}
          <button type="submit" className="primary" disabled={attempts.busy || refused !== null || !ready}>
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface ChoiceProps<T extends string | number> {
  legend: string;
  options: readonly { readonly value: T; readonly label: string }[];
  value: T;
  disabled?: boolean;
  onChoose: (value: T) => void;
}

/** A few choices in a row. */
export function Choice<T extends string | number>({ legend, options, value, disabled = false, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="export-choice" disabled={disabled}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
