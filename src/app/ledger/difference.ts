import { methodOf, type Config } from '../../methods/config';
import type { Made } from '../../store/runs/entries';
import type { RunData } from '../../store/runs/record';
import { formatValue } from '../../views/format';
import { mapControls, visibleControls } from '../controls/table';
import type { Control } from '../controls/types';

/** What differs between two runs, in the words of their controls: "k 4 → 5", "CLAM → DCLAM", "data wine → digits". */

export interface Change {
  /** Of the control, or "data" and "method". */
  readonly id: string;
  /** What changes: a letter of formulas, or a few words; empty of methods, whose names speak for themselves. */
  readonly name: string;
  /** True for a letter of formulas. */
  readonly letter: boolean;
  readonly from: string;
  readonly to: string;
}

/** A data set of the same name and size that has other numbers says so. */
const dataChange = (from: RunData, to: RunData): Change[] => {
  if (from.fingerprint === to.fingerprint) return [];
  const change = (name: string, before: string, after: string): Change[] => [{ id: 'data', name, letter: false, from: before, to: after }];
  if (from.name !== to.name) return change('data', from.name, to.name);
  const sizes = [from, to].map(({ n, d }) => `${formatValue(n)} × ${formatValue(d)}`);
  return sizes[0] === sizes[1] ? change('points', 'others', 'these') : change('data', sizes[0]!, sizes[1]!);
};

/** The differences in the order of the page: data, method, the settings at the map, those of the panels. */
export function differences(before: Made, after: Made): Change[] {
  const [from, to] = [before.config, after.config];
  const other = from.method !== to.method;
  const method: Change[] = other ? [{ id: 'method', name: '', letter: false, from: methodOf(from).name, to: methodOf(to).name }] : [];
  // Of another method only settings that both have under the same name are told.
  const known = new Map(controlsInOrder(from).map((control) => [control.id, control]));
  const settings = controlsInOrder(to).flatMap((control): Change[] => {
    const earlier = known.get(control.id);
    if (!earlier || earlier.label !== control.label) return [];
    const [a, b] = [textOf(earlier, from), textOf(control, to)];
    return a === null || b === null || a === b ? [] : [{ id: control.id, ...nameOf(control), from: a, to: b }];
  });
  return [...dataChange(before.data, after.data), ...method, ...settings];
}

/** The settings at the map, for a run that there is none before: "β 0.1", "T 10", "k 5". */
export const beginnings = ({ config }: Made): string[] =>
  mapControls(config).flatMap((control) => {
    const text = textOf(control, config);
    return text === null ? [] : [`${nameOf(control).name} ${text}`];
  });

/** "k 4 → 5" */
export const changeText = ({ name, from, to }: Change): string => `${name ? `${name} ` : ''}${from} → ${to}`;

const controlsInOrder = (config: Config): Control[] => {
  const atMap = mapControls(config);
  return [...atMap, ...visibleControls(config).filter(({ id }) => !atMap.some((control) => control.id === id))];
};

const nameOf = ({ symbol, short }: Control): Pick<Change, 'name' | 'letter'> => ({ name: symbol ?? short, letter: symbol !== null });

/** The value as a few characters; null of what is not set but follows. */
function textOf(control: Control, config: Config): string | null {
  switch (control.kind) {
    case 'slider':
    case 'number':
      // Six digits tell seeds and small steps of β apart.
      return formatValue(control.read(config), 6);
    case 'choice': {
      const value = control.read(config);
      return (control.options.find((option) => option.value === value)?.label ?? value).split(':')[0]!;
    }
    case 'toggle':
      return control.read(config) ? 'on' : 'off';
    case 'list':
      return control
        .read(config)
        .map((value) => formatValue(value))
        .join(' ');
    case 'readout':
      return null;
  }
}
