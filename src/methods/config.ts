import * as v from 'valibot';
import { didYouMean } from './didYouMean';
import type { Field, Fields, Settings, Values } from './fields';
import { readObject, shown } from './given';
import { declared, methods } from './index';
import { limits } from './limits';
import type { DataShape, Method, Preset, Start } from './method';
import { namedSo } from './shared/paperData';
import { tiedLatent, type HiddenActivation } from './shared/autoencoder';
import { travelling } from './shared/common';
import { defaultOptimiser, type Optimiser } from '../core/optimise/optimiser';
import type { PartitionModel } from '../core/partition/model';

/**
 * The config of a run, as JSON: the settings of one method and no others, with `method`, `preset` and `version`. Schema and defaults come
 * from the method's declaration.
 */

/** A value or key that a config may not have. The message is one sentence for the user. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(
    sentence: string,
    /** The key that is at fault, so that the sentence can stand beside its control. */
    readonly key: string | null,
    readonly code: 'bad-config' | 'too-large' = 'bad-config',
  ) {
    super(sentence);
  }
}

type ConfigOf<M> = M extends { readonly id: infer I; readonly fields: infer F extends Fields }
  ? {
      readonly version: 2;
      /** The preset that these values started from, or null. */
      readonly preset: string | null;
      readonly method: I;
    } & Values<F>
  : never;
type Declared = (typeof declared)[number];
export type Config = ConfigOf<Declared>;
export type MethodId = Config['method'];
export type ConfigOfMethod<I extends MethodId> = Extract<Config, { readonly method: I }>;
export type ClamConfig = ConfigOfMethod<'clam'>;
/** Of a method whose partition lives among the codes of an autoencoder. */
export type DeepConfig = Extract<Config, { readonly network: unknown }>;

type KeyOf<C> = C extends unknown ? keyof C : never;
type ValueOf<C, K> = C extends unknown ? (K extends keyof C ? C[K] : never) : never;
/** Keys to change; what is absent stays. */
export type ConfigPatch = { readonly [K in Exclude<KeyOf<Config>, 'version'>]?: ValueOf<Config, K> } & { readonly version?: number };

export const methodOf = ({ method }: { readonly method: string }): Method => methods.find(({ id }) => id === method)!;

/** The settings of a config by their keys. */
export const settingsOf = (config: Config): Settings => config;

/** True if the method has networks, so that its partition lives among codes. */
export const isDeep = (config: Config): config is DeepConfig => methodOf(config).space === 'codes';

/** True if training begins with a network that was trained on reconstruction alone. */
export const pretrains = (config: Config): config is DeepConfig =>
  isDeep(config) && (methodOf(config).pretrains?.(settingsOf(config)) ?? true);

/** The method on the points that makes the same kind of partition as one among codes; the first there is where none does. */
export const onPoints = (config: Config): MethodId => {
  const { partition } = methodOf(config);
  const own = methods.filter(({ space }) => space === 'input');
  return (own.find((method) => method.partition === partition) ?? own[0]).id as MethodId;
};

/**
 * Epochs of training, beside those of pretraining; 0 for methods that are done with the pretraining, 1 for those among the points that are
 * one computation.
 */
export const epochsOf = (config: Config): number => ('epochs' in config ? config.epochs : isDeep(config) ? 0 : 1);

/** m: the dimensions of the space that the partition lives in. @param d the data's. */
export const memoryDimensions = (config: Config, d: number): number => (isDeep(config) ? (config.latent ?? tiedLatent(config)) : d);

/** What stands between the layers of the networks; of methods without the setting the ReLU. */
export const activationOf = (config: DeepConfig): HiddenActivation => ('activation' in config ? config.activation : 'relu');

/** How the networks and the head go along gradients; of methods without the setting Adam's way. */
export const optimiserOf = (config: DeepConfig): Optimiser => ('optimiser' in config ? config.optimiser : defaultOptimiser);

