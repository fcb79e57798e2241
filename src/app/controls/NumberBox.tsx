import type { KeyboardEvent } from 'react';
import { NumberInput } from '../../views/NumberInput';
import { exactNumber } from '../../views/typedNumber';
import { Alert } from '../ui/Alert';
import { fromTravel, toTravel, type SliderScale } from './format';
import { readNumber, type NumberBounds } from './read';
import { useDraft } from './useDraft';

interface Props extends NumberBounds {
  id: string;
  value: number;
  scale: SliderScale;
  /** Further words beside the box. */
  rejection: string | null;
  onValue: (value: number) => void;
}

/** How far an arrow key goes on a logarithmic scale: twenty presses a power of ten. */
const keyStep = 0.05;

/** One press of an arrow key on a logarithmic scale; null where the browser's own step will do. */
export function keyValue(
  event: KeyboardEvent,
  value: number,
  scale: SliderScale,
  range: NumberBounds['range'],
  sideways: boolean,
): number | null {
  if (scale !== 'log') return null;
  const up = event.key === 'ArrowUp' || (sideways && event.key === 'ArrowRight');
  const down = event.key === 'ArrowDown' || (sideways && event.key === 'ArrowLeft');
  if (!up && !down) return null;
  event.preventDefault();
  return fromTravel(toTravel(value, 'log') + (up ? keyStep : -keyStep), 'log', range);
}

/** A box for a number. What cannot be used is answered with a sentence beside it, and the old value stays in force. */
export function NumberBox({ id, label, range, whole, value, scale, rejection, onValue }: Props) {
  const { refusal, box, drop, type } = useDraft(exactNumber(value), (text) => {
    const read = readNumber(text, { label, range, whole }, value);
    if (typeof read === 'string') return read;
    onValue(read);
    return null;
  });
  const said = refusal ?? rejection;
  return (
    <>
      <NumberInput
        id={id}
        className="number"
        range={range}
        whole={whole}
        now={value}
        aria-describedby={said === null ? undefined : `${id}-said`}
        text={box.value}
        aria-invalid={refusal !== null}
        onText={type}
        onBlur={box.onBlur}
        onKeyDown={(event) => {
          box.onKeyDown(event);
          const next = keyValue(event, value, scale, range, false);
          if (next === null) return;
          drop();
          onValue(next);
        }}
      />
      {said !== null && (
        <div id={`${id}-said`} className="said">
          <Alert tone="error" sentence={said} />
        </div>
      )}
    </>
  );
}
