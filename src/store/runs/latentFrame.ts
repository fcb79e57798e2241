import { noNumbers } from '../../core/metrics/numbers';
import { partitionerOf, withSets } from '../../core/partition/kinds';
import { EngineError } from '../../engine/client';
import type { Assessment, EngineApi, LatentEpoch, Snapshot } from '../../engine/protocol';
import { noEpoch } from '../shown/lacksCodes';
import { nearestPoints } from '../shown/standIns';
import type { RunState } from '../state';

/**
 * An epoch of a deep method without its networks, as a frame of the run at hand: judged on its codes, its prototypes shown by the points
 * nearest to them. Without codes it has no labels and no numbers. Rejects with EngineError "bad-model".
 */
export async function latentFrame(
  { config, epoch, partition: given, codes, axes }: LatentEpoch,
  { dataset, space, run, restart }: Pick<RunState, 'dataset' | 'space' | 'run' | 'restart'>,
  api: Pick<EngineApi, 'checkPartition' | 'assess'>,
): Promise<Snapshot> {
  if (!dataset || !space) throw new EngineError('no-data', 'There is no data set yet. Load one first.');
  const { n, d } = dataset;
  const partition = await api.checkPartition(given, config, n, d);
  const m = partition.d;
  if (codes && (codes.length !== n * m || !codes.every((x) => Math.abs(x) <= largestCode)))
    throw new EngineError('bad-model', `The codes are not ${n} × ${m} finite numbers.`);
  const places = Float32Array.from(partitionerOf(partition).prototypes);
  const drawn = codes && (await nearestPoints(places, { codes, m }, dataset, space));
  const { sets, ...judged }: Assessment = codes ? await api.assess({ run, restart, epoch: noEpoch, codes, partition }) : unknown;
  return {
    run,
    config,
    restart,
    epoch,
    partition: withSets(partition, sets),
    latent: {
      m,
      codes: codes ?? new Float32Array(0),
      decoded: drawn?.values ?? new Float32Array(0),
      ...(drawn?.points && { standIns: { points: drawn.points, drawn: null } }),
      pretrained: true,
      withoutNetworks: true,
      ...(!codes && axes && { axes }),
    },
    loss: null,
    wholeLoss: null,
    learningRate: null,
    ...judged,
  };
}

/** Above this, squares do not fit single precision. */
const largestCode = 1e15;

const unknown: Assessment = {
  labels: new Uint16Array(0),
  voronoiLabels: null,
  metrics: { ...noNumbers, clusters: 0 },
  voronoi: null,
};
