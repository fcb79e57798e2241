/**
 * Basins of attraction on a plane: which memory each place ends at after T steps, which one it is nearest to, and its energy.
 *
 * Three ways, equal up to rounding, and the cheapest is taken: on the plane itself, where it holds the memories too, O(T·k) a place; in
 * the coordinates of the span of plane and memories, O(T·k·r) with r ≤ 4; in scores, O(T·k²). None depends on d. The Euclidean ones stop
 * early where a place's label is settled (settled.ts).
 */
import { CoordinateBasins } from './coordinateBasins';
import { prepareMemory, squaredDistance } from '../memory/preparedMemory';
import type { AssociativeMemory } from '../memory/model';
import { PlanarBasins } from './planarBasins';
import type { Plane } from './plane';
import { ScoreBasins } from './scoreBasins';
import { settledThresholds } from '../memory/earlyStop';
import { reduceToSubspace } from './subspace';
import type { BasinGrid, Lattice } from './grid';

/** An empty grid of `rows` rows. */
export function createBasinGrid(width: number, rows: number): BasinGrid {
  return { labels: new Uint16Array(width * rows), nearest: new Uint16Array(width * rows), energy: new Float32Array(width * rows) };
}

/** A model and a plane made ready. */
export interface PreparedBasins {
  /** Writes rows `start` … `end` − 1 of a lattice, the first of them at the beginning of `out`. */
  rows(lattice: Lattice, start: number, end: number, out: BasinGrid): void;
}

/**
 * Makes a model and a plane ready, at O(k²·d): to be kept where rows are asked for piece by piece. Throws RangeError when they do not fit
 * together.
 */
export function prepareBasins(model: AssociativeMemory, plane: Plane): PreparedBasins {
  if (plane.origin.length !== model.d)
    throw new RangeError(`A plane in ${plane.origin.length} dimensions holds no points of ${model.d} features.`);
  const { k, beta, steps, stepSize } = model;
  if (model.similarity === 'spherical') return new ScoreBasins(prepareMemory(model), plane, steps);
  const reduced = reduceToSubspace(model, plane);
  const prepared = prepareMemory(reduced.model);
  const r = prepared.d;
  // Measured: with 9 memories or more, four coordinates are cheaper than k scores.
  if (r > 4 || (r > 2 && k <= 8)) return new ScoreBasins(prepared, reduced.plane, steps);
  const squares = new Float64Array(k * k);
  for (let mu = 0; mu < k; mu++) {
    const row = prepared.memories.subarray(mu * r, (mu + 1) * r);
    for (let nu = 0; nu < k; nu++) squares[mu * k + nu] = squaredDistance(row, prepared.memories, nu * r, r);
  }
  const thresholds = settledThresholds(squares, k, beta, stepSize, prepared.logWeights);
  return r <= 2
    ? new PlanarBasins(prepared, reduced.plane, steps, thresholds)
    : new CoordinateBasins(prepared, reduced.plane, steps, thresholds);
}

/**
 * Rows `rowStart` … `rowEnd` − 1 of a width × height grid of cell centres over a box of the plane, into `out`, whose first row is
 * `rowStart`.
 *
 * Row 0 lies at yDomain[0], so t grows with the row where yDomain rises; for a picture with t upwards give yDomain as [top, bottom].
 * @param xDomain s at the left and right edges. @param yDomain t at the edges of the first and the last row.
 * Throws RangeError when model and plane do not fit, or `out` is too small.
 */
export function basinRows(
  model: AssociativeMemory,
  plane: Plane,
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
  width: number,
  height: number,
  rowStart: number,
  rowEnd: number,
  out: BasinGrid,
): void {
  if (out.labels.length < (rowEnd - rowStart) * width)
    throw new RangeError(`${rowEnd - rowStart} rows of ${width} places do not fit in ${out.labels.length}.`);
  const lattice = { s0: xDomain[0], ds: (xDomain[1] - xDomain[0]) / width, t0: yDomain[0], dt: (yDomain[1] - yDomain[0]) / height, width };
  prepareBasins(model, plane).rows(lattice, rowStart, rowEnd, out);
}
