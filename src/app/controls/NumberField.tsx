import { session } from '../../store/session';
import { formatValue } from '../../views/format';
import { fromTravel, toTravel } from './format';
import { keyValue, NumberBox } from './NumberBox';
import { controlRange, travelOf } from './table';
import type { Context, NumberControl } from './types';
import { useSubmit } from './useSubmit';
import { useRun } from '../../store/runStore';
import { lookedAt, trainedConfig } from '../../store/shown/trained';
import { act } from '../act';

/** A number box, and a slider of the same name where the control is one. A slider acts while it moves. */
export function NumberField({ control, context, id }: { control: NumberControl; context: Context; id: string }) {
  const { rejection, submit } = useSubmit();
  const { label, whole, scale } = control;
  const value = control.read(context.config);
  const trained = useTrained(control, value);
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
        value={value}
        rejection={rejection}
        onValue={send}
      />
      {control.kind === 'slider' && <Slider control={control} context={context} trained={trained} onMove={send} />}
      {trained !== null && <Trained value={trained} now={value} onBack={() => send(trained)} />}
    </>
  );
}

/** The value that the shown epoch was trained with, where a setting of the partition has been moved away from it. */
function useTrained(control: NumberControl, value: number): number | null {
  const trained = useRun(trainedConfig);
  if (!control.ofPartition || !trained) return null;
  const then = control.read(trained);
  return then === value ? null : then;
}

/** Looking at a trained model under another value is not training it: what it was trained with stays in sight, and the way back. */
function Trained({ value, now, onBack }: { value: number; now: number; onBack: () => void }) {
  const looked = useRun(lookedAt);
  if (!looked) return <p className="note trained">This epoch was trained with {formatValue(value)}.</p>;
  return (
    <div className="note trained">
      <p>
        Trained with {formatValue(value)}, looked at under {formatValue(now)}.
      </p>
      <button type="button" onClick={onBack}>
        Back to {formatValue(value)}
      </button>
      <button type="button" onClick={() => act(() => session.train())}>
        Train on with {formatValue(now)}
      </button>
    </div>
  );
}

interface SliderProps {
  control: NumberControl;
  context: Context;
  /** The value that the shown epoch was trained with, where that is another; it is marked. */
  trained: number | null;
  onMove: (value: number) => void;
}

function Slider({ control, context, trained, onMove }: SliderProps) {
  const { scale, whole, label } = control;
  const value = control.read(context.config);
  const range = controlRange(control, context);
  const [low, high] = travelOf(control, context).map((end) => toTravel(end, scale)) as [number, number];
  const place = toTravel(value, scale);
  const share = (at: number) => (high > low ? (at - low) / (high - low) : 1);
  return (
    <input
      className={trained === null ? 'slider' : 'slider marked'}
      type="range"
      aria-label={label}
      aria-valuetext={formatValue(value)}
      min={low}
      max={high}
      step={whole ? 1 : 0.01}
      value={place}
      // Where the filled part of the track ends.
      style={{ '--filled': share(place), ...(trained !== null && { '--trained': share(toTravel(trained, scale)) }) }}
      onChange={(event) => onMove(fromTravel(event.target.valueAsNumber, scale, range))}
      onKeyDown={(event) => {
        const next = keyValue(event, value, scale, range, true);
        if (next !== null) onMove(next);
      }}
    />
  );
}
