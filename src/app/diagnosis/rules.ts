/** What there is to say of a training, and what to do about it: one line, the first rule that holds. */
import { askedRows, betaThatHolds } from '../../core/memory/betaThatHolds';
import type { Floats } from '../../core/algebra/floats';
import { totalVariance } from '../../core/algebra/variance';
import { mostRrl } from '../../core/metrics/numbers';
import { partitionerOf } from '../../core/partition/kinds';
import { methodOf, type Config, type ConfigPatch } from '../../methods/config';
import { remembered } from '../../core/work/remembered';
import { limits } from '../../methods/limits';
import { writtenBeta } from '../../methods/shared/memory';
import type { CurvePoint } from '../../store/runs/curvePoint';
import { scaledRows } from '../../store/shown/scaled';
import type { RunState } from '../../store/state';
import { baselineName, baselineOf } from '../../views/baseline';
import { formatCount, formatScore, formatShare, formatValue } from '../../views/format';
import { wordsOf } from '../../views/words';

export type Told = Pick<RunState, 'config' | 'dataset' | 'shown' | 'curves' | 'kmeans' | 'pretraining' | 'space' | 'training' | 'result'>;

export interface Remedy {
  readonly label: string;
  /** Settings to change; or an epoch to show. With `train` training goes on under them. */
  readonly patch?: ConfigPatch;
  readonly epoch?: number;
  readonly train?: true;
}

export interface Diagnosis {
  /** Of the rule: a line that was put away does not come back for the same run. */
  readonly id: string;
  readonly sentence: string;
  readonly remedy: Remedy | null;
}

type Ready = Told & { readonly shown: NonNullable<Told['shown']> };
type Rule = (state: Ready) => Omit<Diagnosis, 'id'> | null;

/** The squared distance of a prototype from the mean of the data is so many of their total variances where it lies far outside. */
const farOutside = 6;
/** By so much a silhouette falls, or another is higher, where it is told. */
const fallen = 0.05;
const behind = 0.02;
/** A share of the codes' variance after pretraining. */
const collapsed = 0.1;
/** A share of the points. */
const nearlyAll = 0.9;
const half = 0.5;
const someRestarts = 10;

/** Of codes, their mean and total variance: an epoch has the same ones as long as it is looked at. */
const spreads = new WeakMap<Float32Array, { readonly mean: Float64Array; readonly variance: number }>();
function spreadOf({ shown: { latent }, space }: Ready) {
  if (!latent) return space && { mean: space.pca.mean, variance: space.variance };
  const { codes, m } = latent;
  const known = spreads.get(codes);
  if (known) return known;
  const n = codes.length / m;
  const mean = new Float64Array(m);
  for (let at = 0; at < codes.length; at++) mean[at % m] += codes[at] / n;
  const spread = { mean, variance: totalVariance(codes, n, m) };
  spreads.set(codes, spread);
  return spread;
}

function farFromData(state: Ready): number {
  const spread = spreadOf(state);
  const { model } = state.shown;
  if (!spread) return 0;
  const { prototypes } = partitionerOf(model);
  let count = 0;
  for (let c = 0; c < model.k; c++) {
    let square = 0;
    for (let j = 0; j < model.d; j++) square += (prototypes[c * model.d + j] - spread.mean[j]) ** 2;
    if (square > farOutside * spread.variance) count++;
  }
  return count;
}

const betaOf = (config: Config): number | null => ('beta' in config && methodOf(config).partition === 'memory' ? config.beta : null);

/** β times a factor, within its limits, as people write it. */
function tryBeta(config: Config, factor: number): Remedy | null {
  const beta = betaOf(config);
  if (beta === null) return null;
  const next = Math.max(limits.beta[0], Math.min(limits.beta[1], Number((beta * factor).toPrecision(2))));
  return { label: `Try β ${formatValue(next)}`, patch: { beta: next } as ConfigPatch };
}

const silhouetteId = ({ config }: Told) => methodOf(config).numbers.silhouette.id;

/** The point of the curves with the highest silhouette, of those that count. */
function highest(curves: readonly CurvePoint[], id: ReturnType<typeof silhouetteId>, counts: (point: CurvePoint) => boolean = () => true) {
  return curves.reduce<CurvePoint | null>((best, point) => {
    const value = point[id] ?? null;
    return value !== null && counts(point) && (best === null || value > best[id]!) ? point : best;
  }, null);
}

