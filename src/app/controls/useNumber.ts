import { session } from '../../store/session';
import { trainedConfig } from '../../store/shown/trained';
import { useRun } from '../../store/runStore';
import type { Context, NumberControl } from './types';
import { useSubmit } from './useSubmit';

/**
 * The value of a control for a number, how to send another, and what there is to say against it. `trained`: the value that the shown epoch
 * was trained with, where a setting of the partition has been moved away from it.
 */
export function useNumber(control: NumberControl, context: Context) {
  const { rejection, submit } = useSubmit();
  const value = control.read(context.config);
  const config = useRun(trainedConfig);
  const then = control.ofPartition && config ? control.read(config) : value;
  const send = (next: number) => {
    const patch = control.patch(next, context);
    if (control.kind === 'slider') session.configureLive(patch);
    else submit(patch);
  };
  return { value, trained: then === value ? null : then, rejection, send };
}
