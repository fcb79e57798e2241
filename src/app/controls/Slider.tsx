import { formatValue } from '../../views/format';
import { fromTravel, toTravel } from './format';
import { keyValue } from './NumberBox';
import { controlRange, travelOf } from './table';
import type { Context, NumberControl } from './types';

interface Props {
  control: NumberControl;
  context: Context;
  /** The value that the shown epoch was trained with, where that is another; it is marked. */
  trained: number | null;
  onMove: (value: number) => void;
}

/** How far along its travel a value stands: 0 … 1. */
export function shareOf(control: NumberControl, context: Context): (value: number) => number {
  const [low, high] = travelOf(control, context).map((end) => toTravel(end, control.scale)) as [number, number];
  return (value) => (high > low ? (toTravel(value, control.scale) - low) / (high - low) : 1);
}

/** A slider of the same name as its number box. It acts while it moves. */
export function Slider({ control, context, trained, onMove }: Props) {
  const { scale, whole, label } = control;
  const value = control.read(context.config);
  const range = controlRange(control, context);
  const [low, high] = travelOf(control, context).map((end) => toTravel(end, scale)) as [number, number];
  const share = shareOf(control, context);
  return (
    <input
      className={trained === null ? 'slider' : 'slider marked'}
      type="range"
      aria-label={label}
      aria-valuetext={trained === null ? formatValue(value) : `${formatValue(value)}, trained with ${formatValue(trained)}`}
      min={low}
      max={high}
      step={whole ? 1 : 0.01}
      value={toTravel(value, scale)}
      // Where the filled part of the track ends.
      style={{ '--filled': share(value), ...(trained !== null && { '--trained': share(trained) }) }}
      onChange={(event) => onMove(fromTravel(event.target.valueAsNumber, scale, range))}
      onKeyDown={(event) => {
        const next = keyValue(event, value, scale, range, true);
        if (next !== null) onMove(next);
      }}
    />
  );
}
