/** Small fields of the dialogs that ask how pictures are to be read. */

interface NumberProps {
  label: string;
  /** After the box. */
  unit?: string;
  /** Null while the box holds no whole number. */
  value: number | null;
  most: number;
  /** Shown in an empty box, which then is an answer as well. */
  placeholder?: string;
  onValue: (value: number | null) => void;
}

/** A whole number of at least 1. */
export function WholeNumberField({ label, unit, value, most, placeholder, onValue }: NumberProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        min={1}
        max={most}
        step={1}
        required={placeholder === undefined}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ target }) => onValue(Number.isInteger(target.valueAsNumber) ? target.valueAsNumber : null)}
      />
      {unit && <span className="note">{unit}</span>}
    </label>
  );
}

/** Grey or colour. */
export function ChannelsField({ channels, onChannels }: { channels: 1 | 3; onChannels: (channels: 1 | 3) => void }) {
  return (
    <label>
      <span>Colour</span>
      <select value={channels} title="Grey is the luma 0.299 R + 0.587 G + 0.114 B (ITU-R Rec. 601)" onChange={(event) => onChannels(event.target.value === '3' ? 3 : 1)}>
        <option value={1}>Grey (Rec. 601 luma)</option>
        <option value={3}>Red, green and blue</option>
      </select>
    </label>
  );
}
