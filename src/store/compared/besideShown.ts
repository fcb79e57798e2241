import { pca } from '../../core/algebra/pca';
import { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import { applyScaling, fitScaling, type Scaling } from '../../core/algebra/scaling';
import { totalVariance } from '../../core/algebra/variance';
import { project, type Plane } from '../../core/map/plane';
import { remembered } from '../../core/work/remembered';
import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';
import { withSets } from '../../core/partition/kinds';
import { partitionUnder, samePartition, type Config } from '../../methods/config';
import { underShared } from './comparable';
import { matchedLooks } from './matching';
import { labelsAtOnce, named } from '../shown/labelsAtOnce';
import { surfaceFor } from '../shown/shownPlane';
import type { Compared, PlaneChoice, Shown } from '../state';

/** What is shown of a run that stands beside the current one. Each function gives the same object again for the same arguments. */

/**
 * The result of a run, as it is looked at: under its own settings, or under those that the current run is looked at under.
 * @param shown its result. @param config of the page; null: under its own. @param points that its partition is of, where they are few.
 */
export const lookedAtBeside = remembered(
  (shown: Shown, config: Config | null, judged: Compared['judged'], points: Float32Array | null, n: number): Shown => {
    const under = config && underShared(shown.config, config);
    if (!under || samePartition(under, shown.config)) return shown;
    const model = modelUnder(shown.model, JSON.stringify(under), points, n);
    const own = { ...shown, config: under, model, altered: true, elsewhere: undefined, metrics: null, voronoi: null };
    if (judged?.model !== model) return { ...own, ...labelsAtOnce(points, n, model, null) };
    const { sets, ...as } = judged.as;
    return { ...own, ...as, model: withSets(model, sets) };
  },
);

/** The same object as long as the settings are the same, so that what was judged of it holds. */
const modelUnder = remembered((model: Shown['model'], settings: string, points: Float32Array | null, n: number) =>
  named(partitionUnder(JSON.parse(settings) as Config, model), points, n, model),
);

/** The same, each cluster drawn as the one of the current run that it shares most points with. */
export const matchedBeside = remembered((shown: Shown, own: Shown | null, of: Shown): Shown => {
  // They are matched by what both were trained to, so that a slider that is dragged changes no colour.
  const [ours, theirs] = [own?.labels, of.labels];
  if (!own || !ours || !theirs || ours.length !== theirs.length) return shown;
  return { ...shown, looks: looksOf(ours, own.model.k, theirs, of.model.k) };
});

const looksOf = remembered((own: Uint16Array, k: number, labels: Uint16Array, otherK: number) =>
  matchedLooks({ labels: own, k }, { labels, k: otherK }),
);

/** The cluster that is drawn as number `look`; null where none is. */
export const clusterDrawnAs = (looks: Uint16Array | undefined, look: number | null): number | null => {
  if (!looks || look === null) return look;
  const cluster = looks.indexOf(look);
  return cluster < 0 ? null : cluster;
};

/** Numbers that the principal axes are fitted to. */
const axesFrom = 1e5;

/** The points of a run that has them scaled otherwise than the current one, n × d, and their space. @param known of a model file. */
export const scaledBeside = remembered(
  ({ values, n, d, image }: Dataset, kind: Config['scaling'], known: Scaling | null): { space: Space; points: Float32Array } => {
    const scaling = known ?? fitScaling(values, n, d, kind, image?.range ?? null);
    const points = applyScaling(scaling, values, n);
    const rows = Math.min(n, Math.max(2, Math.floor(axesFrom / d)));
    const sample = rowsOf(
      points,
      d,
      Uint32Array.from({ length: rows }, (_, i) => Math.floor((i * n) / rows)),
    );
    const axes = pca(sample, rows, d, Math.min(2, d), new Random(0));
    return { points, space: { d, scaling, variance: totalVariance(points, n, d), pca: axes } };
  },
);

/**
 * The plane of a run beside, and the points in it. Runs in one space share the current one's; codes are of one run alone, so that
 * each has a plane of its own.
 */
export const planeBeside = remembered(
  (
    choice: PlaneChoice,
    space: Space | null,
    points: Float32Array | null,
    n: number,
    model: Shown['model'],
    latent: Latent | null,
  ): { surface: Plane | null; points: Float32Array | null } => {
    if (!space) return { surface: null, points: null };
    const surface = surfaceFor(choice, space, model, latent);
    return { surface, points: points && project(surface, points, n) };
  },
);
