import { useEffect, useRef, useState, type ReactNode } from 'react';
import { needsNoTelling } from '../../store/silent';
import { useRun } from '../../store/runStore';
import { sentenceOf } from '../act';
import { Alert } from '../ui/Alert';
import { useImport } from './openFiles';
import '../styles/dialogs.css';

/** Work that a dialog does: whether some is under way, and what was wrong with the last. */
export interface Attempts {
  readonly busy: boolean;
  readonly failure: string | null;
  attempt(work: (signal: AbortSignal) => Promise<void>): void;
  /** Ends what is under way. */
  stop(): void;
}

export function useAttempts(): Attempts {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const controller = useRef(new AbortController());
  return {
    busy,
    failure,
    attempt(work) {
      setBusy(true);
      setFailure(null);
      controller.current = new AbortController();
      work(controller.current.signal)
        .catch((error: unknown) => setFailure(needsNoTelling(error) ? null : sentenceOf(error)))
        .finally(() => setBusy(false));
    },
    stop: () => controller.current.abort(),
  };
}

interface Props {
  title: string;
  attempts: Attempts;
  /** The part that will be used, in a few words. */
  outcome: string;
  /** The name of the button that takes the proposal. */
  action: string;
  onUse: (signal: AbortSignal) => Promise<unknown>;
  children: ReactNode;
}

/** The contents of a file, and the choice of the part to use. Enter takes the proposal; Cancel and Escape also end reading under way. */
export function ProposalDialog({ title, attempts, outcome, action, onUse, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (dialog.current?.open) return;
    dialog.current?.showModal();
    // Enter is enough to take the proposal.
    submit.current?.focus();
  }, []);
  // The dialog gives the focus back.
  const closed = () => {
    attempts.stop();
    useImport.setState({ pending: null });
  };
  return (
    <dialog ref={dialog} className="import" aria-labelledby="import-title" onClose={closed}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempts.attempt(async (signal) => {
            await onUse(signal);
            dialog.current?.close();
          });
        }}
      >
        <h2 id="import-title">{title}</h2>
        {children}
        {attempts.failure !== null && <Alert tone="error" sentence={attempts.failure} />}
        <div className="dialog-buttons">
          {attempts.busy ? <Working /> : <output className="note">{outcome}</output>}
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={attempts.busy} ref={submit}>
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** The page's own bar is behind the dialog. */
function Working() {
  const loading = useRun((state) => state.loading);
  return (
    <label className="note dialog-progress">
      {loading?.what ?? 'Preparing'} …{' '}
      <progress max={1} {...(loading?.fraction === null || loading?.fraction === undefined ? {} : { value: loading.fraction })} />
    </label>
  );
}
