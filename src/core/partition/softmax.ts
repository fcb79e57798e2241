import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import { dot, type Plane } from '../map/plane';
import { nearestCentres, centreCells, labelsOf as nearestOf, polynomial, squares } from './centres';
import type { SoftmaxPartition } from './model';
import type { Partitioner } from './partitioner';

/**
 * Memberships that are a softmax of linear functions, γ = softmax(w_j·x + b_j), beside centres μ: a point belongs to the cluster of the
 * greatest, which need not be that of the nearest centre. Regions are convex, with straight borders. The terrain is Σ_j γ_j ‖x − μ_j‖².
 */
export function softmaxPartitioner(model: SoftmaxPartition): Partitioner {
  const { k, d, weights, bias, prototypes } = model;
  if (weights.length < k * d || prototypes.length < k * d || bias.length < k)
    throw new RangeError(`${weights.length} weights, ${bias.length} biases and ${prototypes.length} numbers for ${k} centres of ${d}.`);
  const centres = nearestCentres(prototypes, k, d);
  const assign: Partitioner['assign'] = (points, n) => {
    const out = new Uint16Array(n);
    eachPoint(model, points, n, (scores, i) => {
      out[i] = greatest(scores);
    });
    return out;
  };
  const nearest = (points: Floats, n: number) => nearestOf(centres, points, n);
  return {
    clusters: model.k,
    emergent: null,
    assign,
    label: (points, n) => ({ labels: assign(points, n), nearest: nearest(points, n) }),
    nearest,
    memberships: (points, n) => {
      const out = new Float32Array(n * k);
      eachPoint(model, points, n, (scores, i) => {
        softmax(scores);
        out.set(scores, i * k);
      });
      return out;
    },
    entropies: (points, n) => {
      const out = new Float32Array(n);
      eachPoint(model, points, n, (scores, i) => {
        softmax(scores);
        out[i] = scores.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
      });
      return out;
    },
    height: (points, n) => {
      const out = new Float64Array(n);
      eachPoint(model, points, n, (scores, i) => {
        softmax(scores);
        for (let j = 0, row = 0; j < k; j++) {
          let square = 0;
          for (let f = 0; f < d; f++, row++) square += (points[i * d + f] - prototypes[row]) ** 2;
          out[i] += scores[j] * square;
        }
      });
      return out;
    },
    move: null,
    draw: null,
    prototypes,
    means: false,
    sphere: false,
    ground: (plane) => new SoftmaxGround(model, plane),
    cells: (plane, bounds) => centreCells(centres, plane, bounds),
  };
}

/** Calls `visit` with the k scores w_j·x + b_j of every point, which are valid during the call only. */
function eachPoint(
  { k, d, weights, bias }: SoftmaxPartition,
  points: Floats,
  n: number,
  visit: (scores: Float64Array, i: number) => void,
): void {
  if (points.length < n * d) throw new RangeError(`${points.length} numbers for ${n} points of ${d}.`);
  const scores = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    for (let j = 0, row = 0; j < k; j++) {
      let sum = bias[j];
      for (let f = 0, at = i * d; f < d; f++, at++, row++) sum += weights[row] * points[at];
      scores[j] = sum;
    }
    visit(scores, i);
  }
}

/** The first of the greatest. */
export function greatest(scores: Float64Array): number {
  let at = 0;
  for (let j = 1; j < scores.length; j++) if (scores[j] > scores[at]) at = j;
  return at;
}

/** In place. */
export function softmax(scores: Float64Array): void {
  const most = scores[greatest(scores)];
  let sum = 0;
  for (let j = 0; j < scores.length; j++) sum += scores[j] = Math.exp(scores[j] - most);
  for (let j = 0; j < scores.length; j++) scores[j] /= sum;
}

/** A map: at x = o + s·e₁ + t·e₂ a score is linear in s and t, a squared distance of second degree, so a place takes O(k) in any dimension. */
class SoftmaxGround implements PreparedBasins {
  /** k × 3, of 1, s, t. */
  private readonly scores: Float64Array;
  /** k × 6, of 1, s, t, s², st, t². */
  private readonly squares: Float64Array;

  constructor({ k, d, weights, bias, prototypes }: SoftmaxPartition, plane: Plane) {
    const { origin, e1, e2 } = plane;
    if (origin.length !== d) throw new RangeError(`A plane in ${origin.length} dimensions holds no points of ${d} features.`);
    this.scores = new Float64Array(3 * k);
    for (let j = 0; j < k; j++) {
      const row = weights.subarray(j * d, (j + 1) * d);
      this.scores.set([bias[j] + dot(origin, row), dot(e1, row), dot(e2, row)], 3 * j);
    }
    this.squares = squares(nearestCentres(prototypes, k, d), plane, null);
  }

  rows(lattice: Parameters<PreparedBasins['rows']>[0], start: number, end: number, out: Parameters<PreparedBasins['rows']>[3]): void {
    const { s0, ds, t0, dt, width } = lattice;
    const { scores: linear, squares: quadratic } = this;
    const k = linear.length / 3;
    const scores = new Float64Array(k);
    for (let row = start, at = 0; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        let best = 0;
        for (let j = 0; j < k; j++) {
          scores[j] = linear[3 * j] + s * linear[3 * j + 1] + t * linear[3 * j + 2];
          if (scores[j] > scores[best]) best = j;
        }
        out.labels[at] = best;
        const most = scores[best];
        let [sum, height, nearest, least] = [0, 0, 0, Infinity];
        for (let j = 0; j < k; j++) {
          const share = Math.exp(scores[j] - most);
          const square = Math.max(0, polynomial(quadratic, 6 * j, s, t));
          sum += share;
          height += share * square;
          if (square >= least) continue;
          least = square;
          nearest = j;
        }
        out.nearest[at] = nearest;
        out.energy[at] = height / sum;
      }
    }
  }
}
