import { useState } from 'react';
import { currentRun, useRun } from '../../../store/runStore';
import { useStore, type RunState } from '../../../store/state';
import { agreementTable } from '../../../views/Agreement/table';
import { useAgreement } from '../../../views/Agreement/useAgreement';
import { usePrintedBeside } from '../../../views/Metrics/printed/Papers';
import { numbersTable } from '../../../views/Metrics/table';
import { rememberExport } from '../../leaving';
import { useAttempts } from '../../panels/ProposalDialog';
import { download, fileStem } from '../download';
import { tableFormats, type TableFormat } from '../tableText';
import { Choice, ExportDialog } from './ExportDialog';

let last: TableFormat = 'csv';

type Which = 'metrics' | 'agreement';
const whiches: readonly { readonly value: Which; readonly label: string }[] = [
  { value: 'metrics', label: 'Metrics' },
  { value: 'agreement', label: 'Agreement' },
];

const formats = (Object.keys(tableFormats) as TableFormat[]).map((value) => ({ value, label: tableFormats[value].name }));

const notes: Record<TableFormat, string> = {
  csv: 'Numbers in full, for programs and spreadsheets',
  markdown: 'Numbers as they are shown',
  latex: 'Numbers as they are shown, with the rules of booktabs',
};

const selectState = (state: RunState) => state;

/** The table "Metrics" as text, or that of how far partitions agree, where there are several. */
export function TableDialog() {
  const [format, setFormat] = useState(last);
  const [copied, setCopied] = useState<string | null>(null);
  const attempts = useAttempts();
  const [wanted, setWanted] = useState<Which>('metrics');
  const { partitions, matrix } = useAgreement();
  const several = partitions.length > 1;
  const which = several ? wanted : 'metrics';
  const numbers = numbersTable(useRun(selectState), useStore(), usePrintedBeside());
  const table = which === 'metrics' ? numbers : matrix && agreementTable(partitions, matrix);
  const { ending, type, write } = tableFormats[format];
  const text = table ? write(table) : '';
  const choose = (value: TableFormat) => {
    last = value;
    setFormat(value);
  };
  const save = () => {
    const { dataset, result } = currentRun.getState();
    download(`${fileStem(dataset?.name ?? '', which)}.${ending}`, new Blob([text], { type: `${type};charset=utf-8` }));
    rememberExport(result);
    return Promise.resolve();
  };
  const copy = () =>
    attempts.attempt(async () => {
      if (!navigator.clipboard) throw new Error('This browser lets no page copy. Mark the text and copy it by hand.');
      await navigator.clipboard.writeText(text);
      setCopied(text);
    });
  return (
    <ExportDialog
      title="Table of numbers"
      attempts={attempts}
      action="Save"
      onAction={save}
      refused={table ? null : 'The numbers are still being computed.'}
      told={<output>{copied === text ? 'Copied.' : notes[format]}</output>}
      more={
        <button type="button" disabled={!table} onClick={copy}>
          Copy
        </button>
      }
    >
      {several && <Choice legend="Table" options={whiches} value={which} onChoose={setWanted} />}
      <Choice legend="Format" options={formats} value={format} onChoose={choose} />
      {table && (
        // The keyboard scrolls it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="export-text" tabIndex={0} aria-label="Text of the table">
          {text}
        </pre>
      )}
    </ExportDialog>
  );
}
