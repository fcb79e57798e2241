import { pace } from '../pace';
import type { Work } from '../work';
import type { NeighbourGraph } from './graph';

/** The k nearest found so far for each of n points, a heap a point: the farthest of them, of several the last index, stands first. */
export class Kept {
  /** n × k squared distances; Infinity where there is none yet. */
  readonly squares: Float64Array;
  /** n × k. */
  readonly indices: Uint32Array;
  /** n × k, where it is asked for: 1 from when a neighbour is kept until somebody says otherwise. */
  readonly fresh: Uint8Array | null;

  constructor(
    readonly n: number,
    readonly k: number,
    watched = false,
  ) {
    this.fresh = watched ? new Uint8Array(n * k) : null;
    this.squares = new Float64Array(n * k).fill(Infinity);
    this.indices = new Uint32Array(n * k).fill(0xffffffff);
  }

  /** The limit below which a squared distance is kept. */
  worst(i: number): number {
    return this.squares[i * this.k];
  }

  /** Keeps the neighbour instead of the farthest. It must be nearer than that, or as near with a lower index, and not kept yet. */
  replace(i: number, index: number, square: number): void {
    const { squares, indices, fresh, k } = this;
    const root = i * k;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= k) break;
      const left = root + child;
      if (child + 1 < k && farther(squares[left + 1], indices[left + 1], squares[left], indices[left])) child++;
      if (!farther(squares[root + child], indices[root + child], square, index)) break;
      squares[root + at] = squares[root + child];
      indices[root + at] = indices[root + child];
      if (fresh) fresh[root + at] = fresh[root + child];
      at = child;
    }
    squares[root + at] = square;
    indices[root + at] = index;
    if (fresh) fresh[root + at] = 1;
  }

  has(i: number, index: number): boolean {
    const end = (i + 1) * this.k;
    for (let at = i * this.k; at < end; at++) if (this.indices[at] === index) return true;
    return false;
  }

  /** Keeps a neighbour where it is near enough and not kept yet; whether it was. */
  offer(i: number, index: number, square: number): boolean {
    if (!(square < this.squares[i * this.k]) || this.has(i, index)) return false;
    this.replace(i, index, square);
    return true;
  }

  /** Sorts each point's by distance, then index. The heaps are none afterwards. @param name what each index is called outside. */
  *graph(name: Uint32Array | null = null): Work<NeighbourGraph> {
    const { n, k, squares, indices } = this;
    const sorted = new Uint32Array(n * k);
    const distances = new Float32Array(n * k);
    const due = pace();
    for (let i = 0; i < n; i++) {
      if (i % 64 === 0 && due()) yield { stage: 'Sorting neighbours', fraction: i / n };
      const root = i * k;
      const to = (name ? name[i] : i) * k;
      // The farthest is taken off the heap, again and again.
      for (let left = k; left > 0; left--) {
        const at = to + left - 1;
        const index = indices[root];
        sorted[at] = name ? name[index] : index;
        distances[at] = Math.min(Math.sqrt(squares[root]), largestFloat);
        const square = squares[root + left - 1];
        const last = indices[root + left - 1];
        squares[root + left - 1] = -1;
        indices[root + left - 1] = 0;
        if (left > 1) this.replace(i, last, square);
      }
    }
    return { n, k, indices: sorted, distances };
  }
}

const largestFloat = 3.4028234663852886e38;

const farther = (a: number, i: number, b: number, j: number): boolean => a > b || (a === b && i > j);
