import { useState } from 'react';
import { formatCount, formatValue } from '../../views/format';
import type { ColumnSummary, TableSummary } from '../../data/table/types';
import type { TableChoice } from '../../data/table/types';

/** A table of more columns than this is shown in part; the rest keeps its proposal. */
const shownAtFirst = 60;

const kinds: Record<ColumnSummary['kind'], string> = {
  numeric: 'numbers',
  categorical: 'categories',
  constant: 'constant',
  text: 'text',
  index: 'row numbers',
  id: 'ids',
};

/** The uses of a column as a feature: as it is, as one 0/1 feature a category, or not at all. */
const roleOf = ({ usable, kind }: ColumnSummary): 'use' | 'oneHot' | null => (usable ? 'use' : kind === 'categorical' ? 'oneHot' : null);

interface Props {
  summary: TableSummary;
  choice: TableChoice;
  onChoice: (choice: TableChoice) => void;
}

/** The columns of a file, each with what it holds and whether it is used. */
export function ColumnTable({ summary, choice, onChoice }: Props) {
  const [most, setMost] = useState(shownAtFirst);
  const { columns } = summary;
  const turn = (column: ColumnSummary, on: boolean) => {
    const role = roleOf(column);
    if (!role) return;
    const chosen = on ? [...choice[role], column.name] : choice[role].filter((name) => name !== column.name);
    // In the order of the file, whatever the order of the clicks.
    onChoice({ ...choice, [role]: columns.map(({ name }) => name).filter((name) => chosen.includes(name)) });
  };
  return (
    <section className="columns" aria-label="Columns">
      <table>
        <thead>
          <tr>
            <th scope="col">Use</th>
            <th scope="col">Column</th>
            <th scope="col">Holds</th>
            <th scope="col">Missing</th>
            <th scope="col">Examples</th>
          </tr>
        </thead>
        <tbody>
          {columns.slice(0, most).map((column) => (
            <Row key={column.name} column={column} choice={choice} onTurn={(on) => turn(column, on)} />
          ))}
        </tbody>
      </table>
      {columns.length > most && (
        <button type="button" className="quiet" onClick={() => setMost(most + 500)}>
          … and {formatCount(columns.length - most)} columns more
        </button>
      )}
    </section>
  );
}

function Row({ column, choice, onTurn }: { column: ColumnSummary; choice: TableChoice; onTurn: (on: boolean) => void }) {
  const { name, kind, missing, examples, min, max, distinct, unit } = column;
  const role = roleOf(column);
  const isLabel = choice.label === name;
  const holds =
    kind === 'numeric' && min !== null && max !== null
      ? `${formatValue(min)} … ${formatValue(max)}${unit && ` ${unit}`}`
      : kind === 'index' && !role
        ? 'different words'
        : kinds[kind];
  const names = choice.names === name;
  return (
    <tr className={isLabel ? 'is-label' : undefined}>
      <td>
        {isLabel || (names && !role) ? (
          isLabel ? (
            'label'
          ) : (
            'names'
          )
        ) : (
          <input
            type="checkbox"
            aria-label={role === 'oneHot' ? `Use ${name}, one feature for each category` : `Use ${name}`}
            disabled={!role}
            checked={role !== null && choice[role].includes(name)}
            onChange={(event) => onTurn(event.target.checked)}
          />
        )}
      </td>
      <th scope="row">{name}</th>
      <td>
        {holds}
        {names && role && <span className="note"> · names the rows</span>}
        {role === 'oneHot' && distinct !== null && <span className="note"> {formatCount(distinct)}, as 0/1</span>}
      </td>
      <td className="figures">{missing > 0 ? formatCount(missing) : ''}</td>
      <td className="examples">{examples.join(' · ')}</td>
    </tr>
  );
}
