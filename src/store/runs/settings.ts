/** The settings of the page: what a change makes of them. Each method remembers those that it was left with. */
import type { Dataset } from '../../data/dataset';
import {
  defaultsOf,
  presets,
  readConfig,
  resolveConfig,
  startOf,
  suitedTo,
  version1Sentence,
  type Config,
  type ConfigPatch,
  type MethodId,
} from '../../methods/config';
import { checkAgainst } from '../../engine/protocol';

/** Keys that do not make a preset's run another run. */
const besidePreset: readonly string[] = ['version', 'preset', 'seed', 'backend'];

export interface Changed {
  readonly config: Config;
  /** Which keys of another method were left out; null where none were. */
  readonly leftOut: string | null;
}

export interface Settings {
  /** A preset that is changed is that preset no longer. Throws ConfigError where the config is none, or does not fit the data. */
  patched(given: ConfigPatch, before: Config, dataset: Dataset | null): Changed;
  /** The same for data that are to be loaded: settings that do not go with them change. */
  forData(given: ConfigPatch, before: Config, dataset: Dataset): Changed;
  /** The method of `config` is left for that of `next`, on these data. */
  leave(config: Config, next: Config, dataset: Dataset | null): void;
}

export function createSettings(): Settings {
  const left = new Map<MethodId, { readonly config: Config; readonly dataset: Dataset | null }>();

  /** The settings that another method was left with, or begins with on this set. */
  function switched(method: MethodId, before: Config, dataset: Dataset | null): Config {
    const known = left.get(method);
    const own = known?.config ?? defaultsOf(method);
    const shape = dataset && { ...dataset, k: before.k };
    return startOf(method, before, shape && known?.dataset !== dataset ? suitedTo(own, shape) : own, shape);
  }

  return {
    patched(given, before, dataset) {
      const patch = readConfig(given, before.method);
      const kept = patch.preset !== undefined || Object.keys(patch).every((key) => besidePreset.includes(key)) ? before.preset : null;
      const method = askedMethod(patch) ?? before.method;
      const base = method === before.method ? before : switched(method, before, dataset);
      const config = resolveConfig(patch, { ...base, preset: kept });
      if (dataset) checkAgainst(config, dataset);
      return { config, leftOut: version1Sentence(given, before.method) };
    },
    forData(given, before, dataset) {
      const patch = readConfig(given, before.method);
      const method = askedMethod(patch) ?? before.method;
      const base = suitedTo(method === before.method ? before : startOf(method, before, left.get(method)?.config), dataset);
      const config = resolveConfig(patch, base);
      checkAgainst(config, dataset);
      return { config, leftOut: version1Sentence(given, before.method) };
    },
    leave(config, next, dataset) {
      if (next.method !== config.method) left.set(config.method, { config, dataset });
    },
  };
}

/** The method that a patch, or its preset, asks for. */
const askedMethod = (patch: ConfigPatch): MethodId | undefined =>
  patch.method ?? presets.find(({ id }) => id === patch.preset)?.values.method;
