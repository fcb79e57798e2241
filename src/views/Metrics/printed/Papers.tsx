import { useEffect, useMemo } from 'react';
import type { Printed } from '../../../data/papers';
import { useIsCurrent, useRun } from '../../../store/runStore';
import type { RunState } from '../../../store/state';
import { Popover } from '../../Popover';
import { reportFailure } from '../../report';
import { printedColumn, printedNotes, recognitionSentence, setWords } from './columns';
import { chooseColumns, printedBeside, recognisePrinted, takeFor, usePrinted, type PrintedBeside } from './state';

const selectDataset = ({ dataset }: RunState) => dataset;
/** The settings of the epoch that is shown, or of the next one. */
const selectConfig = ({ shown, config }: RunState) => shown?.config ?? config;

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
  const tables = new Map<string, Printed[]>();
  for (const column of all) {
    const title = `${column.paperName} paper, ${column.table.toLowerCase()}${column.set === set ? '' : `: ${setWords(column.set)}`}`;
    tables.set(title, [...(tables.get(title) ?? []), column]);
  }
  const choose = (key: string, on: boolean) => chooseColumns(set, on ? [...keys, key] : keys.filter((one) => one !== key));
  return (
    <div className="printed-choices">
      {[...tables].map(([title, columns]) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          <ul className="metrics-choices">
            {columns.map((column) => (
              <li key={column.key}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={keys.includes(column.key)}
                    onChange={({ currentTarget }) => choose(column.key, currentTarget.checked)}
                  />
                  <span>{printedColumn(column, set).name}</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
    </div>
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
  const said = recognitionSentence(as);
  if (said === null) return null;
  const notes = beside ? printedNotes(beside.chosen, config) : [];
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
      {notes.length > 0 && <p className="metrics-notes">{notes.join(' ')}</p>}
    </>
  );
}