/** CLAM's; methods that do not have the setting attract by distance, with all memories alike. */
export const similarityOf = (config: Config): ClamConfig['similarity'] => (config.method === 'clam' ? config.similarity : 'euclidean');
export const weightsOf = (config: Config): ClamConfig['weights'] => (config.method === 'clam' ? config.weights : 'none');

/** The settings that a method begins with. */
export function defaultsOf<I extends MethodId>(id: I): ConfigOfMethod<I> {
  const { fields, overrides } = methodOf({ method: id });
  const first = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default]));
  return { version: 2, preset: null, method: id, ...first, ...overrides } as unknown as ConfigOfMethod<I>;
}

export const defaultConfig = defaultsOf('clam');

/** The settings that suit a data set, before the user asks for others. */
export type Suggestion = ConfigPatch & Pick<Config, 'k'>;
export const suggestedConfig = (shape: DataShape, method: MethodId = 'clam'): Suggestion =>
  ({ ...methodOf({ method }).suggest(shape), ...(shape.unscaled && { scaling: 'none' }) }) as Suggestion;

/** β that suits a start, where nobody names one; null where it is the suggested one of the data, or the method has none. */
export const betaAt = (config: Config, start: Start): number | null => methodOf(config).betaAt?.(settingsOf(config), start) ?? null;

/** β of a config; null where its method has none. */
export const betaOf = (config: Config): number | null => ('beta' in config ? config.beta : null);

export const withBeta = (config: Config, beta: number): Config => ({ ...config, beta }) as Config;

/** True if the patch, or its preset, names β. */
export const namesBeta = (patch: ConfigPatch): boolean =>
  patch.beta !== undefined || presets.find(({ id }) => id === patch.preset)?.values.beta !== undefined;

/** True if β is of balls: one that suits other data or another start says nothing of these. */
export const hasBalls = (config: Config): boolean => 'energy' in config && config.energy === 'lsr';

/** The presets of all methods. */
export const presets: readonly Preset<ConfigPatch>[] = methods.flatMap(({ id, presets: own }) =>
  own.map((preset) => ({ ...preset, values: { ...preset.values, preset: preset.id, method: id } as ConfigPatch })),
);

/** The presets that were made for data of this name. */
export const presetsFor = ({ id, name, codesOf }: { readonly id: string; readonly name: string; readonly codesOf?: string }) =>
  codesOf === undefined ? presets.filter(({ dataset, fits }) => dataset === id || (fits && namedSo(fits, name))) : [];

const schemas = new Map(
  methods.map(({ id, fields }) => [
    id,
    v.strictObject({
      version: v.literal(2),
      preset: v.nullable(v.string('the name of a preset')),
      method: v.literal(id),
      ...Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema])),
    }),
  ]),
);

/** True if a run of one config can go on with the other: they differ at most in settings that training adopts at its next epoch. */
export function sameRun(a: Config, b: Config): boolean {
  const [before, after] = [settingsOf(a), settingsOf(b)];
  if (a.method !== b.method) return false;
  return Object.entries(methodOf(a).fields).every(([key, { live }]) => live || JSON.stringify(before[key]) === JSON.stringify(after[key]));
}

/** True if two configs make the same partition of a trained model: they differ in no setting of the partition. */
export const samePartition = (a: Config, b: Config): boolean => Object.keys(partitionDifference(a, b)).length === 0;

/** The settings of the partition that one config has otherwise than another of the same method. */
export function partitionDifference(a: Config, b: Config): ConfigPatch {
  const [one, other] = [settingsOf(a), settingsOf(b)];
  const fields = Object.entries(methodOf(a).fields);
  return Object.fromEntries(fields.flatMap(([key, { ofPartition }]) => (ofPartition && one[key] !== other[key] ? [[key, one[key]]] : [])));
}

/** The config with the other's settings of the partition: those that a trained model can be inspected under. */
export function withPartitionOf(config: Config, other: Config): Config {
  const from = settingsOf(other);
  const keys = Object.entries(methodOf(config).fields).flatMap(([key, { ofPartition }]) => (ofPartition ? [key] : []));
  return { ...config, ...Object.fromEntries(keys.map((key) => [key, from[key]])) };
}

