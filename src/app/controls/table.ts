import type { Config } from '../../engine/protocol';
import { memory } from './memory';
import { network } from './network';
import { training } from './training';
import type { Context, Control, NumberControl, Range } from './types';

/** Every control of the Memory, Network and Training panels, declared once; Field.tsx draws each from its line here. */
export const controls: readonly Control[] = [...memory, ...network, ...training];

/** The controls that are on the page under this config. */
export const visibleControls = (config: Config, panel?: Control['panel']): readonly Control[] =>
  controls.filter((control) => (!panel || control.panel === panel) && (control.when?.(config) ?? true));

/** The values that a number may have now. */
export const rangeOf = (control: NumberControl, context: Context): Range => (typeof control.range === 'function' ? control.range(context) : control.range);

/** The slider's travel, stretched to hold the value that is in force. */
export function travelOf(control: NumberControl, context: Context): Range {
  const [low, high] = rangeOf(control, context);
  const [softLow, softHigh] = control.soft?.(context) ?? [low, high];
  const value = control.read(context.config);
  return [Math.max(low, Math.min(softLow, value)), Math.min(high, Math.max(softHigh, value))];
}
