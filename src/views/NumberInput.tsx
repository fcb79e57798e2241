import type { ComponentProps } from 'react';
import { readTyped, stepped, type NumberRange } from './typedNumber';

interface Props
  extends Omit<ComponentProps<'input'>, 'type' | 'inputMode' | 'role' | 'value' | 'min' | 'max' | 'step' | 'onChange'>, NumberRange {
  /** The text in the box. */
  text: string;
  /** The number in force, which arrow keys go on from where the box holds none. */
  now: number | null;
  onText: (text: string) => void;
}

/** Presses that one press of a key stands for. */
const presses: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** ARIA's numbers have no exponent: 0.0000001 rather than 1e-7. */
const decimal = (value: number): string => (String(value).includes('e-') ? value.toFixed(20).replace(/0+$/, '') : String(value));

/**
 * A text box for a number, announced as one. The caller reads the text with `readBounded`; a box of type "number" would drop commas before
 * it could.
 */
export function NumberInput({ text, now, range, whole, onText, onKeyDown, ...rest }: Props) {
  const read = readTyped(text);
  const typed = typeof read === 'number' ? read : now;
  const bounds: Record<string, string> = {
    'aria-valuemin': decimal(range[0]),
    'aria-valuemax': decimal(range[1]),
    ...(typed === null ? {} : { 'aria-valuenow': decimal(typed) }),
  };
  return (
    <input
      {...rest}
      type="text"
      inputMode="decimal"
      role="spinbutton"
      autoComplete="off"
      spellCheck={false}
      {...bounds}
      aria-valuetext={text}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        const count = presses[event.key];
        if (event.defaultPrevented || count === undefined) return;
        event.preventDefault();
        onText(String(stepped(typed ?? range[0] - count, count, { range, whole })));
      }}
    />
  );
}