/** The partition that the settings make of one that was trained with others; the same object where nothing differs. */
export function partitionUnder(config: Config, partition: PartitionModel): PartitionModel {
  const model = methodOf(config).under?.(partition, settingsOf(config)) ?? partition;
  return sameEntries(model, partition) ? partition : model;
}

/** True if two partitions have the same numbers and rules, and the very same arrays. */
const sameEntries = (one: PartitionModel, other: PartitionModel): boolean =>
  one === other ||
  Object.entries(one).every(([key, value]) => {
    const own = other[key as keyof PartitionModel] as unknown;
    return value === own || (!ArrayBuffer.isView(value) && JSON.stringify(value) === JSON.stringify(own));
  });

/** What the method does otherwise than usual on such data: at most one sentence. */
export function remarkOn(config: Config, shape: Pick<DataShape, 'n' | 'd'>): readonly string[] {
  const said = methodOf(config).remark?.(settingsOf(config), shape);
  return said ? [said] : [];
}

/** The points of a batch; all n for methods without batches. */
export const batchOf = (config: Config, n: number): number => ('batchSize' in config ? Math.min(config.batchSize, n) : n);

/** Settings that a pretrained network depends on, with their usual values. */
const ofNetworks = new Map(
  methods.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([key, field]) => (field.ofNetwork ? [[key, field.default] as const] : [])),
  ),
);

/**
 * The settings that a pretrained network depends on, as text: with the same ones, on the same data, it is the same network. What a method
 * has no setting for is as usual.
 */
export function networkKey(config: Config, d: number): string {
  const settings = settingsOf(config);
  return JSON.stringify(
    Array.from(ofNetworks, ([key, usual]) => (key === 'latent' ? memoryDimensions(config, d) : key in settings ? settings[key] : usual)),
  );
}

/** The keys of a config that a person or a script gives, as plain data. Throws ConfigError where they are no object, or cannot be read. */
const readKeys = (input: unknown): Record<string, unknown> =>
  readObject(
    input,
    (why) =>
      new ConfigError(
        'none' in why
          ? `A config is a JSON object such as {"beta": 1.2, "k": 7}, not ${why.none}.`
          : `The config cannot be read: ${why.unread}. Give plain numbers, texts, lists and objects.`,
        null,
      ),
  );

/** The method of this id, or of another name of it. Throws ConfigError. */
function methodNamed(name: unknown): Method {
  const found = methods.find(({ id, aliases }) => id === name || aliases?.some((alias) => alias === name));
  if (found) return found;
  const ids = methods.map(({ id }) => id);
  throw new ConfigError(`“method” must be one of ${ids.map((id) => `"${id}"`).join(', ')}, not ${shown(name)}.`, 'method');
}

const meta: readonly string[] = ['version', 'preset', 'method'];

/** Settings as they are given, and what they leave out. */
export interface Given {
  readonly method: Method;
  readonly patch: ConfigPatch;
  /** Settings of other methods that were left out, where they are not as those methods begin with. */
  readonly leftOut: readonly string[];
}

/**
 * The settings in `input`, by their present names. Files and links of other versions hold settings of every method side by side: those
 * that `method` does not have are left out. Throws ConfigError.
 */
export function withoutForeign(input: unknown, method: MethodId = defaultConfig.method): Given {
  const given = readKeys(input);
  const wanted = methodFor(given, method);
  const patch: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const [key, value] of Object.entries(presentNames(given, wanted))) {
    if (key === 'version') continue;
    const owner = Object.hasOwn(wanted.fields, key) || meta.includes(key) ? null : ownerOf(key);
    if (!owner) patch[key] = value;
    else if (!asDefault(owner, key, value)) leftOut.push(key);
  }
  return { method: wanted, patch: patch as ConfigPatch, leftOut };
}

