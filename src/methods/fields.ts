import * as v from 'valibot';

/**
 * One setting of a method: its values, its default, its controls, and how a link writes it. Everything that shows or checks settings reads
 * these.
 */

export type Range = readonly [low: number, high: number];
/** Settings of any method, by key. */
export type Settings = Readonly<Record<string, unknown>>;

/** A control may depend on this besides the settings. */
export interface Surroundings {
  /** Points in the loaded set and its suggested number of clusters; null before there is one. */
  readonly n: number | null;
  readonly suggestedK: number | null;
  /** A network has been pretrained under these settings. */
  readonly pretrained: boolean;
}

/**
 * One line of a panel. Several controls may write one setting: a rule, then a value of one's own. `T` is the type of the setting, `S` are
 * the settings beside it that the control reads.
 */
interface Common<T, S> {
  /** Absent: the key of the setting. */
  readonly id?: string;
  /** Accessible name. */
  readonly label: string;
  /** What it is called where there is little room. Absent: the label without the symbol at its end. */
  readonly short?: string;
  /** One plain sentence. */
  readonly sentence: string;
  /** TeX, shown on request. */
  readonly equation?: string;
  /** Absent: always. */
  when?(value: T, settings: S): boolean;
}

export interface NumberControl<T, S> extends Common<T, S> {
  /** A slider acts at once while it is dragged; a number is taken when it is typed to its end. */
  readonly kind: 'slider' | 'number';
  readonly range: Range | ((surroundings: Surroundings) => Range);
  /** The slider's travel where the whole range would be too coarse; the box takes the whole range. */
  readonly soft?: (surroundings: Surroundings) => Range;
  readonly scale: 'linear' | 'log';
  readonly whole: boolean;
  /** Absent: the setting itself. */
  read?(value: T, settings: S): number;
  write?(typed: number, value: T, settings: S): T;
}

export interface ChoiceControl<T, S> extends Common<T, S> {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  read?(value: T, settings: S): string;
  write?(chosen: string, value: T, settings: S): T;
}

export interface ToggleControl<T, S> extends Common<T, S> {
  readonly kind: 'toggle';
  read?(value: T, settings: S): boolean;
  write?(on: boolean, value: T, settings: S): T;
}

export interface ListControl<T, S> extends Common<T, S> {
  readonly kind: 'list';
  readonly range: Range;
  readonly whole: boolean;
  /** How many numbers there must be, and of what: 3 memories. Absent: any number of them. */
  count?(settings: S): { readonly of: string; readonly many: number };
  read(value: T, settings: S): readonly number[];
  write(typed: readonly number[], value: T, settings: S): T;
}

export interface ReadoutControl<T, S> extends Common<T, S> {
  readonly kind: 'readout';
  readonly symbol: string;
  compute(value: T, settings: S): number;
}

export type Control<T, S> = NumberControl<T, S> | ChoiceControl<T, S> | ToggleControl<T, S> | ListControl<T, S> | ReadoutControl<T, S>;

/** How a link writes a setting, where that is not one parameter of the setting's own name. */
export interface LinkCodec<T> {
  /** The parameters that it takes. */
  readonly keys: readonly string[];
  /** The parameters that differ from `usual`, what goes without saying. */
  write(value: T, usual: T, settings: Settings): Readonly<Record<string, string>>;
  /** Either part may be absent. @param start what the link's preset sets, undefined where it sets nothing. */
  read(texts: Readonly<Record<string, string>>, start: unknown): { readonly value?: unknown; readonly problem?: string };
}

export interface Field<T, S = unknown> {
  /** Its message completes "… must be …". */
  readonly schema: v.GenericSchema<unknown, T>;
  readonly default: T;
  /** Training takes a change up at its next epoch; a change of any other setting begins a new run. */
  readonly live?: true;
  /** True for a setting of the partition: a trained model can be inspected under another value without training. */
  readonly ofPartition?: true;
  /** Its panel folds it away under "More settings": few people change it. */
  readonly secondary?: true;
  /** A pretrained network depends on it. */
  readonly ofNetwork?: true;
  /** In the order of the panel. None: for scripts and links only. */
  readonly controls: readonly Control<T, S>[];
  /** Null: links do not have it. */
  readonly link?: LinkCodec<T> | null;
  /** Older ways to write the value, as the present one. */
  upgrade?(value: unknown): unknown;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T, never> ? T : never };

export const number = ([low, high]: Range) =>
  v.pipe(
    v.number('a number'),
    v.check((x) => Number.isFinite(x) && x >= low && x <= high, `between ${low} and ${high}`),
  );
export const integer = ([low, high]: Range) =>
  v.pipe(
    v.number('a whole number'),
    v.check((x) => Number.isInteger(x) && x >= low && x <= high, `a whole number between ${low} and ${high}`),
  );
export const oneOf = <const T extends readonly string[]>(options: T) =>
  v.picklist(options, `one of ${options.map((option) => `"${option}"`).join(', ')}`);

type Numeric = Omit<NumberControl<number, unknown>, 'kind' | 'range' | 'whole' | 'id' | 'read' | 'write'> & {
  readonly kind?: 'slider';
  /** The range that a person may set, where it depends on the data. */
  readonly within?: (surroundings: Surroundings) => Range;
};

const numeric =
  (whole: boolean) =>
  (range: Range, first: number, { kind = 'number', within, ...control }: Omit<Numeric, 'kind'> & { kind?: 'slider' | 'number' }) => ({
    schema: whole ? integer(range) : number(range),
    default: first,
    controls: [{ ...control, kind, range: within ?? range, whole }],
  });
/** A number, or a whole number, with a box or a slider of its own. */
export const numberField = numeric(false);
export const integerField = numeric(true);

/** One of a few words, with a list to choose from. `words` are the options with their labels. */
export const choiceField = <const W extends string>(
  words: Readonly<Record<W, string>>,
  first: NoInfer<W>,
  control: { label: string; sentence: string; equation?: string },
): Field<W> => ({
  schema: oneOf(Object.keys(words) as W[]),
  default: first,
  controls: [{ ...control, kind: 'choice', options: Object.entries<string>(words).map(([value, label]) => ({ value, label })) }],
});

/** A number where it is one; else the text itself, which the schema then quotes. */
export const numberOr = (text: string): unknown => (text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text);

/** A setting that a link writes under one name. */
export const linked = <T>(key: string, read: (text: string) => unknown, write: (value: T) => string = String): LinkCodec<T> => ({
  keys: [key],
  write: (value, usual): Record<string, string> => (JSON.stringify(value) === JSON.stringify(usual) ? {} : { [key]: write(value) }),
  read: (texts) => ({ value: read(texts[key]) }),
});
/** A number, or a word for null. */
export const linkedOr = (key: string, word: string): LinkCodec<number | null> =>
  linked(
    key,
    (text) => (text === word ? null : numberOr(text)),
    (value) => (value === null ? word : String(value)),
  );
/** A word, or numbers with commas between them. */
export const linkedList = <T>(key: string): LinkCodec<T> =>
  linked(key, (text) => (/^[a-z]/i.test(text) ? text : text === '' ? [] : text.split(',').map(numberOr)));
