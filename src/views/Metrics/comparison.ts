/** Sentences below the table when a training has ended: whether k-means has the higher silhouette, and how many memories have no points. */
import type { TrainingResult } from '../../engine/protocol';
import type { KMeansBaseline } from '../../store/runs/readAgainst';
import { formatScore, formatValue } from '../format';
import { baselineName } from '../baseline';
import { wordsOf } from '../words';
import { methodOf } from '../../methods/config';
import { limits } from '../../methods/limits';

/** Silhouettes that differ by less are taken as equal: another seed moves them by as much. */
export const noise = 0.01;
/** Restarts that are worth trying where there were fewer. */
const someRestarts = 10;

type Compared = Pick<TrainingResult, 'best' | 'config'>;

/** "k-means has the higher SC in the scaled input space, 0.357 against 0.331. Worth trying: …", or null where it has not. */
export function behindKMeans({ best, config }: Compared, kmeans: Pick<KMeansBaseline, 'metrics'> | null): string | null {
  const method = methodOf(config);
  const inCodes = method.space === 'codes';
  const id = inCodes ? 'scEncoded' : 'silhouette';
  const own = best.metrics[id];
  const line = kmeans?.metrics[id];
  if (own === null || line == null || line - own < noise) return null;
  const where = inCodes ? 'SC on e(x), of the pretrained encoder' : 'SC in the scaled input space';
  const tries = worthTrying(config);
  const advice = tries.length > 0 ? ` Worth trying: ${listed(tries)}.` : '';
  return `${baselineName(method)} has the higher ${where}, ${formatScore(line)} against ${formatScore(own)}.${advice}`;
}

function worthTrying(config: TrainingResult['config']): string[] {
  const { restarts, choose } = config;
  const init = 'init' in config ? config.init : null;
  const beta = 'beta' in config ? config.beta : null;
  // A method that chance has no part in has no restarts to set.
  const restarted = methodOf(config).panels.some(({ fields }) => fields.includes('restarts'));
  return [
    init === 'kmeans' || methodOf(config).partition !== 'memory' ? '' : 'memories that start as k-means’ centres',
    'mask' in config && config.mask ? 'no mask' : '',
    !restarted
      ? ''
      : restarts < someRestarts || choose !== 'silhouette'
        ? `${Math.max(restarts, someRestarts)} restarts, chosen by the highest silhouette`
        : 'another seed',
    beta === null
      ? ''
      : `another β, such as ${[beta / 2, beta * 2]
          .filter((one) => one >= limits.beta[0] && one <= limits.beta[1])
          .map((one) => formatValue(one))
          .join(' or ')}`,
  ].filter(Boolean);
}

/** "a; b; or c": parts may have commas of their own. */
const listed = (parts: readonly string[]) => (parts.length < 2 ? parts.join('') : [...parts.slice(0, -1), `or ${parts.at(-1)}`].join('; '));

/** "1 of 7 memories has no points.", or null where all have some. */
export function withoutPoints({ best, config }: Pick<Compared, 'best' | 'config'>): string | null {
  const without = config.k - best.metrics.clusters;
  const { prototypes } = wordsOf(best.partition);
  return without > 0 ? `${without} of ${config.k} ${prototypes} ${without === 1 ? 'has' : 'have'} no points.` : null;
}