/** "The config has settings that CLAM does not have, “latent”: they were left out.", or null. */
export const leftOutSentence = ({ leftOut, method }: Given, where: string): string | null =>
  leftOut.length === 0
    ? null
    : `${where} has settings that ${method.name} does not have: ${leftOut.map((key) => `“${key}”`).join(', ')}. They were left out.`;

const ownerOf = (key: string): Method | null =>
  methods.find(({ fields, renamed = {} }) => Object.hasOwn(fields, key) || Object.hasOwn(renamed, key)) ?? null;

/** The method that the keys ask for, by themselves or by their preset. */
function methodFor({ method, preset }: Record<string, unknown>, base: MethodId): Method {
  const asked = method ?? presets.find(({ id }) => id === preset)?.values.method;
  return methodNamed(asked ?? base);
}

/** Keys and values by their present names. */
function presentNames(given: Record<string, unknown>, { id, fields, renamed = {} }: Method): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      if (key === 'method') return [key, id];
      const name = Object.hasOwn(renamed, key) ? renamed[key] : key;
      return [name, Object.hasOwn(fields, name) ? (fields[name].upgrade?.(value) ?? value) : value];
    }),
  );
}

/**
 * The keys of a config that a person or a script gives, by their present names. With `"version": 1` keys of other methods are left out.
 * Throws ConfigError where they are no object, cannot be read, or are of an unknown version. @param base the method where they name none.
 */
export function readConfig(input: unknown, base: MethodId = defaultConfig.method): ConfigPatch {
  const given = readKeys(input);
  const { version = 2, ...rest } = given;
  if (version !== 1 && version !== 2) throw new ConfigError(`“version” must be 1 or 2, not ${shown(version)}.`, 'version');
  if (version === 1) return withoutForeign(given, base).patch;
  return presentNames(rest, methodFor(given, base)) as ConfigPatch;
}

/** True if a setting has the method's default. */
function asDefault({ id, fields, renamed = {} }: Method, key: string, value: unknown): boolean {
  const name = renamed[key] ?? key;
  const parsed = v.safeParse(fields[name].schema, fields[name].upgrade?.(value) ?? value);
  return parsed.success && JSON.stringify(parsed.output) === JSON.stringify(settingsOf(defaultsOf(id as MethodId))[name]);
}

/** The sentence on a config of version 1 with settings that its method does not have; else null. Throws ConfigError. */
export function version1Sentence(input: unknown, base: MethodId): string | null {
  return readKeys(input)['version'] === 1 ? leftOutSentence(withoutForeign(input, base), 'The config') : null;
}

/**
 * The settings that a config of another method begins with: on top of that method's own k, and what travels and was set by hand, for
 * methods differ in what goes without saying.
 */
export function startOf(method: MethodId, before: Config, own: Config = defaultsOf(method), shape: DataShape | null = null): Config {
  const usual = defaultsOf(before.method);
  const travels = Object.fromEntries(travelling.flatMap((key) => (key === 'k' || before[key] !== usual[key] ? [[key, before[key]]] : [])));
  const { follow } = methodOf({ method });
  const followed = before.k === own.k ? {} : follow?.({ k: before.k }, settingsOf(own), false);
  const config = { ...own, ...travels, ...followed, preset: before.preset } as Config;
  // A code that is tied to k may be longer than the points now.
  return shape && isDeep(config) && config.latent === null ? { ...config, latent: suggestedLatent(config, shape) } : config;
}

const suggestedLatent = ({ method }: DeepConfig, shape: DataShape): number | null => suggestedConfig(shape, method).latent ?? null;

/**
 * A whole config out of `base` and the keys of `input`; where they name another method, that method's own settings come in between.
 * Throws ConfigError with one sentence that names the key when a key is unknown or a value out of range; nothing is changed then.
 */