/** β under which balls of the shown memories hold most points; null where these are not there. */
const betaThatWouldHold = remembered(
  (model: Ready['shown']['model'], codes: Floats | null, dataset: Told['dataset'], space: Told['space']) => {
    const { prototypes } = partitionerOf(model);
    const { d, k } = model;
    if (codes) return betaThatHolds(codes, codes.length / d, d, prototypes, k);
    if (!dataset || space?.d !== d || dataset.d !== d) return null;
    const rows = askedRows(dataset.n, d, k);
    return betaThatHolds(scaledRows(dataset, space, rows), rows.length, d, prototypes, k);
  },
);

/** Of whatever is looked at, trained or not. */
const rulesAlways: Readonly<Record<string, Rule>> = {
  unheld({ shown, space, dataset, config }) {
    const { assigned } = shown.metrics ?? {};
    const beta = betaOf(config);
    if (assigned === undefined || assigned === null || assigned >= half || beta === null) return null;
    const better = betaThatWouldHold(shown.model, shown.latent?.codes ?? null, dataset, space);
    const next = better && writtenBeta(better);
    return {
      sentence: `${formatShare(1 - assigned)} of the points lie in no ball: β ${formatValue(beta)} is too large for log-sum-ReLU.`,
      remedy: next && next < beta ? { label: `Try β ${formatValue(next)}`, patch: { beta: next } as ConfigPatch } : null,
    };
  },
  emptyBalls({ shown, config }) {
    const { emptyBalls } = shown.metrics ?? {};
    if (!emptyBalls) return null;
    const who =
      emptyBalls === 1 ? 'the ball of one memory' : `the balls of ${formatCount(emptyBalls)} of ${formatCount(shown.model.k)} memories`;
    return {
      sentence: `No point enters ${who}: nothing moves ${emptyBalls === 1 ? 'it' : 'them'}. A lower β makes balls larger.`,
      remedy: tryBeta(config, half),
    };
  },
};

