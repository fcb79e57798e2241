import { Alert } from '../ui/Alert';
import type { Context, ToggleControl } from './types';
import { useSubmit } from './useSubmit';

/** On or off. */
export function ToggleField({ control, context, id }: { control: ToggleControl; context: Context; id: string }) {
  const { rejection, submit } = useSubmit();
  return (
    <>
      <input
        id={id}
        type="checkbox"
        checked={control.read(context.config)}
        onChange={(event) => submit(control.patch(event.target.checked, context))}
      />
      {rejection !== null && <Alert tone="error" sentence={rejection} />}
    </>
  );
}
