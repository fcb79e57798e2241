import { session } from '../../store/session';
import { formatValue } from '../../views/format';
import { fromTravel, toTravel } from './format';
import { keyValue, NumberBox } from './NumberBox';
import { controlRange, travelOf } from './table';
import type { Context, NumberControl } from './types';
import { useSubmit } from './useSubmit';

/** A number box, and a slider of the same name where the control is one. A slider acts while it moves. */
export function NumberField({ control, context, id }: { control: NumberControl; context: Context; id: string }) {
  const { rejection, submit } = useSubmit();
  const { label, whole, scale } = control;
  const send = (value: number) => {
    const patch = control.patch(value, context);
    if (control.kind === 'slider') session.configureLive(patch);
    else submit(patch);
  };
  return (
    <>
      <NumberBox
        id={id}
        label={label}
        whole={whole}
        scale={scale}
        range={controlRange(control, context)}
        value={control.read(context.config)}
        rejection={rejection}
        onValue={send}
      />
      {control.kind === 'slider' && <Slider control={control} context={context} onMove={send} />}
    </>
  );
}

interface SliderProps {
  control: NumberControl;
  context: Context;
  onMove: (value: number) => void;
}

function Slider({ control, context, onMove }: SliderProps) {
  const { scale, whole, label } = control;
  const value = control.read(context.config);
  const range = controlRange(control, context);
  const [low, high] = travelOf(control, context).map((end) => toTravel(end, scale)) as [number, number];
  const place = toTravel(value, scale);
  return (
    <input
      className="slider"
      type="range"
      aria-label={label}
      aria-valuetext={formatValue(value)}
      min={low}
      max={high}
      step={whole ? 1 : 0.01}
      value={place}
      // Where the filled part of the track ends.
      style={{ '--filled': high > low ? (place - low) / (high - low) : 1 }}
      onChange={(event) => onMove(fromTravel(event.target.valueAsNumber, scale, range))}
      onKeyDown={(event) => {
        const next = keyValue(event, value, scale, range, true);
        if (next !== null) onMove(next);
      }}
    />
  );
}
