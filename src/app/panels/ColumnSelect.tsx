import { formatCount } from '../../views/format';
import type { ColumnSummary } from '../../data/table/types';

/**
 * Tens of thousands of options would hold the page up for seconds: of more columns than two times this the first and the last are listed.
 */
const END = 500;

interface Props {
  label: string;
  columns: readonly ColumnSummary[];
  /** The name of the column; null for none. It is listed wherever it stands. */
  value: string | null;
  onChange: (name: string | null) => void;
}

/** Chooses one column, or none. */
export function ColumnSelect({ label, columns, value, onChange }: Props) {
  const listed = columns.filter(({ name }, i) => i < END || i >= columns.length - END || name === value);
  const hidden = columns.length - listed.length;
  return (
    <label>
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">None</option>
        {listed.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        {hidden > 0 && <option disabled>… {formatCount(hidden)} columns in the middle are not listed</option>}
      </select>
    </label>
  );
}
