/** Which runs a run is read against: k-means on the points, and of deep methods AE + k-means and CLAM on the input besides. */
import type { Space } from '../../engine/protocol';
import { suggestedFor } from '../../methods/clam/declare';
import { defaultsOf, isDeep, methodOf, settingsOf, type Config, type DeepConfig } from '../../methods/config';
import { baselineId } from './readAgainst';
import type { ReadAgainst, RunRecord } from './record';

export interface Comparison extends Omit<ReadAgainst, 'run'> {
  readonly config: Config;
  /** The pretrained network that it begins with, which is the run's; null where it has none. */
  readonly network: unknown;
}

/** The same seed for every run: a new seed of the prototypes must not move the line. */
const besides = { restarts: 1, seed: 0, choose: 'loss', backend: 'cpu', preset: null } as const;

/** @param space that the run's points are in. @param network that a deep run began with; null while it is not pretrained. */
export function comparisons({ config, data, training, result, against }: RunRecord, space: Space, network: unknown): Comparison[] {
  const deep = isDeep(config);
  const found: Comparison[] = [{ id: 'kmeans', name: deep ? 'k-means on the input' : 'k-means', config: kmeansOf(config), network: null }];
  if (!deep) return found;
  if (network) found.push({ id: baselineId(config), name: 'AE + k-means', config: aeKMeansOf(config), network });
  const clam = clamOf(config, data.n, space);
  // It takes seconds, which a run that is not trained to its end is not worth.
  const wanted = (training.state === 'finished' && result) || against?.some(({ id }) => id === 'clam');
  if (clam && wanted) found.push({ id: 'clam', name: 'CLAM on the input', config: clam, network: null });
  return found;
}

const kmeansOf = ({ k, scaling }: Config): Config => ({ ...defaultsOf('kmeans'), ...besides, init: 'best', k, scaling });

/** With all the settings that a pretrained network depends on, for it takes the run's. */
function aeKMeansOf(config: DeepConfig): Config {
  const settings = settingsOf(config);
  const ofNetwork = Object.entries(methodOf({ method: 'ae-kmeans' }).fields).filter(([key, field]) => field.ofNetwork && key in settings);
  const own = Object.fromEntries(ofNetwork.map(([key]) => [key, settings[key]]));
  return { ...defaultsOf('ae-kmeans'), ...besides, ...own, k: config.k };
}

/** Epochs of CLAM at most, for it begins at k-means' centres; and multiplications that they may take together: some seconds. */
const clamEpochs = 30;
const mostWork = 4e9;

/** With the suggested settings; null where it would take too long. */
function clamOf({ k, scaling }: Config, n: number, { d, variance }: Space): Config | null {
  const clam = defaultsOf('clam');
  const epochs = Math.min(clamEpochs, Math.floor(mostWork / (n * d * k * (6 * clam.steps + 2))));
  if (epochs < 1) return null;
  const own = { ...suggestedFor(d, k, variance), batchSize: 32, epochs };
  return { ...clam, ...besides, k, scaling, ...own };
}
