import { useId, useState } from 'react';
import { NumberInput } from '../../views/NumberInput';
import { readBounded } from '../../views/typedNumber';

/** Small fields of the dialogs that ask how pictures are to be read. */

interface NumberProps {
  label: string;
  /** After the box. */
  unit?: string;
  /** Null while the box holds no whole number within its range. */
  value: number | null;
  most: number;
  /** Shown in an empty box, which then is an answer as well. */
  placeholder?: string;
  onValue: (value: number | null) => void;
}

/** A whole number of at least 1. While the box holds another text, the form around it is not sent, and the browser says why. */
export function WholeNumberField({ label, unit, value, most, placeholder, onValue }: NumberProps) {
  const id = useId();
  const [text, setText] = useState(value === null ? '' : String(value));
  const bounds = { range: [1, most], whole: true } as const;
  const refusalOf = (typed: string): string => {
    if (typed.trim() === '' && placeholder !== undefined) return '';
    const read = readBounded(typed, bounds);
    return 'value' in read ? '' : `${label} ${read.refusal}.`;
  };
  return (
    <label>
      <span id={id}>{label}</span>
      <NumberInput
        {...bounds}
        ref={(box) => box?.setCustomValidity(refusalOf(text))}
        aria-labelledby={id}
        placeholder={placeholder}
        now={value}
        text={text}
        onText={(typed) => {
          setText(typed);
          const read = readBounded(typed, bounds);
          onValue('value' in read ? read.value : null);
        }}
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
      <select
        value={channels}
        title="Grey is the luma 0.299 R + 0.587 G + 0.114 B (ITU-R Rec. 601)"
        onChange={(event) => onChannels(event.target.value === '3' ? 3 : 1)}
      >
        <option value={1}>Grey (Rec. 601 luma)</option>
        <option value={3}>Red, green and blue</option>
      </select>
    </label>
  );
}
