import { useEffect, useRef, useState } from 'react';
import { defaultChoice, type Choice } from '../../data/table/choice';
import type { TableSummary } from '../../data/table/summary';
import { session } from '../../store/session';
import { inspectFile } from '../../store/source';
import { formatCount } from '../../views/format';
import { needsNoTelling, sentenceOf } from '../act';
import { Alert } from '../ui/Alert';
import { ColumnTable } from './ColumnTable';
import { useImport } from './openFiles';
import '../styles/dialogs.css';

const delimiters: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'spaces', '|': 'bars' };

/** What was read of a file, and which part of it to use. Enter takes the proposal. */
export function ImportDialog() {
  const pending = useImport((state) => state.pending);
  return pending && <Proposal key={pending.file.name + pending.file.lastModified} file={pending.file} first={pending.summary} />;
}

function Proposal({ file, first }: { file: File; first: TableSummary }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const [summary, setSummary] = useState(first);
  const [choice, setChoice] = useState<Choice>(() => defaultChoice(first));
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => {
    if (dialog.current?.open) return;
    dialog.current?.showModal();
    // Enter is enough to take the proposal.
    submit.current?.focus();
  }, []);

  const attempt = (work: (signal: AbortSignal) => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    stop.current = new AbortController();
    work(stop.current.signal)
      .catch((error: unknown) => setFailure(needsNoTelling(error) ? null : sentenceOf(error)))
      .finally(() => setBusy(false));
  };
  const use = () =>
    attempt(async (signal) => {
      await session.load({ file, choice }, { signal });
      dialog.current?.close();
    });
  const readAgain = (header: boolean) =>
    attempt(async (signal) => {
      const again = await inspectFile(file, () => {}, { header, signal });
      setSummary(again);
      setChoice({ ...defaultChoice(again), header });
    });
  // Cancel and Escape also end what is under way; the dialog gives the focus back.
  const closed = () => {
    stop.current.abort();
    useImport.setState({ pending: null });
  };
  const missing = summary.columns.some((column) => column.missing > 0);

  return (
    <dialog ref={dialog} className="import" aria-labelledby="import-title" onClose={closed}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <h2 id="import-title">{summary.name}</h2>
        <p className="note">
          {formatCount(summary.rows)} rows and {formatCount(summary.columns.length)} columns, separated by {delimiters[summary.delimiter] ?? `“${summary.delimiter}”`}.
        </p>
        <div className="import-options">
          <label>
            <span>Labels</span>
            <select value={choice.label ?? ''} onChange={(event) => setChoice(relabel(choice, event.target.value || null, summary))}>
              <option value="">None</option>
              {summary.columns.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>Missing values</span>
            <select value={choice.missing} disabled={!missing} onChange={(event) => setChoice({ ...choice, missing: event.target.value === 'drop' ? 'drop' : 'mean' })}>
              <option value="mean">{missing ? 'Use the column’s mean' : 'There are none'}</option>
              <option value="drop">Leave out the row</option>
            </select>
          </label>
          <label className="check">
            <input type="checkbox" checked={summary.hasHeader} disabled={busy} onChange={(event) => readAgain(event.target.checked)} />
            <span>The first row holds names</span>
          </label>
        </div>
        <ColumnTable summary={summary} choice={choice} onChoice={setChoice} />
        {summary.problems.length > 0 && (
          <ul className="notes">
            {summary.problems.slice(0, 12).map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {summary.problems.length > 12 && <li>… and {formatCount(summary.problems.length - 12)} notices more.</li>}
          </ul>
        )}
        {choice.use.length + choice.oneHot.length === 0 && (
          <Alert tone="error" sentence={`${summary.columns.some(({ usable }) => usable) ? 'No column is used' : 'There is no numeric column'}: tick a column to use it (words as 0/1), or choose another file.`} />
        )}
        {failure !== null && <Alert tone="error" sentence={failure} />}
        <div className="dialog-buttons">
          <output className="note">
            {formatCount(choice.use.length + choice.oneHot.length)} of {formatCount(summary.columns.length)} columns are used{choice.label === null ? ', without labels' : ''}.
          </output>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={busy} ref={submit}>
            Use this data
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Labels are not features: the new label column is no longer used, and the old one is used again where it can be. */
function relabel(choice: Choice, label: string | null, { columns }: TableSummary): Choice {
  const back = columns.filter(({ name, kind }) => name === choice.label && kind === 'numeric').map(({ name }) => name);
  const without = (names: readonly string[]) => names.filter((name) => name !== label);
  return { ...choice, label, use: without([...choice.use, ...back]), oneHot: without(choice.oneHot) };
}
