import { Alert } from '../ui/Alert';
import type { ChoiceControl, Context } from './types';
import { useSubmit } from './useSubmit';

/** One of a few words. */
export function ChoiceField({ control, context, id }: { control: ChoiceControl; context: Context; id: string }) {
  const { rejection, submit } = useSubmit();
  return (
    <>
      <select id={id} value={control.read(context.config)} onChange={(event) => submit(control.patch(event.target.value, context))}>
        {control.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {rejection !== null && <Alert tone="error" sentence={rejection} />}
    </>
  );
}
