/** The settings of the page: what a change makes of them. Each method remembers those that it was left with. */
import type { Dataset } from '../../data/dataset';
import {
  betaAt,
  betaOf,
  defaultsOf,
  hasBalls,
  namesBeta,
  presets,
  readConfig,
  resolveConfig,
  sameRun,
  startOf,
  suggestedConfig,
  suitedTo,
  version1Sentence,
  withBeta,
  type Config,
  type ConfigPatch,
  type MethodId,
} from '../../methods/config';
import type { Start } from '../../methods/method';
import { checkAgainst } from '../../engine/protocol';

/** Keys that do not make a preset's run another run. */
const besidePreset: readonly string[] = ['version', 'preset', 'seed', 'backend'];

export interface Changed {
  readonly config: Config;
  /** Which keys of another method were left out; null where none were. */
  readonly leftOut: string | null;
  /** β is of balls, and nobody named it: a run that begins with these settings has the one that suits its start. Null: as it was before. */
  readonly suits: boolean | null;
}

export interface Settings {
  /**
   * A preset that is changed is that preset no longer. Where the energy changes and nobody named β, that is as goes without saying for the
   * other one. Throws ConfigError where the config is none, or does not fit the data. @param start of the run at hand; null before there is one.
   */
  patched(given: ConfigPatch, before: Config, dataset: Dataset | null, start: () => Start | null): Changed;
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

  /** True if β of the method was left among other data, where it was of balls. */
  const leftElsewhere = (method: MethodId, dataset: Dataset | null): boolean => {
    const known = left.get(method);
    return known !== undefined && known.dataset !== dataset && hasBalls(known.config);
  };

  return {
    patched(given, before, dataset, start) {
      const patch = readConfig(given, before.method);
      const kept = patch.preset !== undefined || Object.keys(patch).every((key) => besidePreset.includes(key)) ? before.preset : null;
      const method = askedMethod(patch) ?? before.method;
      const base = method === before.method ? before : switched(method, before, dataset);
      const asked = resolveConfig(patch, { ...base, preset: kept });
      const { config, suits } =
        method !== before.method && leftElsewhere(method, dataset) && !namesBeta(patch)
          ? { config: asked, suits: hasBalls(asked) }
          : followed(patch, base, asked, dataset, method === before.method ? start : null);
      if (dataset) checkAgainst(config, dataset);
      return { config, leftOut: version1Sentence(given, before.method), suits };
    },
    forData(given, before, dataset) {
      const patch = readConfig(given, before.method);
      const method = askedMethod(patch) ?? before.method;
      const base = suitedTo(method === before.method ? before : startOf(method, before, left.get(method)?.config), dataset);
      const asked = resolveConfig(patch, base);
      const named = namesBeta(patch);
      const config = hasBalls(base) && !hasBalls(asked) && !named ? withBeta(asked, betaOfData(asked, dataset)!) : asked;
      checkAgainst(config, dataset);
      return { config, leftOut: version1Sentence(given, before.method), suits: hasBalls(config) && !named };
    },
    leave(config, next, dataset) {
      if (next.method !== config.method) left.set(config.method, { config, dataset });
    },
  };
}

/** The method that a patch, or its preset, asks for. */
const askedMethod = (patch: ConfigPatch): MethodId | undefined =>
  patch.method ?? presets.find(({ id }) => id === patch.preset)?.values.method;

/** The suggested β of the data, where it is not one of balls. */
const betaOfData = ({ method }: Config, dataset: Dataset): number | null =>
  suggestedConfig(dataset, method).beta ?? betaOf(defaultsOf(method));

/**
 * β follows the energy, and the start of another run, as long as nobody names it: then it is what goes without saying.
 * @param base the settings before, of the same method. @param start of the run that has them; null where there is none at hand.
 */
function followed(
  patch: ConfigPatch,
  base: Config,
  config: Config,
  dataset: Dataset | null,
  start: (() => Start | null) | null,
): Pick<Changed, 'config' | 'suits'> {
  if (namesBeta(patch) || !(hasBalls(base) || hasBalls(config))) return { config, suits: false };
  if (hasBalls(base) === hasBalls(config) && start && sameRun(base, config)) return { config, suits: null };
  const at = start?.() ?? null;
  const usual = (of: Config) => (hasBalls(of) ? at && betaAt(of, at) : dataset && betaOfData(of, dataset));
  if (betaOf(base) !== usual(base)) return { config, suits: false };
  return { config: withBeta(config, usual(config) ?? betaOf(config)!), suits: hasBalls(config) };
}
