import { methodOf, settingsOf, type Config, type ConfigPatch } from '../../methods/config';
import type * as declared from '../../methods/fields';
import type { Method } from '../../methods/method';
import { formatValue } from '../../views/format';
import type { Context, Control, NumberControl, Range } from './types';

/** Every control on the page asks for the whole table when the config changes: it is made once for each. */
const tables = new WeakMap<Config, ReadonlyMap<string, readonly Control[]>>();

/** The controls that are on the page under a config, in their order: those of the panel, or of all panels. */
export function visibleControls(config: Config, panel?: string): readonly Control[] {
  const known = tables.get(config);
  const table = known ?? new Map(methodOf(config).panels.map(({ id, fields }) => [id, fields.flatMap((key) => controlsOf(config, key))]));
  if (!known) tables.set(config, table);
  return panel === undefined ? [...table.values()].flat() : (table.get(panel) ?? []);
}

/** The controls of a panel that do not stand at the map. */
export function panelControls(config: Config, panel: string): readonly Control[] {
  const atMap = mapControls(config).map(({ id }) => id);
  return visibleControls(config, panel).filter(({ id }) => !atMap.includes(id));
}

/** What a folded panel tells, in a few words. */
export function toldOf(config: Config, panel: string): string {
  const declared = methodOf(config).panels.find(({ id }) => id === panel)?.told;
  const telling = declared ? [declared] : ['epochs', 'network'];
  const control = visibleControls(config, panel).find(({ id }) => telling.includes(id));
  if (control?.kind === 'number') return `${formatValue(control.read(config))} ${control.short}`;
  if (control?.kind !== 'choice') return '';
  return (control.options.find(({ value }) => value === control.read(config))?.label ?? '').split(':')[0];
}

const lowered = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** Settings that stand at the map. */
const mostAtMap = 3;

/** The controls that stand at the map instead of in their panel: the first of each such setting. */
export function mapControls(config: Config): readonly Control[] {
  const { atMap, panels } = methodOf(config);
  if (atMap) return atMap.flatMap((key) => controlsOf(config, key as string).slice(0, 1)).slice(0, mostAtMap);
  const sliders = panels[0].fields.flatMap((key) => controlsOf(config, key)).filter(({ kind }) => kind === 'slider');
  const [k, others] = [sliders.filter(({ id }) => id === 'k'), sliders.filter(({ id }) => id !== 'k')];
  return [...others.slice(0, mostAtMap - k.length), ...k];
}

function controlsOf(config: Config, key: string): Control[] {
  const method = methodOf(config);
  const settings = settingsOf(config);
  return method.fields[key].controls
    .filter((control) => control.when?.(settings[key], settings) ?? true)
    .map((control) => bound(method, key, control));
}

/** The control that a method declares for a setting, reading from configs and writing changes of them. */
function bound(method: Method, key: string, control: declared.Control<unknown, unknown>): Control {
  const { id = key, label, sentence, equation } = control;
  const { ofPartition = false, secondary = false } = method.fields[key];
  const symbol = /(?<= )\S$/u.exec(label)?.[0] ?? null;
  const short = control.short ?? (symbol ? lowered(label.slice(0, -2)) : lowered(label));
  const common = { id, label, short, symbol, sentence, equation, about: key, ofPartition, secondary };
  const read =
    <V>(of?: (value: unknown, settings: declared.Settings) => V) =>
    (config: Config) => {
      const settings = settingsOf(config);
      return of ? of(settings[key], settings) : (settings[key] as V);
    };
  const patch =
    <V>(to?: (typed: V, value: unknown, settings: declared.Settings) => unknown) =>
    (typed: V, { config, pretrained }: Context) => {
      const settings = settingsOf(config);
      const change = { [key]: to ? to(typed, settings[key], settings) : typed };
      return { ...change, ...method.follow?.(change, settings, pretrained) } as ConfigPatch;
    };
  switch (control.kind) {
    case 'slider':
    case 'number': {
      const { kind, range, soft, scale, whole } = control;
      return { ...common, kind, range, soft, scale, whole, read: read(control.read), patch: patch(control.write) };
    }
    case 'choice':
      return { ...common, kind: 'choice', options: control.options, read: read(control.read), patch: patch(control.write) };
    case 'toggle':
      return { ...common, kind: 'toggle', read: read(control.read), patch: patch(control.write) };
    case 'list': {
      const { range, whole } = control;
      const count = control.count && ((config: Config) => control.count!(settingsOf(config)));
      return { ...common, kind: 'list', range, whole, count: count ?? null, read: read(control.read), patch: patch(control.write) };
    }
    case 'readout':
      return {
        ...common,
        kind: 'readout',
        text: (config) => `${control.symbol} = ${formatValue(control.compute(settingsOf(config)[key], settingsOf(config)))}`,
      };
  }
}

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
