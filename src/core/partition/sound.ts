import { noCluster } from '../algebra/noCluster';
import { mostSets } from '../memory/balls';
import { factorLength } from './logDensity';
import type { PartitionModel } from './model';

/** The most that a number may be: its square still fits single precision. */
const largest = 1e18;

type Loose = Readonly<Record<string, unknown>>;

/**
 * True if `value`, which may be of any shape, is a partition of k ≤ `most` clusters whose arrays have the lengths that they must have and
 * finite numbers. Partitions out of a database or a file are asked this before anything reads them.
 */
export function isSoundPartition(value: unknown, most = 65_535): value is PartitionModel {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Loose;
  const { kind, k, d } = given;
  if (!isCount(k) || !isCount(d) || k > most) return false;
  if (given['pointLabels'] !== undefined && !isLabels(given['pointLabels'], k)) return false;
  const { trail } = given;
  if (trail !== undefined && !(isFloats(trail) && trail.length % (k * d) === 0)) return false;
  switch (kind) {
    case 'memory':
      return (
        isFloats(given['memories'], k * d) &&
        isPositive(given['beta']) &&
        isCount(given['steps']) &&
        isPositive(given['stepSize']) &&
        (given['similarity'] === 'euclidean' || given['similarity'] === 'spherical') &&
        (given['logWeights'] === null || isFloats(given['logWeights'], k)) &&
        (given['energy'] === undefined ? given['sets'] === undefined : isBalls(given, k))
      );
    case 'centres':
      return (
        isFloats(given['prototypes'], k * d) &&
        (given['metric'] === 'euclidean' || given['metric'] === 'cosine') &&
        (given['weights'] === null || isFloats(given['weights'], k * d)) &&
        isRule(given['rule'])
      );
    case 'softmax':
      return isFloats(given['weights'], k * d) && isFloats(given['bias'], k) && isFloats(given['prototypes'], k * d);
    case 'gaussians': {
      const { covariance } = given;
      if (covariance !== 'spherical' && covariance !== 'diagonal' && covariance !== 'full') return false;
      return (
        isFloats(given['logShares'], k) &&
        isFloats(given['prototypes'], k * d) &&
        isFloats(given['factors'], k * factorLength(covariance, d))
      );
    }
    case 'labelled':
      return isLabelled(given, k, d);
    default:
      return false;
  }
}

/** Log-sum-ReLU, and the sets of memories that have names: lists of rising numbers. */
function isBalls({ energy, similarity, logWeights, sets }: Loose, k: number): boolean {
  if (energy !== 'lsr' || similarity !== 'euclidean' || logWeights !== null) return false;
  return sets === undefined || (Array.isArray(sets) && sets.length <= mostSets && sets.every((set) => isSet(set, k)));
}

const isSet = (set: unknown, k: number): boolean =>
  Array.isArray(set) &&
  set.length > 1 &&
  set.length <= k &&
  set.every((mu, i) => Number.isInteger(mu) && mu >= 0 && mu < k && (i === 0 || mu > set[i - 1]));

function isLabelled({ points, labels, means, tree }: Loose, k: number, d: number): boolean {
  if (!isLabels(labels, k) || !isFloats(points, labels.length * d) || !isFloats(means, k * d)) return false;
  if (tree === null) return true;
  if (typeof tree !== 'object') return false;
  const { children, heights, leaves, rows } = tree as Loose;
  if (!(heights instanceof Float64Array) || !(children instanceof Uint32Array) || children.length !== 2 * heights.length) return false;
  const count = heights.length + 1;
  if (!heights.every((height, i) => Number.isFinite(height) && height >= (i > 0 ? heights[i - 1] : 0))) return false;
  if (!children.every((child, i) => child < count + (i >> 1))) return false;
  if (leaves !== null && !(leaves instanceof Uint32Array && leaves.every((leaf) => leaf < count))) return false;
  return rows === null || (rows instanceof Uint32Array && rows.length === labels.length);
}

/** Numbers that the rules of memberships have. */
const rules: Readonly<Record<string, readonly string[]>> = {
  nearest: [],
  softmax: ['alpha'],
  power: ['alpha'],
  student: ['nu'],
  umap: ['a', 'b'],
};

function isRule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const rule = value as Loose;
  const by = rule['by'];
  return typeof by === 'string' && Object.hasOwn(rules, by) && rules[by].every((key) => isPositive(rule[key]));
}

const isCount = (x: unknown): x is number => typeof x === 'number' && Number.isInteger(x) && x >= 1;
const isPositive = (x: unknown): boolean => typeof x === 'number' && Number.isFinite(x) && x > 0;
const isFloats = (x: unknown, length?: number): x is Float32Array | Float64Array =>
  (x instanceof Float32Array || x instanceof Float64Array) && (length === undefined || x.length === length) && x.every(isModest);
const isModest = (x: number): boolean => Math.abs(x) <= largest;

/** Indices of k clusters. @param n how many of them; any number where it is left out. */
export const isLabels = (x: unknown, k: number, n?: number): x is Uint16Array =>
  x instanceof Uint16Array && (n === undefined || x.length === n) && x.every((label) => label < k);

/** True if `x` may be the labels of n points by a sound partition: by balls also of emergent clusters, of all others, and of none. */
export function isLabelsOf(x: unknown, model: PartitionModel, n: number): x is Uint16Array {
  if (model.kind !== 'memory' || model.energy !== 'lsr') return isLabels(x, model.k, n);
  const clusters = model.k + (model.sets?.length ?? 0) + 1;
  return x instanceof Uint16Array && x.length === n && x.every((label) => label < clusters || label === noCluster);
}
