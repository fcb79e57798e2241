import { messageOf } from '../core/work/messageOf';
import { CATALOGUE } from '../data/catalogue';
import { GENERATORS } from '../data/synthetic';
import {
  ConfigError,
  defaultConfig,
  defaultsOf,
  leftOutSentence,
  methodOf,
  partitionDifference,
  presets,
  resolveConfig,
  settingsOf,
  withoutForeign,
  type Config,
  type ConfigPatch,
  type MethodId,
  type Suggestion,
} from '../methods/config';
import { didYouMean } from '../methods/didYouMean';
import { linked, numberOr, type Field, type LinkCodec } from '../methods/fields';
import { methods } from '../methods/index';
import { limits } from '../methods/limits';
import { defaultProjection, parseProjection, type ProjectionSettings } from '../projection/settings';
import type { PlaneChoice, StageView, TileView } from '../store/state';

/** The address of a state: which keys a link may have, how each is written, and what a link says when it is read. Never user data. */

/** The set that a link without one opens: small, planar, and clear at a glance. */
export const firstScreen = 'synthetic/five-gaussians';

export interface SyntheticOptions {
  n?: number;
  noise?: number;
  seed?: number;
}

export interface UrlState {
  /** Id of a set of the catalogue; null for the first screen's own, and for a user's file. */
  data: string | null;
  knobs: SyntheticOptions;
  config: ConfigPatch;
  /** Settings that what the link shows was trained with, where it is looked at under those of `config`; else absent. */
  trained?: ConfigPatch;
  stage: StageView;
  layout: readonly TileView[];
  /** Null: the one that the data set is opened in by itself. */
  plane: PlaneChoice | null;
  /** Of the Embedding view, what is not as usual. */
  embedding: Partial<ProjectionSettings>;
}

export interface Linkable extends Omit<UrlState, 'config' | 'plane'> {
  config: Config;
  plane: PlaneChoice;
  /** The settings that suit the data set when it is opened by itself. */
  suggested: Suggestion;
  /** The plane that the data set is opened in by itself. */
  usualPlane: PlaneChoice;
}

/**
 * A link that is being read: what it says beside the settings, and the texts of its settings, which the config's own schema checks at the
 * end.
 */
interface Reading {
  url: Omit<UrlState, 'config'>;
  texts: Record<string, string>;
}

interface Parameter {
  readonly key: string;
  /** The text for this state, or null where it goes without saying. `base` is the config that a link without config keys gives. */
  readonly write: (state: Linkable, base: Config) => string | null;
  /** Answers with a sentence when the text cannot be used. */
  readonly read: (text: string, into: Reading) => string | null;
}

/** How a setting is written in links: under its own name, where its declaration says nothing else. */
const codecOf = (key: string, { link }: Field<unknown>): LinkCodec<unknown> | null => (link === undefined ? linked(key, numberOr) : link);

/** The parameters of the settings of all methods, each under its own name. Only those of the config's method are written. */
const settingParameters: readonly Parameter[] = [
  ...new Map(
    methods.flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([key, field]) =>
        (codecOf(key, field)?.keys ?? []).map((name): [string, Parameter] => [name, settingParameter(name, key)]),
      ),
    ),
  ).values(),
];

function settingParameter(name: string, key: string): Parameter {
  return {
    key: name,
    write: ({ config }, base) => {
      const field = methodOf(config).fields[key];
      const settings = settingsOf(config);
      return (field && codecOf(key, field)?.write(settings[key], settingsOf(base)[key], settings)[name]) ?? null;
    },
    read: (text, { texts }) => {
      texts[name] = text;
      return null;
    },
  };
}

/** The preset's or method's name. @param usual what goes without saying. */
const named = (key: 'preset' | 'method', usual: (config: Config) => string | null): Parameter => ({
  key,
  write: ({ config }) => (config[key] === usual(config) ? null : config[key]),
  read: (text, { texts }) => {
    texts[key] = text;
    return null;
  },
});

/** The method that a link means where it names none: its preset's, or the first. */
const methodUnnamed = ({ preset }: Config): string => presets.find(({ id }) => id === preset)?.values.method ?? defaultConfig.method;

const generatorOf = (id: string | null) => GENERATORS.find((one) => one.id === id);

