import { NumberBox } from './NumberBox';
import { Slider } from './Slider';
import { controlRange } from './table';
import type { Context, NumberControl } from './types';
import { useNumber } from './useNumber';

/** A number box, and a slider of the same name where the control is one. */
export function NumberField({ control, context, id }: { control: NumberControl; context: Context; id: string }) {
  const { value, trained, rejection, send } = useNumber(control, context);
  const { label, whole, scale } = control;
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
    </>
  );
}
