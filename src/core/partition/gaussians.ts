import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import { dot, type Plane } from '../map/plane';
import { centreCells, labelsOf, nearestCentres, polynomial, squares } from './centres';
import { constantsOf, divided, eachLogDensity, factorLength, multiplied, toShares } from './logDensity';
import type { GaussiansPartition } from './model';
import type { Partitioner } from './partitioner';
import { greatest } from './softmax';

/**
 * A mixture of Gaussians: a point belongs to the one that is most responsible for it, and the terrain is the density, upside down: −ln p(x).
 * The nearest mean is another question, but where all Gaussians are balls of one size and share.
 */
export function gaussiansPartitioner(model: GaussiansPartition): Partitioner {
  const { k, d, prototypes, covariance, factors, logShares } = model;
  const lengths = [prototypes.length, factors.length, logShares.length];
  const expected = [k * d, k * factorLength(covariance, d), k];
  if (lengths.some((length, part) => length < expected[part]))
    throw new RangeError(
      `${lengths.join(', ')} numbers for means, factors and shares of ${k} Gaussians, which have ${expected.join(', ')}.`,
    );
  const assign = (points: Floats, n: number): Uint16Array => {
    const out = new Uint16Array(n);
    eachLogDensity(model, points, n, (logs, i) => {
      out[i] = greatest(logs);
    });
    return out;
  };
  const means = nearestCentres(prototypes, k, d);
  const nearest: Partitioner['nearest'] = areAlike(model) ? null : (points, n) => labelsOf(means, points, n);
  return {
    clusters: model.k,
    emergent: null,
    assign,
    label: (points, n) => ({ labels: assign(points, n), nearest: nearest && nearest(points, n) }),
    nearest,
    memberships: (points, n) => {
      const out = new Float32Array(n * k);
      eachLogDensity(model, points, n, (logs, i) => {
        toShares(logs);
        out.set(logs, i * k);
      });
      return out;
    },
    entropies: (points, n) => {
      const out = new Float32Array(n);
      eachLogDensity(model, points, n, (shares, i) => {
        toShares(shares);
        out[i] = shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
      });
      return out;
    },
    height: (points, n) => {
      const out = new Float64Array(n);
      eachLogDensity(model, points, n, (logs, i) => {
        out[i] = -toShares(logs);
      });
      return out;
    },
    move: null,
    draw: (cluster, noise) => drawn(model, cluster, noise),
    prototypes,
    means: false,
    sphere: false,
    ground: (plane) => new GaussiansGround(model, plane, nearest !== null),
    cells: nearest && ((plane, bounds) => centreCells(means, plane, bounds)),
  };
}

/** μ_j + L_j ε. */
function drawn(model: GaussiansPartition, j: number, noise: Floats): Float32Array {
  const { d, prototypes } = model;
  const out = new Float32Array(noise.length);
  for (let at = 0; at < noise.length; at += d) {
    const off = multiplied(model, j, noise.subarray(at, at + d));
    for (let f = 0; f < d; f++) out[at + f] = prototypes[j * d + f] + off[f];
  }
  return out;
}

/** True where all are balls of one size and share: then the most responsible is the nearest. */
const areAlike = ({ covariance, factors, logShares }: GaussiansPartition): boolean =>
  covariance === 'spherical' && factors.every((deviation) => deviation === factors[0]) && logShares.every((log) => log === logShares[0]);

/** A map of Gaussians: on a plane each logarithm is a polynomial of second degree, O(k) a place in any dimension. */
class GaussiansGround implements PreparedBasins {
  private readonly constants: Float64Array;
  /** k × 6: the squared distance that the factor has divided. */
  private readonly own: Float64Array;
  /** The same of the plain distance; null where the nearest mean is no other question. */
  private readonly plain: Float64Array | null;

  constructor(model: GaussiansPartition, plane: Plane, nearest: boolean) {
    const { k, d } = model;
    if (plane.origin.length !== d) throw new RangeError(`A plane in ${plane.origin.length} dimensions holds no points of ${d} features.`);
    this.constants = constantsOf(model);
    this.own = new Float64Array(6 * k);
    for (let j = 0; j < k; j++) {
      const from = plane.origin.map((o, f) => o - model.prototypes[j * d + f]);
      const [a, b, c] = [from, plane.e1, plane.e2].map((vector) => divided(model, j, vector));
      this.own.set([dot(a, a), 2 * dot(a, b), 2 * dot(a, c), dot(b, b), 2 * dot(b, c), dot(c, c)], 6 * j);
    }
    this.plain = nearest ? squares(nearestCentres(model.prototypes, k, d), plane, null) : null;
  }

  rows(lattice: Parameters<PreparedBasins['rows']>[0], start: number, end: number, out: Parameters<PreparedBasins['rows']>[3]): void {
    const { s0, ds, t0, dt, width } = lattice;
    const { constants, own, plain } = this;
    const logs = new Float64Array(constants.length);
    for (let row = start, at = 0; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const s = s0 + (column + 0.5) * ds;
        for (let j = 0; j < logs.length; j++) logs[j] = constants[j] - Math.max(0, polynomial(own, 6 * j, s, t)) / 2;
        const label = greatest(logs);
        out.labels[at] = label;
        out.nearest[at] = plain ? leastOf(plain, s, t) : label;
        out.energy[at] = -toShares(logs);
      }
    }
  }
}

/** The first of the polynomials that are least at (s, t). */
function leastOf(of: Float64Array, s: number, t: number): number {
  let best = 0;
  let least = Infinity;
  for (let at = 0; at < of.length; at += 6) {
    const value = polynomial(of, at, s, t);
    if (value >= least) continue;
    least = value;
    best = at / 6;
  }
  return best;
}
