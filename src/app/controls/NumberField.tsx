import { NumberBox } from './NumberBox';
import { Slider } from './Slider';
import { controlRange } from './table';
import type { Context, NumberControl } from './types';
import { useNumber } from './useNumber';

interface Props {
  control: NumberControl;
  context: Context;
  id: string;
}

/** The box of a control for a number. @param number what `useNumber` gives for it. */
export function ValueBox({ control, context, id, number }: Props & { number: ReturnType<typeof useNumber> }) {
  const { label, whole, scale } = control;
  return (
    <NumberBox
      id={id}
      label={label}
      whole={whole}
      scale={scale}
      range={controlRange(control, context)}
      value={number.value}
      rejection={number.rejection}
      onValue={number.send}
    />
  );
}

/** A number box, and a slider of the same name where the control is one. */
export function NumberField({ control, context, id }: Props) {
  const number = useNumber(control, context);
  return (
    <>
      <ValueBox control={control} context={context} id={id} number={number} />
      {control.kind === 'slider' && <Slider control={control} context={context} trained={number.trained} onMove={number.send} />}
    </>
  );
}
