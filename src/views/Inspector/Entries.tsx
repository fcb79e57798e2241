import { useState } from 'react';
import { formatCount, formatValue } from '../format';
import type { RowFact } from './facts';

const first = 12;
const more = 100;

/** A row of numbers, entry by entry, beside those it is compared with. */
export function Entries({
  of,
  order,
  columns,
  entries,
}: {
  of: 'Feature' | 'Code';
  order?: string;
  columns: readonly string[];
  entries: readonly RowFact[];
}) {
  const [count, setCount] = useState(first);
  const left = entries.length - count;
  return (
    <div className="inspector-features">
      <table aria-label={of === 'Code' ? 'The code' : 'Values by feature'} className={columns.length > 2 ? 'inspector-wide' : undefined}>
        <thead>
          <tr>
            <th scope="col">
              {of} {order && <small>{order}</small>}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, count).map((fact, i) => (
            // Two columns of a table may have the same name.
            <tr key={`${fact.name} ${i}`}>
              <th scope="row" title={fact.name}>
                {fact.name}
              </th>
              {columns.map((column, c) => (
                <td key={column}>{formatValue(fact.values[c], 4 - Math.max(0, columns.length - 2))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" className="quiet-button inspector-more" onClick={() => setCount(count + more)}>
          Show {formatCount(Math.min(left, more))} more {left > more && `of ${formatCount(left)}`}
        </button>
      )}
    </div>
  );
}
