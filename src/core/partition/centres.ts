import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import { dot, type Plane } from '../map/plane';
import { voronoiCells, type PlaneBounds } from '../map/voronoi';
import type { AssociativeMemory } from '../memory/model';
import type { CentresPartition, CentresRule } from './model';
import type { Partitioner } from './partitioner';

/** Below it a norm counts as this: a point at the origin has no direction. */
const leastNorm = 1e-12;
/** Added to a distance under a logarithm: a point may lie on a centre. */
const leastDistance = 1e-12;

/**
 * Centres: cells of the least distance. Where all weights are 1 these are the Voronoi cells, and there is no other nearest centre to ask
 * for.
 */
export function centresPartitioner(model: CentresPartition): Partitioner {
  const { k, d, prototypes, rule, weights } = model;
  if (prototypes.length < k * d) throw new RangeError(`${prototypes.length} numbers for ${k} centres of ${d}.`);
  const plain = { ...model, weights: null };
  const nearest: Partitioner['nearest'] = weights && ((points, n) => labelsOf(plain, points, n));
  return {
    clusters: model.k,
    emergent: null,
    assign: (points, n) => labelsOf(model, points, n),
    label: (points, n) => ({ labels: labelsOf(model, points, n), nearest: nearest && nearest(points, n) }),
    nearest,
    memberships:
      rule.by === 'nearest'
        ? null
        : (points, n) => {
            const out = new Float32Array(n * k);
            eachPoint(model, points, n, (distances, i) => {
              toMemberships(distances, rule);
              out.set(distances, i * k);
            });
            return out;
          },
    entropies:
      rule.by === 'nearest'
        ? null
        : (points, n) => {
            const out = new Float32Array(n);
            eachPoint(model, points, n, (shares, i) => {
              toMemberships(shares, rule);
              out[i] = shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
            });
            return out;
          },
    height: (points, n) => {
      const out = new Float64Array(n);
      const shares = new Float64Array(k);
      eachPoint(model, points, n, (distances, i) => {
        out[i] = heightOf(distances, rule, shares);
      });
      return out;
    },
    move: null,
    draw: null,
    prototypes,
    means: false,
    sphere: model.metric === 'cosine',
    ground: (plane) => new CentresGround(model, plane),
    cells: weights && ((plane, bounds) => centreCells(plain, plane, bounds)),
  };
}

/**
 * Centres that points belong to by their least squared distance, and wholly: those of k-means. @param prototypes k × d, kept as they are.
 */
export const nearestCentres = (prototypes: Floats, k: number, d: number): CentresPartition => ({
  kind: 'centres',
  k,
  d,
  prototypes,
  rule: { by: 'nearest' },
  metric: 'euclidean',
  weights: null,
});

/** Cells are asked of memories, of which their places alone count. */
const likeMemory = ({ prototypes, k, d }: CentresPartition): AssociativeMemory => ({
  memories: prototypes,
  k,
  d,
  beta: 1,
  steps: 1,
  stepSize: 1,
  similarity: 'euclidean',
  logWeights: null,
});

/** The cells of the nearest centres in a rectangle of a plane, see `voronoiCells`. */
export const centreCells = (model: CentresPartition, plane: Plane, bounds: PlaneBounds): Float64Array[] =>
  voronoiCells(likeMemory(model), plane, bounds);

/** The centre of least distance of each point, n numbers; the first of several. */
export function labelsOf(model: CentresPartition, points: Floats, n: number): Uint16Array {
  const out = new Uint16Array(n);
  eachPoint(model, points, n, (distances, i) => {
    out[i] = least(distances);
  });
  return out;
}

/** Calls `visit` with the k distances of every point, which are valid during the call only. */
function eachPoint(model: CentresPartition, points: Floats, n: number, visit: (distances: Float64Array, i: number) => void): void {
  const { k, d, prototypes, metric, weights } = model;
  if (points.length < n * d) throw new RangeError(`${points.length} numbers for ${n} points of ${d}.`);
  const distances = new Float64Array(k);
  const norms = metric === 'cosine' ? normsOf(prototypes, k, d) : null;
  for (let i = 0; i < n; i++) {
    const from = i * d;
    const norm = norms && Math.max(leastNorm, Math.hypot(...points.subarray(from, from + d)));
    for (let j = 0, row = 0; j < k; j++, row += d) {
      let sum = 0;
      if (norms && norm) {
        for (let f = 0; f < d; f++) sum += points[from + f] * prototypes[row + f];
        distances[j] = Math.max(0, 1 - sum / (norm * norms[j]));
      } else {
        for (let f = 0; f < d; f++) {
          const apart = points[from + f] - prototypes[row + f];
          sum += (weights ? weights[row + f] : 1) * apart * apart;
        }
        distances[j] = sum;
      }
    }
    visit(distances, i);
  }
}

function normsOf(rows: Floats, k: number, d: number): Float64Array {
  return Float64Array.from({ length: k }, (_, j) => Math.max(leastNorm, Math.hypot(...rows.subarray(j * d, (j + 1) * d))));
}

/** The first of the least. */
function least(distances: Float64Array): number {
  let at = 0;
  for (let j = 1; j < distances.length; j++) if (distances[j] < distances[at]) at = j;
  return at;
}

