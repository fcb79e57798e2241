import type * as declared from '../../methods/fields';
import type { Config, ConfigPatch } from '../../methods/config';

/** The controls of the panels, as the page draws them: what a method declares, bound to the config. */

export type Range = declared.Range;

/** The state that a control may depend on besides its own value. */
export interface Context extends declared.Surroundings {
  readonly config: Config;
}

interface Common {
  readonly id: string;
  /** Accessible name, of the slider and of its number box. */
  readonly label: string;
  /** Where there is little room. */
  readonly short: string;
  /** A letter that formulas have for it, where its label ends with one. */
  readonly symbol: string | null;
  /** One plain sentence. */
  readonly sentence: string;
  /** TeX, shown on request. */
  readonly equation?: string;
  /** A trained model can be inspected under another value. */
  readonly ofPartition: boolean;
  /** It is folded away until asked for. */
  readonly secondary: boolean;
  /** The config key whose messages stand beside this control. */
  readonly about: string;
}

/** Reads its value out of a config, and writes another as a change of settings. */
interface Bound<V> extends Common {
  readonly read: (config: Config) => V;
  readonly patch: (value: V, context: Context) => ConfigPatch;
}

export type NumberControl = Bound<number> & Pick<declared.NumberControl<unknown, unknown>, 'kind' | 'range' | 'soft' | 'scale' | 'whole'>;
export type ChoiceControl = Bound<string> & Pick<declared.ChoiceControl<unknown, unknown>, 'kind' | 'options'>;
export type ToggleControl = Bound<boolean> & Pick<declared.ToggleControl<unknown, unknown>, 'kind'>;
export interface ListControl extends Bound<readonly number[]> {
  readonly kind: 'list';
  readonly range: Range;
  readonly whole: boolean;
  /** How many numbers there must be, and of what: 3 memories; null: any number of them. */
  readonly count: ((config: Config) => { readonly of: string; readonly many: number }) | null;
}
export interface ReadoutControl extends Common {
  readonly kind: 'readout';
  readonly text: (config: Config) => string;
}

export type Control = NumberControl | ChoiceControl | ToggleControl | ListControl | ReadoutControl;
