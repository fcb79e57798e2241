import { ConfigError, isDeep, memoryDimensions, methodOf, settingsOf, type Config, type DeepConfig } from '../../methods/config';
import { memoryBudget, tooLarge, type RunShape } from './memoryNeed';

/** True for networks whose codes may be longer than the points: they are of one layer, and cannot copy a point by its parts. */
const widens = ({ network }: DeepConfig): boolean => network === 'quadratic' || network.length === 0;

/**
 * Throws ConfigError where a config that is right in itself does not fit a data set, or its run would not fit in memory.
 * @param budget bytes that a run may take.
 */
export function checkAgainst(config: Config, shape: RunShape, budget = memoryBudget()): void {
  const { k } = config;
  const { n, d, image } = shape;
  if (k > n) throw new ConfigError(`“k” is ${k}, but there are only ${n} points; choose k between 1 and ${n}.`, 'k');
  if (isDeep(config) && !widens(config) && memoryDimensions(config, d) > d)
    throw new ConfigError(
      config.latent === null
        ? `“latent” is tied to k = ${k}, and a code of ${k} numbers is longer than the points, which have ${d}: choose “k” of at most ${d}, or set “latent” to at most ${d}.`
        : `“latent” is ${config.latent}, and a code of ${config.latent} numbers is longer than the points, which have ${d}: choose “latent” between 1 and ${d}.`,
      'latent',
    );
  const broken = methodOf(config).fits?.(settingsOf(config), shape);
  if (broken) throw new ConfigError(broken.sentence, broken.key);
  if (isDeep(config) && !image && (config.network === 'cae' || config.network === 'rae'))
    throw new ConfigError(
      `“network” "${config.network}" is made of convolutions and needs pictures, and these points are rows of a table with ${d} columns: choose "eae" or widths of your own, or open the data as pictures.`,
      'network',
    );
  if (isDeep(config) && config.network === 'quadratic' && d !== 2)
    throw new ConfigError(
      `“network” "quadratic" is made of the squares and products of two features, and these points have ${d}: choose "eae" or widths of your own.`,
      'network',
    );
  const refused = tooLarge(config, shape, budget);
  if (refused) throw new ConfigError(refused.sentence, refused.key, 'too-large');
}
