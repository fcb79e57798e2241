import { exactNumber } from '../../views/typedNumber';
import { Alert } from '../ui/Alert';
import { readList } from './read';
import type { Context, ListControl } from './types';
import { useDraft } from './useDraft';
import { useSubmit } from './useSubmit';

/** Several numbers in one box. */
export function ListField({ control, context, id }: { control: ListControl; context: Context; id: string }) {
  const { rejection, submit } = useSubmit();
  const { refusal, box } = useDraft(control.read(context.config).map(exactNumber).join(', '), (text) => {
    const read = readList(text, control, context);
    if (typeof read === 'string') return read;
    submit(control.patch(read, context));
    return null;
  });
  const said = refusal ?? rejection;
  return (
    <>
      <input
        id={id}
        type="text"
        className="list"
        inputMode="decimal"
        autoComplete="off"
        aria-describedby={said === null ? undefined : `${id}-said`}
        {...box}
      />
      {said !== null && (
        <div id={`${id}-said`}>
          <Alert tone="error" sentence={said} />
        </div>
      )}
    </>
  );
}
