import type { NeighbourGraph } from './neighbours/graph';
import { membership, smoothDistances } from './umap/smooth';
import { finish } from './work';

/** Over what part of the layout's root mean square radius neighbours count as in one place. */
const closeness = 0.05;
/** Among how many of a point's nearest neighbours the one in the densest place is sought. */
const candidates = 24;
const shifts = 5;

/**
 * New points in a finished layout, whichever method made it: each where its neighbours lie densest, never between two islands.
 * A neighbour counts by its membership w = exp(−(d − ρ) / σ), as in UMAP, and by how close it is in the picture, K(r) = (1 + r²/h²)⁻² with
 * h a twentieth of the layout's root mean square radius. From the neighbour y with the largest Σ w K(|y − y_j|) five mean shifts, y ← Σ w K
 * y_j / Σ w K (Comaniciu, Meer 2002), lead to the place. A new point at distance 0 of one of the set lies on it, on the first one if they
 * are several.
 * @param query m rows of k neighbours: indices into the set, the nearest first, with their distances.
 * @param coordinates n × 2, finite. Throws RangeError when `query` names a point that is not in it.
 * @returns m × 2, finite. Without any neighbours, the middle of the layout.
 */
export function placePoints(query: NeighbourGraph, coordinates: Float32Array): Float32Array {
  const { n: m, k, indices, distances } = query;
  const n = coordinates.length / 2;
  for (const index of indices) if (index >= n) throw new RangeError(`A layout of ${n} points has no point ${index}.`);
  const { nearest, widths } = finish(smoothDistances(query, 'Placing points', 1));
  const { x: middleX, y: middleY, radius } = extentOf(coordinates);
  const perSquare = radius > 0 ? 1 / (closeness * radius) ** 2 : 0;
  const placed = new Float32Array(2 * m);
  const weights = new Float64Array(k);
  const xs = new Float64Array(k);
  const ys = new Float64Array(k);
  for (let i = 0; i < m; i++) {
    let coincident = -1;
    let total = 0;
    for (let j = 0; j < k; j++) {
      const e = i * k + j;
      if (distances[e] === 0 && coincident < 0) coincident = indices[e];
      weights[j] = membership(distances[e], nearest[i], widths[i]);
      xs[j] = coordinates[2 * indices[e]];
      ys[j] = coordinates[2 * indices[e] + 1];
      total += weights[j];
    }
    let x = middleX;
    let y = middleY;
    if (coincident >= 0) {
      x = coordinates[2 * coincident];
      y = coordinates[2 * coincident + 1];
    } else if (k > 0) {
      if (total === 0) weights.fill(1);
      const start = densest(xs, ys, weights, perSquare);
      x = xs[start];
      y = ys[start];
      for (let step = 0; step < shifts; step++) {
        let sum = 0;
        let sumX = 0;
        let sumY = 0;
        for (let j = 0; j < k; j++) {
          const weight = weights[j] * kernel(xs[j] - x, ys[j] - y, perSquare);
          sum += weight;
          sumX += weight * xs[j];
          sumY += weight * ys[j];
        }
        if (!(sum > 0)) break;
        x = sumX / sum;
        y = sumY / sum;
      }
    }
    placed[2 * i] = x;
    placed[2 * i + 1] = y;
  }
  return placed;
}

/** The first neighbour that has the most weight about it. */
function densest(xs: Float64Array, ys: Float64Array, weights: Float64Array, perSquare: number): number {
  let best = 0;
  let most = -1;
  for (let j = 0; j < Math.min(xs.length, candidates); j++) {
    let sum = 0;
    for (let l = 0; l < xs.length; l++) sum += weights[l] * kernel(xs[l] - xs[j], ys[l] - ys[j], perSquare);
    if (sum <= most) continue;
    most = sum;
    best = j;
  }
  return best;
}

function kernel(dx: number, dy: number, perSquare: number): number {
  const root = 1 / (1 + (dx * dx + dy * dy) * perSquare);
  return root * root;
}

/** The middle and the root mean square distance from it. */
function extentOf(coordinates: Float32Array): { x: number; y: number; radius: number } {
  const n = coordinates.length / 2;
  if (n === 0) return { x: 0, y: 0, radius: 0 };
  let x = 0;
  let y = 0;
  for (let c = 0; c < 2 * n; c += 2) {
    x += coordinates[c] / n;
    y += coordinates[c + 1] / n;
  }
  let squares = 0;
  for (let c = 0; c < 2 * n; c += 2) squares += (coordinates[c] - x) ** 2 + (coordinates[c + 1] - y) ** 2;
  return { x, y, radius: Math.sqrt(squares / n) };
}
