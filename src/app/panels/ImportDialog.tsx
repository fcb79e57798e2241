import { useState } from 'react';
import { defaultChoice } from '../../data/table/choice';
import type { HeaderChoice } from '../../data/formats/bytes';
import { possiblePicture } from '../../data/table/pixels';
import { inspectFile } from '../../store/files/reading';
import { session } from '../../store/session';
import { formatCount } from '../../views/format';
import { Alert } from '../ui/Alert';
import { ColumnSelect } from './ColumnSelect';
import { ColumnTable } from './ColumnTable';
import { ProposalDialog, useAttempts } from './ProposalDialog';
import type { ColumnSummary, TableSummary } from '../../data/table/types';
import type { TableChoice } from '../../data/table/types';

const delimiters: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'spaces', '|': 'bars' };

/** The contents of a table, and the choice of the part to use. */
export function ImportDialog({ file, first }: { file: File; first: TableSummary }) {
  const [summary, setSummary] = useState(first);
  const [choice, setChoice] = useState<TableChoice>(() => defaultChoice(first));
  // Asked for apart from the columns: turning one off and on again does not forget it.
  const [pictures, setPictures] = useState(choice.image !== undefined);
  const attempts = useAttempts();
  const { busy } = attempts;
  const image = choice.oneHot.length === 0 ? possiblePicture(summary, choice.use) : null;
  const readAgain = (header: HeaderChoice) =>
    attempts.attempt(async (signal) => {
      const again = await inspectFile(file, () => {}, { header, signal });
      const proposal = defaultChoice(again);
      setSummary(again);
      setChoice({ ...proposal, header });
      setPictures(proposal.image !== undefined);
    });
  const missing = summary.columns.some((column) => column.missing > 0);

  return (
    <ProposalDialog
      title={summary.name}
      attempts={attempts}
      outcome={`${formatCount(choice.use.length + choice.oneHot.length)} of ${formatCount(summary.columns.length)} columns are used${choice.label === null ? ', without labels' : ''}.`}
      action="Use this data"
      onUse={(signal) => session.load({ file, choice: { ...choice, image: (pictures && image) || undefined } }, { signal })}
    >
      <p className="note">
        {formatCount(summary.rows)} rows and{' '}
        {summary.columns.length === 1
          ? '1 column'
          : `${formatCount(summary.columns.length)} columns, separated by ${delimiters[summary.delimiter] ?? `“${summary.delimiter}”`}`}
        .
      </p>
      <div className="import-options">
        <ColumnSelect
          label="Labels"
          columns={summary.columns}
          value={choice.label}
          onChange={(name) => setChoice(relabel(choice, name, summary))}
        />
        <ColumnSelect
          label="Names of the rows"
          columns={summary.columns.filter(canName)}
          value={choice.names ?? null}
          onChange={(names) => setChoice({ ...choice, names })}
        />
        <label>
          <span>Missing values</span>
          <select
            value={choice.missing}
            disabled={!missing}
            onChange={(event) => setChoice({ ...choice, missing: event.target.value === 'drop' ? 'drop' : 'mean' })}
          >
            <option value="mean">{missing ? 'Use the column’s mean' : 'There are none'}</option>
            <option value="drop">Leave out the row</option>
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={summary.hasHeader} disabled={busy} onChange={(event) => readAgain(event.target.checked)} />
          <span>The first row holds names</span>
        </label>
        {(summary.underHeader > 0 || choice.header === 'alone') && (
          <label className="check">
            <input
              type="checkbox"
              checked={summary.underHeader > 0}
              disabled={busy}
              onChange={(event) => readAgain(event.target.checked || 'alone')}
            />
            <span>Units or types stand below it, not data</span>
          </label>
        )}
        {image && (
          <label className="check">
            <input type="checkbox" checked={pictures} onChange={(event) => setPictures(event.target.checked)} />
            <span>
              Rows are pictures of {image.width} × {image.height} pixels{image.channels === 3 && ' in colour'}
            </span>
          </label>
        )}
      </div>
      <ColumnTable summary={summary} choice={choice} onChoice={setChoice} />
      <Notices problems={summary.problems} />
      {choice.use.length + choice.oneHot.length === 0 && (
        <Alert
          tone="error"
          sentence={`${summary.columns.some(({ usable, kind }) => usable && kind === 'numeric') ? 'No column is used' : 'There is no numeric column'}: tick a column to use it (words as 0/1), or choose another file.`}
        />
      )}
    </ProposalDialog>
  );
}

/** Problems that the table shows as well. */
const shownInTable = new Set(['row-names', 'index-column', 'id-column', 'constant-column', 'empty-column']);
/** More notices than these would leave the table no room; as many again come at each press. */
const noticesAtFirst = 6;
const noticesMore = 60;

/** Problems found while reading; those that the table does not show come first. */
function Notices({ problems }: { problems: TableSummary['problems'] }) {
  const [most, setMost] = useState(noticesAtFirst);
  if (problems.length === 0) return null;
  const ordered = [...problems.filter(({ code }) => !shownInTable.has(code)), ...problems.filter(({ code }) => shownInTable.has(code))];
  return (
    <div className="import-notices">
      <ul className="notes">
        {ordered.slice(0, most).map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {ordered.length > most && (
        <button type="button" className="quiet" onClick={() => setMost(most + noticesMore)}>
          … and {ordered.length - most === 1 ? '1 notice' : `${formatCount(ordered.length - most)} notices`} more
        </button>
      )}
    </div>
  );
}

/** Whole numbers and words can name rows; measurements hardly. */
const canName = ({ usable, integers, distinct, kind }: ColumnSummary): boolean =>
  usable ? integers && (distinct === null || kind === 'id' || kind === 'index' || distinct > 20) : kind !== 'constant';

/** Labels are not features: the new label column is no longer used, and the old one is used again where it can be. */
function relabel(choice: TableChoice, label: string | null, { columns }: TableSummary): TableChoice {
  const back = columns.filter(({ name, kind }) => name === choice.label && kind === 'numeric').map(({ name }) => name);
  const without = (names: readonly string[]) => names.filter((name) => name !== label);
  return {
    ...choice,
    label,
    names: choice.names === label ? null : choice.names,
    use: without([...choice.use, ...back]),
    oneHot: without(choice.oneHot),
  };
}
