import type { Product } from '../../core/algebra/lanczos';

/** How alike points are, as a weighted graph without loops: A, n × n. */
export interface Affinity {
  readonly n: number;
  /** The row sums D of A; 1 where a point has no neighbours at all. */
  readonly degrees: Float64Array;
  /** v ↦ D^−½ A D^−½ v. Its eigenvalues are 1 − those of the normalised Laplacian. */
  readonly product: Product;
  /** Multiplications of a product, about. */
  readonly cost: number;
  /** The pieces that the graph falls into: which one each point is in, 0 … count − 1, the largest first. */
  readonly pieces: Pieces;
}

export interface Pieces {
  readonly of: Uint32Array;
  readonly count: number;
}

/** One piece. */
export const connected = (n: number): Pieces => ({ of: new Uint32Array(n), count: 1 });

/**
 * The pieces of a sparse graph, numbered by size. @param starts n + 1: the neighbours of point i are at starts[i] … starts[i + 1] − 1 of
 * `ends`.
 */
export function piecesOf(starts: Uint32Array, ends: Uint32Array): Pieces {
  const n = starts.length - 1;
  const of = new Uint32Array(n).fill(n);
  const sizes: number[] = [];
  const waiting = new Uint32Array(n);
  for (let start = 0; start < n; start++) {
    if (of[start] < n) continue;
    const piece = sizes.length;
    let size = 0;
    waiting[size++] = start;
    of[start] = piece;
    for (let at = 0; at < size; at++)
      for (let edge = starts[waiting[at]]; edge < starts[waiting[at] + 1]; edge++) {
        if (of[ends[edge]] < n) continue;
        of[ends[edge]] = piece;
        waiting[size++] = ends[edge];
      }
    sizes.push(size);
  }
  const order = sizes.map((_, piece) => piece).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const ranks = new Uint32Array(order.length);
  order.forEach((piece, rank) => {
    ranks[piece] = rank;
  });
  return { of: of.map((piece) => ranks[piece]), count: order.length };
}