/** Distances become memberships, in place. Computed by differences of logarithms, so that none is 0/0. */
function toMemberships(distances: Float64Array, rule: CentresRule): void {
  let most = -Infinity;
  for (let j = 0; j < distances.length; j++) {
    distances[j] = logMembership(distances[j], rule);
    most = Math.max(most, distances[j]);
  }
  let sum = 0;
  for (let j = 0; j < distances.length; j++) sum += distances[j] = Math.exp(distances[j] - most);
  for (let j = 0; j < distances.length; j++) distances[j] /= sum;
}

function logMembership(distance: number, rule: CentresRule): number {
  switch (rule.by) {
    case 'nearest':
      return distance === 0 ? 0 : -Infinity;
    case 'softmax':
      return -rule.alpha * distance;
    case 'power':
      return -rule.alpha * Math.log(distance + leastDistance);
    case 'student':
      return (-(rule.nu + 1) / 2) * Math.log1p(distance / rule.nu);
    case 'umap':
      return -Math.log1p(rule.a * distance ** rule.b);
  }
}

/**
 * The terrain: the distance to the nearest centre; with a soft rule the mean distance Σ_j p_j D_j, which is what a point adds to the loss
 * of DKM and K-means-friendly. @param shares k numbers of scratch.
 */
function heightOf(distances: Float64Array, rule: CentresRule, shares: Float64Array): number {
  if (rule.by === 'nearest') return distances[least(distances)];
  shares.set(distances);
  toMemberships(shares, rule);
  let sum = 0;
  for (let j = 0; j < distances.length; j++) sum += shares[j] * distances[j];
  return sum;
}

/**
 * A map of centres. At x = o + s·e₁ + t·e₂ a squared distance is a polynomial of second degree in s and t, and an inner product one of
 * first degree: six coefficients a centre, O(k) a place in any dimension.
 */
class CentresGround implements PreparedBasins {
  /** k × 6, of 1, s, t, s², st, t²: the squared distance; of the cosine the product with the centre's direction. */
  private readonly own: Float64Array;
  /** The same without weights; null where there are none. */
  private readonly plain: Float64Array | null;
  /** ‖x‖², of the cosine. */
  private readonly square: Float64Array | null;

  constructor(
    private readonly model: CentresPartition,
    plane: Plane,
  ) {
    const { d, metric, weights } = model;
    if (plane.origin.length !== d) throw new RangeError(`A plane in ${plane.origin.length} dimensions holds no points of ${d} features.`);
    const { origin: o, e1, e2 } = plane;
    this.square =
      metric === 'cosine' ? Float64Array.of(dot(o, o), 2 * dot(o, e1), 2 * dot(o, e2), dot(e1, e1), 2 * dot(e1, e2), dot(e2, e2)) : null;
    this.own = metric === 'cosine' ? products(model, plane) : squares(model, plane, weights);
    this.plain = weights && squares(model, plane, null);
  }

  rows(lattice: Parameters<PreparedBasins['rows']>[0], start: number, end: number, out: Parameters<PreparedBasins['rows']>[3]): void {
    const { k, rule } = this.model;
    const { s0, ds, t0, dt, width } = lattice;
    const distances = new Float64Array(k);
    const shares = new Float64Array(k);
    for (let row = start, at = 0; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        this.distances(this.own, s, t, distances);
        const label = least(distances);
        out.labels[at] = label;
        out.energy[at] = heightOf(distances, rule, shares);
        if (this.plain) {
          this.distances(this.plain, s, t, distances);
          out.nearest[at] = least(distances);
        } else out.nearest[at] = label;
      }
    }
  }

  private distances(of: Float64Array, s: number, t: number, out: Float64Array): void {
    const norm = this.square && Math.max(leastNorm, Math.sqrt(Math.max(0, polynomial(this.square, 0, s, t))));
    for (let j = 0; j < out.length; j++) {
      const value = polynomial(of, 6 * j, s, t);
      out[j] = Math.max(0, norm ? 1 - value / norm : value);
    }
  }
}

/** A polynomial of second degree whose coefficients of 1, s, t, s², st, t² begin at `at`. */
export const polynomial = (of: Float64Array, at: number, s: number, t: number): number =>
  of[at] + s * (of[at + 1] + s * of[at + 3] + t * of[at + 4]) + t * (of[at + 2] + t * of[at + 5]);

/** Σ_i w_i (o_i − μ_i + s·e1_i + t·e2_i)² for each centre, k × 6: coefficients of 1, s, t, s², st, t². */
export function squares({ k, d, prototypes }: CentresPartition, { origin, e1, e2 }: Plane, weights: Floats | null): Float64Array {
  const out = new Float64Array(6 * k);
  for (let j = 0; j < k; j++)
    for (let f = 0; f < d; f++) {
      const w = weights ? weights[j * d + f] : 1;
      const apart = origin[f] - prototypes[j * d + f];
      const [a, b] = [e1[f], e2[f]];
      const terms = [apart * apart, 2 * apart * a, 2 * apart * b, a * a, 2 * a * b, b * b];
      for (let c = 0; c < 6; c++) out[6 * j + c] += w * terms[c];
    }
  return out;
}

/** ⟨o + s·e₁ + t·e₂, μ_j/‖μ_j‖⟩. */
function products({ k, d, prototypes }: CentresPartition, { origin, e1, e2 }: Plane): Float64Array {
  const norms = normsOf(prototypes, k, d);
  const out = new Float64Array(6 * k);
  for (let j = 0; j < k; j++)
    for (let f = 0; f < d; f++) {
      const direction = prototypes[j * d + f] / norms[j];
      out[6 * j] += origin[f] * direction;
      out[6 * j + 1] += e1[f] * direction;
      out[6 * j + 2] += e2[f] * direction;
    }
  return out;
}