/** A knob of a synthetic set, in its generator's range. */
const knob = (key: string, name: keyof SyntheticOptions): Parameter => ({
  key,
  write: ({ data, knobs }) => {
    const value = knobs[name];
    const usual = name === 'seed' ? 0 : generatorOf(data)?.[name].default;
    return !generatorOf(data) || value === undefined || value === usual ? null : String(value);
  },
  read: (text, { url }) => {
    const generator = generatorOf(url.data);
    if (!generator) return `“${key}” is for synthetic sets, and the link names none; it was left out.`;
    const { min, max } = name === 'seed' ? { min: 0, max: Number.MAX_SAFE_INTEGER } : generator[name];
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const whole = name !== 'noise';
    if (!(value >= min && value <= max && (!whole || Number.isInteger(value))))
      return `“${key}” must be ${whole ? 'a whole number' : 'a number'} between ${min} and ${max}, not ${quoted(text)}.`;
    url.knobs[name] = value;
    return null;
  },
});

const quoted = (text: string): string => `“${text.slice(0, 60)}”`;
const stages: readonly StageView[] = ['basins', 'memories', 'embedding', 'interpolation'];
const tileViews: readonly TileView[] = [
  ...stages,
  'curves',
  'path',
  'metrics',
  'inspector',
  'histogram',
  'dendrogram',
  'sharpness',
  'agreement',
];
const ids = CATALOGUE.map(({ id }) => id);

/** The source that a link opens: its set, with its settings where it has some; the first screen's set where it names none. */
export const sourceOf = ({ data, knobs }: Pick<UrlState, 'data' | 'knobs'>): string | ({ name: string } & SyntheticOptions) =>
  data !== null && Object.keys(knobs).length > 0 ? { name: data, ...knobs } : (data ?? firstScreen);

/** The parts of a link, in the order in which they are written and read. */
export const linkParameters: readonly Parameter[] = [
  {
    key: 'data',
    write: ({ data }) => (data !== null && ids.includes(data) ? data : null),
    read: (text, { url }) => {
      const wanted = text.trim().toLowerCase();
      url.data = ids.find((id) => id === wanted || id === `synthetic/${wanted}`) ?? null;
      return url.data === null
        ? `“data” names no set that there is: ${quoted(text)}.${didYouMean(wanted, ids)} The sets are ${ids.join(', ')}.`
        : null;
    },
  },
  knob('n', 'n'),
  knob('noise', 'noise'),
  knob('dataSeed', 'seed'),
  named('preset', () => null),
  named('method', methodUnnamed),
  ...settingParameters,
  {
    key: 'trained',
    // beta:5,steps:10
    write: ({ trained }) =>
      Object.entries(trained ?? {})
        .map(([name, value]) => `${name}:${value}`)
        .join(',') || null,
    read: (text, { url }) => {
      url.trained = pairsIn(text);
      return null;
    },
  },
  {
    key: 'stage',
    write: ({ stage }) => (stage === 'basins' ? null : stage),
    read: (text, { url }) => {
      const stage = stages.find((one) => one === text);
      if (!stage) return `“stage” must be one of ${stages.join(', ')}, not ${quoted(text)}.`;
      url.stage = stage;
      return null;
    },
  },
  {
    key: 'tiles',
    write: ({ layout }) => (layout.length === 0 ? null : layout.join(',')),
    read: (text, { url }) => {
      const views = text.split(',').flatMap((name) => tileViews.find((one) => one === name) ?? []);
      if (views.length !== text.split(',').length || ![2, 4].includes(views.length) || new Set(views).size < views.length)
        return `“tiles” must be two or four different ones of ${tileViews.join(', ')}, not ${quoted(text)}.`;
      url.layout = views;
      return null;
    },
  },
  {
    key: 'plane',
    // Memories are numbered from 1 for people.
    write: ({ plane, usualPlane }) =>
      JSON.stringify(plane) === JSON.stringify(usualPlane)
        ? null
        : plane.kind === 'memories'
          ? plane.memories.map((index) => index + 1).join(',')
          : plane.kind,
    read: (text, { url }) => {
      const [a, b, c, ...rest] = text.split(',').map((part) => Number(part) - 1);
      if (text === 'data' || text === 'pca') url.plane = { kind: text };
      else if (
        rest.length === 0 &&
        new Set([a, b, c]).size === 3 &&
        [a, b, c].every((index) => index !== undefined && Number.isInteger(index) && index >= 0 && index < limits.k[1])
      )
        url.plane = { kind: 'memories', memories: [a ?? 0, b ?? 1, c ?? 2] };
      else return `“plane” must be data, pca or the numbers of three memories or centres such as 1,2,3, not ${quoted(text)}.`;
      return null;
    },
  },
  {
    key: 'embedding',
    // method:tsne,perplexity:50
    write: ({ embedding }) => {
      const unusual = Object.entries(embedding).filter(([name, value]) => value !== defaultProjection[name as keyof ProjectionSettings]);
      return unusual.map(([name, value]) => `${name}:${value}`).join(',') || null;
    },
    read: (text, { url }) => {
      const given = pairsIn(text);
      try {
        parseProjection(given);
      } catch (error) {
        return `in “embedding”: ${messageOf(error)}`;
      }
      url.embedding = given;
      return null;
    },
  },
];

