import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { createBasinGrid } from '../map/basins';
import { lift, type Plane } from '../map/plane';
import { partitionerOf } from './kinds';
import { divided, factorLength } from './logDensity';
import type { GaussiansPartition } from './model';

const [n, k, d] = [41, 3, 5];
const random = new Random(3);
const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
const points = normals(n * d);
const withForm = (covariance: GaussiansPartition['covariance']): GaussiansPartition => {
  const factors = normals(k * factorLength(covariance, d));
  // The diagonal is positive; of a triangle it is the last number of each row.
  for (let at = 0, i = 0; at < factors.length; i = (i + 1) % d, at += covariance === 'full' ? i + 1 : 1) {
    factors[at] = Math.exp(factors[at] / 2);
  }
  return {
    kind: 'gaussians',
    k,
    d,
    prototypes: normals(k * d),
    logShares: Float64Array.of(0.2, 0.5, 0.3).map(Math.log),
    covariance,
    factors,
  };
};
const models = (['full', 'diagonal', 'spherical'] as const).map((covariance) => [covariance, withForm(covariance)] as const);

/** L_j of a Gaussian as rows. */
function factorOf({ covariance, factors }: GaussiansPartition, j: number): number[][] {
  const own = factors.subarray(j * factorLength(covariance, d), (j + 1) * factorLength(covariance, d));
  return Array.from({ length: d }, (_, a) =>
    Array.from({ length: d }, (__, b) => {
      if (covariance === 'full') return b > a ? 0 : own[(a * (a + 1)) / 2 + b];
      return a === b ? own[covariance === 'diagonal' ? a : 0] : 0;
    }),
  );
}

/** π_j N(x; μ_j, Σ_j) by its definition: with x = μ + L y the density is Π_i φ(y_i)/L_ii. */
function weighted(model: GaussiansPartition, x: Float64Array, j: number): number {
  const factor = factorOf(model, j);
  const y: number[] = [];
  for (let a = 0; a < d; a++) {
    const rest = y.reduce((sum, value, b) => sum - factor[a][b] * value, x[a] - model.prototypes[j * d + a]);
    y.push(rest / factor[a][a]);
  }
  return y.reduce(
    (density, value, a) => (density * Math.exp(-(value ** 2) / 2)) / (Math.sqrt(2 * Math.PI) * factor[a][a]),
    Math.exp(model.logShares[j]),
  );
}

test.each(models)('%s Gaussians share a point by their densities, and the terrain is −ln of the sum', (_, model) => {
  const { assign, nearest, memberships, entropies, height, label } = partitionerOf(model);
  const labels = assign(points, n);
  const shares = memberships!(points, n);
  const heights = height!(points, n);
  for (let i = 0; i < n; i++) {
    const x = points.slice(i * d, (i + 1) * d);
    const densities = Array.from({ length: k }, (__, j) => weighted(model, x, j));
    const sum = densities.reduce((a, b) => a + b);
    expect(labels[i]).toBe(densities.indexOf(Math.max(...densities)));
    densities.forEach((density, j) => expect(shares[i * k + j]).toBeCloseTo(density / sum, 6));
    expect(heights[i]).toBeCloseTo(-Math.log(sum), 9);
    expect(entropies!(points, n)[i]).toBeCloseTo(
      densities.reduce((total, density) => total - (density / sum) * Math.log(density / sum), 0),
      5,
    );
    const squares = Array.from({ length: k }, (__, j) =>
      x.reduce((total, value, f) => total + (value - model.prototypes[j * d + f]) ** 2, 0),
    );
    expect(nearest!(points, n)[i]).toBe(squares.indexOf(Math.min(...squares)));
  }
  expect(label(points, n)).toEqual({ labels, nearest: nearest!(points, n) });
});

test.each(models)('the map of a plane has at each place what the place itself has: %s', (_, model) => {
  const plane: Plane = { origin: normals(d), e1: Float64Array.of(0.6, 0.8, 0, 0, 0), e2: Float64Array.of(0, 0, 1, 0, 0) };
  const [width, rows] = [7, 5];
  const grid = createBasinGrid(width, rows);
  const { ground, assign, nearest, height, cells } = partitionerOf(model);
  ground(plane).rows({ s0: -3, ds: 6 / width, t0: 3, dt: -6 / rows, width }, 0, rows, grid);
  const places = Float64Array.from({ length: width * rows * d });
  for (let at = 0; at < width * rows; at++)
    places.set(lift(plane, -3 + ((at % width) + 0.5) * (6 / width), 3 - (Math.floor(at / width) + 0.5) * (6 / rows)), at * d);
  expect([...grid.labels]).toEqual([...assign(places, width * rows)]);
  expect([...grid.nearest]).toEqual([...nearest!(places, width * rows)]);
  height!(places, width * rows).forEach((value, at) => expect(grid.energy[at] / value).toBeCloseTo(1, 5));
  expect(cells!(plane, { s0: -3, t0: -3, s1: 3, t1: 3 })).toHaveLength(k);
});

test.each(models)('what is drawn of a Gaussian is its noise again where the mean is taken away and the factor divides: %s', (_, model) => {
  const { draw, prototypes } = partitionerOf(model);
  const noise = normals(4 * d);
  for (let j = 0; j < k; j++) {
    const points = draw!(j, noise);
    for (let at = 0; at < 4 * d; at += d) {
      const off = Float64Array.from({ length: d }, (__, f) => points[at + f] - prototypes[j * d + f]);
      divided(model, j, off).forEach((value, f) => expect(value).toBeCloseTo(noise[at + f], 5));
    }
  }
});

test('balls of one size and share have the Voronoi cells of their means, and no others to compare with', () => {
  const alike: GaussiansPartition = {
    ...withForm('spherical'),
    factors: new Float64Array(k).fill(0.7),
    logShares: new Float64Array(k).fill(-Math.log(k)),
  };
  const { nearest, cells, label } = partitionerOf(alike);
  expect([nearest, cells, label(points, n).nearest]).toEqual([null, null, null]);
});

test('what does not fit together is refused', () => {
  const [[, full]] = models;
  expect(() => partitionerOf({ ...full, factors: new Float64Array(3) })).toThrow(RangeError);
  expect(() => partitionerOf(full).assign(points, n + 1)).toThrow(RangeError);
  expect(() => partitionerOf(full).ground({ origin: new Float64Array(2), e1: Float64Array.of(1, 0), e2: Float64Array.of(0, 1) })).toThrow(
    RangeError,
  );
});
