import { pca, type Pca } from '../../core/algebra/pca';
import { dataPlane, planeFromAxes, planeThroughMemories, type Plane } from '../../core/map/plane';
import { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import type { Latent, Space } from '../../engine/protocol';
import { possiblePlane } from './planeChoice';
import type { PlaneChoice } from '../state';
import { partitionerOf } from '../../core/partition/kinds';
import { type PartitionModel } from '../../core/partition/model';

/** The chosen plane through the space that the model's memories live in. */
export function surfaceFor(choice: PlaneChoice, space: Space, model: PartitionModel, latent: Latent | null): Plane {
  const plane = possiblePlane(choice, model.d, model.k);
  if (plane.kind === 'memories') return planeThroughMemories(partitionerOf(model).prototypes, model.k, model.d, plane.memories);
  if (plane.kind === 'data') return dataPlane(model.d);
  const { mean, axes } = principalAxesOf(space, latent);
  return planeFromAxes(mean, axes.subarray(0, model.d), axes.subarray(model.d, 2 * model.d));
}

/** The principal axes of the points that the memories attract: of the scaled input, or of an epoch's codes. */
export const principalAxesOf = (space: Space, latent: Latent | null): Space['pca'] => (latent ? codeAxes(latent) : space.pca);

const axesOf = new WeakMap<Latent, Pca>();
/** Codes that their principal axes are fitted to, at most. */
const axesFrom = 2000;

/** The principal axes of an epoch's codes, from a sample spread evenly over them where they are many. */
function codeAxes(latent: Latent): Space['pca'] {
  const known = axesOf.get(latent);
  if (known) return known;
  if (latent.axes) return latent.axes;
  const { codes, m } = latent;
  const n = codes.length / m;
  const rows = Math.min(n, axesFrom);
  const sample = rowsOf(
    codes,
    m,
    Uint32Array.from({ length: rows }, (_, i) => Math.floor((i * n) / rows)),
  );
  const axes = pca(sample, rows, m, 2, new Random(0));
  axesOf.set(latent, axes);
  return axes;
}

export function samePlane(a: Plane, b: Plane): boolean {
  const same = (x: Float64Array, y: Float64Array) => x.length === y.length && x.every((value, i) => value === y[i]);
  return same(a.origin, b.origin) && same(a.e1, b.e1) && same(a.e2, b.e2);
}