const rules: Readonly<Record<string, Rule>> = {
  farOutside(state) {
    const { shown, config } = state;
    const far = farFromData(state);
    const beta = betaOf(config);
    if (beta === null || far === 0) return null;
    const { prototype, prototypes } = wordsOf(shown.model);
    const who = far === 1 ? `One ${prototype} lies` : `${formatCount(far)} ${prototypes} lie`;
    return { sentence: `${who} far outside the data: β ${formatValue(beta)} is too small.`, remedy: tryBeta(config, 10) };
  },
  empty({ shown }) {
    // Emergent memories have points, too.
    if (partitionerOf(shown.model).emergent) return null;
    const { k } = shown.model;
    const used = shown.metrics?.clusters ?? k;
    if (used >= k) return null;
    const { prototypes } = wordsOf(shown.model);
    const who =
      k - used === 1 ? `One of ${formatCount(k)} ${prototypes} has` : `${formatCount(k - used)} of ${formatCount(k)} ${prototypes} have`;
    return {
      sentence: `${who} no points. Fewer clusters may do.`,
      remedy: { label: `Use k ${formatCount(used)}`, patch: { k: used } as ConfigPatch },
    };
  },
  worse(state) {
    const { curves } = state;
    const id = silhouetteId(state);
    const last = curves.at(-1);
    const half = curves[Math.floor(curves.length / 2)];
    const best = highest(curves, id);
    if (!last || !half || !best || last.loss === null || half.loss === null || last.loss >= half.loss) return null;
    const [now, then] = [last[id] ?? null, best[id]!];
    if (now === null || then - now <= fallen) return null;
    return {
      sentence: `The loss fell, but clusters got worse: SC ${formatScore(then)} at epoch ${formatCount(best.epoch)}, now ${formatScore(now)}.`,
      remedy: { label: `Show epoch ${formatCount(best.epoch)}`, epoch: best.epoch },
    };
  },
  behindKMeans(state) {
    const { shown, config } = state;
    const method = methodOf(config);
    const id = method.space === 'codes' ? 'scEncoded' : 'silhouette';
    const [own, other] = [shown.metrics?.[id] ?? null, baselineOf(state)?.metrics[id] ?? null];
    if (own === null || other === null || other - own <= behind) return null;
    const init = 'init' in config ? config.init : null;
    const remedy: Remedy | null =
      method.partition === 'memory' && init !== 'kmeans'
        ? { label: 'Start from k-means', patch: { init: 'kmeans' } as ConfigPatch }
        : config.restarts < someRestarts
          ? { label: `Use ${someRestarts} restarts`, patch: { restarts: someRestarts, choose: 'silhouette' } as ConfigPatch }
          : null;
    return { sentence: `${baselineName(method)} finds tighter clusters: SC ${formatScore(other)} against ${formatScore(own)}.`, remedy };
  },
  givenUp(state) {
    const { shown, curves } = state;
    const rrl = shown.metrics?.rrl ?? null;
    if (rrl === null || rrl <= mostRrl) return null;
    const best = highest(curves, silhouetteId(state), (point) => (point.rrl ?? Infinity) <= mostRrl && point.epoch > 0);
    return {
      sentence: `The points are drawn worse for the clusters’ sake: RRL ${formatShare(rrl / 100)}.`,
      remedy: best && { label: `Show the best with RRL ≤ ${mostRrl} %`, epoch: best.epoch },
    };
  },
  collapse({ shown, curves, config }) {
    const first = curves.find(({ epoch }) => epoch === 0)?.codeVariance ?? null;
    const now = shown.metrics?.codeVariance ?? null;
    if (first === null || now === null || now >= collapsed * first) return null;
    const weight = (['lambda', 'gamma'] as const).find((key) => key in config);
    const value = weight ? (config as unknown as Record<string, number>)[weight] / 2 : null;
    return {
      sentence: `Codes shrink together: ${formatShare(now / first)} of their variance after pretraining is left.`,
      remedy: weight && value !== null ? { label: 'Halve the weight', patch: { [weight]: value } as ConfigPatch } : null,
    };
  },
  oneHoldsAll({ shown, config }) {
    const { labels, metrics, model } = shown;
    const share = labels && metrics?.sizes ? metrics.sizes[0] / labels.length : 0;
    if (share <= nearlyAll || model.k < 2) return null;
    const { cluster } = wordsOf(model);
    const remedy = tryBeta(config, 3);
    return {
      sentence: `One ${cluster} holds ${formatShare(share)} of the points.${remedy ? ' A higher β parts them.' : ''}`,
      remedy,
    };
  },
  stoppedEarly({ result, training, config }) {
    const { stopped } = result ?? {};
    if (training.state !== 'finished' || !stopped || training.epoch >= training.epochs) return null;
    const at = `Stopped at epoch ${formatCount(stopped.epoch)} of ${formatCount(training.epochs)}: `;
    if (stopped.why === 'rate')
      return {
        sentence: `${at}the loss had not moved, and the learning rate is at its floor.`,
        remedy:
          'learningRate' in config
            ? { label: 'Go on with half the first rate', patch: { learningRate: config.learningRate / 2 } as ConfigPatch, train: true }
            : null,
      };
    if (stopped.why === 'tolerance' && stopped.changed !== undefined)
      return {
        sentence: `${at}${stopped.changed > 0 ? `only ${formatShare(stopped.changed)} of the labels changed` : 'no label changed'}.`,
        remedy: 'tolerance' in config ? { label: 'Use tolerance 0', patch: { tolerance: 0 } as ConfigPatch } : null,
      };
    return null;
  },
};

/** Until so many epochs are done, what is to be seen may be of the start alone. */
const leastEpochs = 5;

/** The first rule that holds and was not put away; null before there is something to say. */
export function diagnose(state: Told, dismissed: readonly string[] = []): Diagnosis | null {
  const { shown, training } = state;
  if (!shown || shown.metrics === null || shown.latent?.pretrained === false) return null;
  const trained = shown.epoch > 0 && !shown.altered && training.epoch >= Math.min(leastEpochs, training.epochs);
  for (const [id, rule] of Object.entries(trained ? { ...rulesAlways, ...rules } : rulesAlways)) {
    if (dismissed.includes(id)) continue;
    const found = rule({ ...state, shown });
    if (found) return { id, ...found };
  }
  return null;
}
