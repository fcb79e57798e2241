import type { Config, ConfigPatch } from '../../engine/protocol';
import type { SliderScale } from './format';

/** What a control may depend on besides its own value. */
export interface Context {
  readonly config: Config;
  /** Points in the loaded set and its suggested number of clusters; null before there is one. */
  readonly n: number | null;
  readonly suggestedK: number | null;
  /** A network has been pretrained under this config. */
  readonly pretrained: boolean;
}

interface Common {
  readonly id: string;
  readonly panel: 'memory' | 'network' | 'training';
  /** Accessible name, of the slider and of its number box. */
  readonly label: string;
  /** One plain sentence. */
  readonly sentence: string;
  /** TeX, shown on request. */
  readonly equation?: string;
  /** The config key whose messages stand beside this control. */
  readonly about: keyof Config;
  /** Absent: always. */
  readonly when?: (config: Config) => boolean;
}

export type Range = readonly [low: number, high: number];

export interface NumberControl extends Common {
  /** A slider acts at once while it is dragged; a number is taken when it is typed to its end. */
  readonly kind: 'slider' | 'number';
  readonly range: Range | ((context: Context) => Range);
  /** The slider's travel where the whole range would be too coarse; the box takes the whole range. */
  readonly soft?: (context: Context) => Range;
  readonly scale: SliderScale;
  readonly whole: boolean;
  readonly read: (config: Config) => number;
  readonly patch: (value: number, config: Config, context: Context) => ConfigPatch;
}

export interface ChoiceControl extends Common {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly read: (config: Config) => string;
  readonly patch: (value: string, config: Config) => ConfigPatch;
}

export interface ToggleControl extends Common {
  readonly kind: 'toggle';
  readonly read: (config: Config) => boolean;
  readonly patch: (on: boolean, config: Config) => ConfigPatch;
}

export interface ListControl extends Common {
  readonly kind: 'list';
  readonly range: Range;
  readonly whole: boolean;
  /** How many numbers there must be, and of what: "one for each of 3 memories"; null: any number of them. */
  readonly count: ((config: Config) => { readonly of: string; readonly many: number }) | null;
  readonly read: (config: Config) => readonly number[];
  readonly patch: (values: number[], config: Config) => ConfigPatch;
}

export interface ReadoutControl extends Common {
  readonly kind: 'readout';
  readonly text: (config: Config) => string;
}

export type Control = NumberControl | ChoiceControl | ToggleControl | ListControl | ReadoutControl;
