/** The codes of a deep run as data of their own, so that methods on the points can be trained on them. */
import { totalVariance } from '../../core/algebra/variance';
import { DataError, type Dataset } from '../../data/dataset';
import { isDeep, methodOf, type DeepConfig } from '../../methods/config';
import type { Shown } from '../state';

const networkNames = { eae: 'EAE', cae: 'CAE', rae: 'RAE', quadratic: 'quadratic' } as const;

/** "CAE", or the widths: "AE 64–32". */
const networkName = ({ network }: DeepConfig): string =>
  typeof network === 'string' ? networkNames[network] : `AE ${network.join('–')}`.trimEnd();

/**
 * One column a code entry; points keep their labels, names and rows. Codes share one unit, so that methods begin without scaling them.
 * @param dataset that the shown run is trained on. Throws DataError "no-codes" where no codes are shown, or networks that learned nothing.
 */
export function codesAsData(
  { id, name, n, k, labels, labelNames, source, rows, itemNames, otherColumns }: Dataset,
  shown: Pick<Shown, 'run' | 'restart' | 'epoch' | 'config' | 'latent'> | null,
): Dataset {
  if (!shown?.latent || !isDeep(shown.config))
    throw new DataError('no-codes', 'There are no codes: choose a deep method, such as DCLAM, and train it first.');
  const { run, restart, epoch, config, latent } = shown;
  const { m, codes } = latent;
  if (!latent.pretrained) throw new DataError('no-codes', 'These codes are of networks that have learned nothing yet: train first.');
  if (codes.length !== n * m)
    throw new DataError('no-codes', `There are ${codes.length} numbers for ${n} codes of ${m}: show the run again.`);
  if (!codes.every(Number.isFinite)) throw new DataError('no-codes', 'Some of these codes are no finite numbers: show another epoch.');
  const network = networkName(config);
  const { name: method } = methodOf(config);
  const joint = epoch > 0;
  return {
    id: `codes:${id}:${run}.${restart}.${epoch}`,
    name: `${name} · ${network} codes${joint ? ` of ${method}` : ''}`,
    n,
    d: m,
    values: codes.slice(),
    features: Array.from({ length: m }, (_, j) => `code ${j + 1}`),
    labels,
    labelNames,
    image: null,
    k,
    source,
    notes: [
      `Each point is a code of ${m} ${m === 1 ? 'number' : 'numbers'}, e(x) of “${name}”, by the encoder (${network}) of ${method}, ${
        joint ? `epoch ${epoch}` : 'as it was pretrained'
      }, seed ${config.seed + restart}, seed of the network ${config.networkSeed}. They are not scaled.`,
    ],
    rows,
    itemNames,
    otherColumns,
    unscaled: { variance: totalVariance(codes, n, m) },
    codesOf: name,
  };
}
