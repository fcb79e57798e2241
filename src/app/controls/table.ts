import type { Config } from '../../engine/protocol';
import { memoryControls } from './memory';
import { networkControls } from './network';
import { trainingControls } from './training';
import type { Context, Control, NumberControl, Range } from './types';

/** Every control of the Memory, Network and Training panels, declared once; Field.tsx draws each from its line here. */
export const controls: readonly Control[] = [...memoryControls, ...networkControls, ...trainingControls];

/** The controls that are on the page under this config. */
export const visibleControls = (config: Config, panel?: Control['panel']): readonly Control[] =>
  controls.filter((control) => (!panel || control.panel === panel) && (control.when?.(config) ?? true));

/** The values that a number may have now. */
export const controlRange = (control: NumberControl, context: Context): Range =>
  typeof control.range === 'function' ? control.range(context) : control.range;

/** The slider's travel, stretched to hold the value that is in force. */
export function travelOf(control: NumberControl, context: Context): Range {
  const [low, high] = controlRange(control, context);
  const [softLow, softHigh] = control.soft?.(context) ?? [low, high];
  const value = control.read(context.config);
  return [Math.max(low, Math.min(softLow, value)), Math.min(high, Math.max(softHigh, value))];
}
