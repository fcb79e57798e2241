import { pca } from '../../core/algebra/pca';
import { Random } from '../../core/algebra/random';
import { totalVariance } from '../../core/algebra/variance';
import { rowsOf } from '../../core/algebra/rows';
import { applyScaling, fitScaling, type Scaling } from '../../core/algebra/scaling';
import type { Config } from '../../methods/config';
import { EngineError } from '../wire/error';
import { Judge } from '../judge/evaluate';
import type { EngineData, Space } from '../protocol';
import type { RunData } from './runData';

/** The data as runs see them: scaled, with who judges their partitions, and their principal axes. */
export interface PreparedData extends RunData {
  readonly raw: EngineData;
  readonly space: Space;
}

/**
 * Numbers that principal axes are fitted to, at most: more change what is drawn by less than is seen, and would hold up the worker for
 * seconds.
 */
const axesFrom = 2e6;
const leastRows = 2000;

/** Above this, squares do not fit single precision with room for their sum. */
export const largestValue = 1e15;

/**
 * Scales the data.
 * @param known a model's own scaling; null fits one of this kind to the data.
 * @throws EngineError where scaled values are too large for single precision: "bad-model" under a model's scaling, else "too-large".
 */
export function prepareData(raw: EngineData, kind: Config['scaling'], known: Scaling | null = null): PreparedData {
  const { n, d } = raw;
  const scaling = known ?? fitScaling(raw.values, n, d, kind, raw.image?.range ?? null);
  const points = applyScaling(scaling, raw.values, n);
  let largest = 0;
  for (const x of points) largest = Math.max(largest, Math.abs(x));
  if (!(largest <= largestValue) && known)
    throw new EngineError(
      'bad-model',
      `The scaling of the model takes the loaded points to ${largest.toPrecision(3)}, whose square does not fit single precision: the file is damaged, or made for other data.`,
    );
  if (!(largest <= largestValue))
    throw new EngineError(
      'too-large',
      `The largest value is ${largest.toPrecision(3)}, whose square does not fit single precision. Choose scaling "standard" or "minmax".`,
    );
  const { mean, axes, explained } = principalAxes(points, n, d);
  return {
    raw,
    points,
    n,
    d,
    labels: raw.labels,
    image: raw.image,
    judge: new Judge(points, n, d, raw.labels),
    space: { d, scaling, variance: totalVariance(points, n, d), pca: { mean, axes, explained } },
  };
}

/** Of all points, or of a seeded sample where they are many numbers. */
function principalAxes(points: Float32Array, n: number, d: number) {
  const random = new Random(0);
  const rows = Math.max(leastRows, Math.floor(axesFrom / d));
  if (n <= rows) return pca(points, n, d, Math.min(2, d), random);
  const sample = rowsOf(points, d, random.distinct(rows, n));
  return pca(sample, rows, d, Math.min(2, d), random);
}

/** The networks of a file take the loaded points where single precision does not reach. */
export const badNetworks = (): EngineError =>
  new EngineError(
    'bad-model',
    `The networks of the model give codes or pictures of the loaded points that are not finite, or beyond ${largestValue}: the file is damaged, or made for other data.`,
  );