/** "a:1,b:x,c:null" as an object. */
const pairsIn = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    text
      .split(',')
      .map((pair) => pair.split(':'))
      .map(([name, value = '']) => [name, value === 'null' ? null : numberOr(value)]),
  );

const baseOf = ({ config, suggested }: Linkable): Config => {
  const usual = { ...defaultsOf(config.method), ...suggested } as Config;
  return config.preset === null ? usual : { ...resolveConfig({ preset: config.preset }, usual), preset: null };
};

/** "?data=iris&beta=1.2", or "" where everything is as on the first screen. */
export function encodeUrl(state: Linkable): string {
  const base = baseOf(state);
  const query = new URLSearchParams();
  for (const { key, write } of linkParameters) {
    const text = write(state, base);
    if (text !== null) query.set(key, text);
  }
  // Slashes, commas and colons may stand in a query, and are easier to read so.
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text && `?${text}`;
}

/** The settings that a link asks for, and a sentence for each part of it that cannot be used; the rest is used. */
export function decodeUrl(search: string): { url: UrlState; problems: string[] } {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const reading: Reading = {
    url: { data: null, knobs: {}, stage: 'basins', layout: [], plane: null, embedding: {} },
    texts: {},
  };
  const keys = linkParameters.map(({ key }) => key);
  for (const key of new Set(query.keys()))
    if (!keys.includes(key)) problems.push(`The link has an unknown key ${quoted(key)}.${didYouMean(key, keys)}`);
  for (const { key, read } of linkParameters) {
    const text = query.get(key);
    const problem = text === null ? null : read(text, reading);
    if (problem) problems.push(`In the link, ${problem}`);
  }
  const config = checked(reading, problems);
  const { trained, ...url } = reading.url;
  const then = trained && checkedTrained(trained, config, problems);
  return { url: { ...url, config, ...(then && { trained: then }) }, problems };
}

/** Settings of the partition alone, such as the schema accepts beside the link's config. */
function checkedTrained(trained: ConfigPatch, config: ConfigPatch, problems: string[]): ConfigPatch | null {
  try {
    const whole = resolveConfig(config);
    const then = resolveConfig(trained, { ...whole, preset: null });
    if (then.method === whole.method) return partitionDifference(then, whole);
    problems.push('In the link, “trained” names another method; it was left out.');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(`In the link, “trained” was left out: ${error.message}`);
  }
  return null;
}

/** The settings that the schema accepts together; each one that it refuses is left out and told, and so are those of other methods. */
function checked({ texts }: Reading, problems: string[]): ConfigPatch {
  const preset = presets.find(({ id }) => id === texts['preset'])?.values;
  const asked = texts['method'] ?? preset?.method;
  const method = methods.find(({ id, aliases }) => id === asked || aliases?.some((alias) => alias === asked)) ?? methodOf(defaultConfig);
  const raw: Record<string, unknown> = {};
  for (const [key, field] of [method, ...methods.filter((one) => one !== method)].flatMap(({ fields }) => Object.entries(fields))) {
    const codec = codecOf(key, field);
    if (key in raw || !codec?.keys.some((name) => name in texts)) continue;
    const { value, problem } = codec.read(texts, preset?.[key as keyof ConfigPatch]);
    if (value !== undefined) raw[key] = value;
    if (problem) problems.push(`In the link, ${problem}`);
  }
  const own = withoutForeign(raw, method.id as MethodId);
  const foreign = leftOutSentence(own, 'The link');
  if (foreign) problems.push(foreign);
  const named = Object.fromEntries(['preset', 'method'].filter((key) => key in texts).map((key) => [key, texts[key]]));
  const given: Record<string, unknown> = { ...named, ...own.patch };
  for (;;) {
    try {
      const config = settingsOf(resolveConfig(given));
      return Object.fromEntries(Object.keys(given).map((key) => [key, config[key]]));
    } catch (error) {
      if (!(error instanceof ConfigError) || error.key === null || !(error.key in given)) throw error;
      problems.push(`In the link, ${error.message}`);
      delete given[error.key];
    }
  }
}