export function parseConfig(input: unknown, base: Config = defaultConfig): Config {
  const given: Settings = readConfig(input, base.method);
  const method = methodNamed(given['method'] ?? base.method);
  const known = [...meta, ...Object.keys(method.fields)];
  for (const key of Object.keys(given)) if (!known.includes(key)) throw unknownKey(key, method, known);
  const start = method.id === base.method ? base : startOf(method.id as MethodId, base);
  const parsed = v.safeParse(schemas.get(method.id)!, { ...start, ...given });
  if (!parsed.success) throw refusal(parsed.issues[0], method);
  const config = parsed.output as unknown as Config;
  const broken = brokenRule(config, method);
  if (broken) throw new ConfigError(broken.sentence, broken.key);
  return config;
}

function unknownKey(key: string, method: Method, known: readonly string[]): ConfigError {
  const owner = ownerOf(key);
  const sentence = owner
    ? `“${key}” is a setting of ${owner.name}, which ${method.name} does not have: leave it out, or give "method": "${owner.id}".`
    : `The config has an unknown key “${key.slice(0, 60)}”.${didYouMean(key, known)}`;
  return new ConfigError(sentence, key);
}

function refusal(issue: v.BaseIssue<unknown>, { fields }: Method): ConfigError {
  const path = (issue.path ?? []).map((part) => String(part.key));
  const name = path.join('.');
  if (issue.expected !== 'never') return new ConfigError(`“${name}” must be ${issue.message}, not ${shown(issue.input)}.`, path[0] ?? null);
  const names = Object.keys(entriesOf(fields[path[0]]?.schema));
  return new ConfigError(`The config has an unknown key “${name.slice(0, 60)}”.${didYouMean(path.at(-1) ?? name, names)}`, name);
}

/** The keys of the object that a setting is. */
function entriesOf(schema: Field<unknown>['schema'] | undefined): object {
  const { entries, wrapped } = (schema ?? {}) as { entries?: object; wrapped?: Field<unknown>['schema'] };
  return entries ?? (wrapped ? entriesOf(wrapped) : {});
}

/** The first rule between settings that is broken: one of every method's, then the method's own. */
function brokenRule(config: Config, method: Method): { key: string; sentence: string } | null {
  const { seed, restarts, embed } = config;
  if (seed + restarts - 1 > limits.seed[1])
    return {
      key: 'seed',
      sentence: `“seed” must be at most ${limits.seed[1] - restarts + 1} for ${restarts} restarts, which count on from it, not ${seed}.`,
    };
  if (embed?.of === 'encoded' && method.space === 'input')
    return {
      key: 'embed',
      sentence: `“embed” of "encoded" needs codes, and ${method.name} has none: choose "input" or "attracted", or "method": "dclam".`,
    };
  return method.check?.(settingsOf(config)) ?? null;
}

/**
 * A whole config out of `base` and what the user gave. A key "preset" puts that preset's values in between.
 * Throws ConfigError for an unknown preset, key or value.
 */
export function resolveConfig(input: unknown, base: Config = defaultConfig): Config {
  const keys = readKeys(input);
  const id: unknown = keys['preset'] ?? null;
  if (id === null) return parseConfig(keys, base);
  const preset = presets.find((one) => one.id === id);
  if (!preset) {
    const ids = presets.map((one) => one.id);
    const name = typeof id === 'string' ? id.slice(0, 60) : shown(id);
    throw new ConfigError(`There is no preset “${name}”.${didYouMean(name, ids)} The presets are ${ids.join(', ')}.`, 'preset');
  }
  return parseConfig({ ...preset.values, ...readConfig(keys, preset.values.method) }, base);
}

/** A config of earlier data as it suits these: what does not go with them gives way, and what they ask for by themselves is in. */
export function suitedTo(config: Config, shape: DataShape): Config {
  const { id, suit } = methodOf(config);
  const suited = suit?.(settingsOf(config), shape) ?? {};
  return { ...config, preset: null, ...suited, ...suggestedConfig(shape, id as MethodId) } as Config;
}

/** The config as a file has it: what version 1 calls otherwise keeps that name. */
export function writtenConfig(config: Config): Settings {
  if (config.method !== 'dclam') return config;
  const { head, ...rates } = config.rates;
  return { ...config, rates: { ...rates, memories: head } };
}
