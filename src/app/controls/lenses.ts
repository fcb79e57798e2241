import { isDeep, type Config, type ConfigPatch, type Mask } from '../../engine/protocol';

/** Ways in which a control reads and writes its part of the config. */

type NumericKey = { [K in keyof Config]: Config[K] extends number ? K : never }[keyof Config];

/** Reads and writes one number of the config under its own name. */
export const numeric = (key: Exclude<NumericKey, 'version'>) => ({
  id: key,
  about: key,
  read: (config: Config) => config[key],
  patch: (value: number): ConfigPatch => ({ [key]: value }),
});

export const spoken: Record<string, string> = {
  euclidean: 'Euclidean',
  spherical: 'Spherical',
  normal: 'Random',
  points: 'Data points',
  'kmeans++': 'k-means++',
  kmeans: 'k-means centres',
  loss: 'Lowest loss',
  silhouette: 'Highest silhouette',
  standard: 'Mean 0, sd 1',
  minmax: '0 to 1',
  pixels: '0 to 1, all by one range',
  none: 'None',
  mean: 'Feature’s mean',
  min: 'Feature’s least',
  max: 'Feature’s most',
};

/** Reads and writes one of a few words. */
export const oneOf = <K extends 'similarity' | 'init' | 'choose' | 'scaling'>(key: K, options: readonly Config[K][]) => ({
  kind: 'choice' as const,
  id: key,
  about: key,
  options: options.map((value) => ({ value, label: spoken[value] ?? value })),
  read: (config: Config) => config[key],
  patch: (value: string): ConfigPatch => ({ [key]: value }),
});

export const usualMask: Mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false };
export const masked = (config: Config) => config.mask !== null;
/** Settings of CLAM that deep methods have not, and the other way round. */
export const shallow = (config: Config) => !isDeep(config);
export const deep = isDeep;
export const maskOf = (config: Config): Mask => config.mask ?? usualMask;
