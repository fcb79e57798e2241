import { useEffect, useMemo, useState } from 'react';
import type { PaperSet, Printed } from '../../../data/papers';
import { useIsCurrent, useRun } from '../../../store/runStore';
import type { RunState } from '../../../store/state';
import { formatCount } from '../../format';
import { Popover } from '../../Popover';
import { reportFailure } from '../../report';
import { grouped, printedColumn, printedNotes, printedProtocols, printedTable, recognitionSentence, setWords } from './columns';
import { chooseColumns, printedBeside, recognisePrinted, takeFor, usePrinted, type PrintedBeside } from './state';

const selectDataset = ({ dataset }: RunState) => dataset;
/** The settings of the epoch that is shown, or of the next one. */
const selectConfig = ({ shown, config }: RunState) => shown?.config ?? config;

/** More of them are told on request. */
const mostNotes = 2;
/** Above so many printed columns the table is scrolled sideways in the right column of the page. */
const fewColumns = 3;

/** The papers' columns beside the current run; null where the data are no known set. */
export function usePrintedBeside(): PrintedBeside | null {
  const isCurrent = useIsCurrent();
  const dataset = useRun(selectDataset);
  const config = useRun(selectConfig);
  const state = usePrinted();
  useEffect(() => {
    if (dataset)
      recognisePrinted(dataset).catch((error: unknown) => reportFailure('The papers’ numbers could not be loaded', error, 'metrics'));
  }, [dataset]);
  return useMemo(() => (isCurrent ? printedBeside(state, dataset, config) : null), [isCurrent, state, dataset, config]);
}

/** A choice of the papers' columns. */
export function PapersChoice({ beside }: { beside: PrintedBeside }) {
  return (
    <Popover label="Papers as columns" button="Papers as columns" className="quiet" width={320}>
      <Choices beside={beside} />
    </Popover>
  );
}

function Choices({ beside: { set, all, chosen } }: { beside: PrintedBeside }) {
  const keys = chosen.map(({ key }) => key);
  const tables = [...grouped(all, (column) => printedTable(column, set))];
  const choose = (columns: readonly Printed[], on: boolean) => {
    const others = keys.filter((key) => !columns.some((column) => column.key === key));
    chooseColumns(set, on ? [...others, ...columns.map(({ key }) => key)] : others);
  };
  return (
    <div className="printed-choices">
      {tables.map(([title, columns]) => (
        <TableChoice
          key={title}
          title={title}
          set={set}
          columns={columns}
          chosen={columns.filter(({ key }) => keys.includes(key))}
          alone={tables.length === 1}
          choose={choose}
        />
      ))}
      {chosen.length > fewColumns && (
        <p className="metrics-notes printed-tile">Metrics as a tile of the stage has room for more columns.</p>
      )}
    </div>
  );
}

interface TableChoiceProps {
  title: string;
  /** The one whose columns these stand beside. */
  set: PaperSet;
  columns: readonly Printed[];
  chosen: readonly Printed[];
  /** There is no other table. */
  alone: boolean;
  choose: (columns: readonly Printed[], on: boolean) => void;
}

/** The columns of one table, open at first where one of them is chosen. */
function TableChoice({ title, set, columns, chosen, alone, choose }: TableChoiceProps) {
  const [open, setOpen] = useState(alone || chosen.length > 0);
  const every = chosen.length === columns.length;
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {title.split(': ', 1)}{' '}
        <small>{[...title.split(': ').slice(1), `${formatCount(chosen.length)} of ${formatCount(columns.length)}`].join(': ')}</small>
      </summary>
      <ul className="metrics-choices" aria-label={title}>
        {columns.map((column) => (
          <li key={column.key}>
            <label className="check">
              <input
                type="checkbox"
                checked={chosen.includes(column)}
                onChange={({ currentTarget }) => choose([column], currentTarget.checked)}
              />
              <span>{printedColumn(column, set).name}</span>
            </label>
          </li>
        ))}
      </ul>
      {columns.length > 1 && (
        <button
          type="button"
          className="quiet"
          aria-label={`${every ? 'None' : 'All'} of them: ${title}`}
          onClick={() => choose(columns, !every)}
        >
          {every ? 'None of them' : 'All of them'}
        </button>
      )}
    </details>
  );
}

/** Which set of the papers the data are, with a choice where that is not sure, and what the printed columns are. */
export function PapersNotes({ beside }: { beside: PrintedBeside | null }) {
  const isCurrent = useIsCurrent();
  const dataset = useRun(selectDataset);
  const config = useRun(selectConfig);
  const recognised = usePrinted((state) => state.recognised);
  if (!isCurrent || !dataset || recognised?.dataset !== dataset) return null;
  const { as } = recognised;
  const said = as.kind === 'drawn' && !beside ? null : recognitionSentence(as);
  if (said === null) return null;
  const notes = beside ? printedNotes(beside.chosen, config) : [];
  const lines = notes.map((note) => (
    <p key={note} className="metrics-notes">
      {note}
    </p>
  ));
  return (
    <>
      <p className="metrics-notes">{said}</p>
      {as.kind === 'looks' && (
        <label className="printed-taken">
          Take them for{' '}
          <select
            value={beside?.set.id ?? ''}
            onChange={({ target }) => takeFor(dataset, as.sets.find(({ id }) => id === target.value) ?? null)}
          >
            <option value="">none of the papers’</option>
            {as.sets.map((set) => (
              <option key={set.id} value={set.id}>
                {setWords(set)}
              </option>
            ))}
          </select>
        </label>
      )}
      {beside &&
        printedProtocols(beside.chosen).map((protocol) => (
          <p key={protocol} className="metrics-notes">
            {protocol}
          </p>
        ))}
      {lines.length > mostNotes ? (
        <details className="printed-notes">
          <summary>{formatCount(lines.length)} notes on what is printed</summary>
          {lines}
        </details>
      ) : (
        lines
      )}
    </>
  );
}
