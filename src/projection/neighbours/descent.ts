import type { Random } from '../../core/algebra/random';
import { pace } from '../pace';
import type { Work } from '../work';
import { checkCount } from './exact';
import type { NeighbourGraph } from './graph';
import { Kept } from './kept';
import { centred, meanOf, squareWithin, type Centred } from './screen';
import { randomTree, type Leaves } from './trees';
import { widened } from './widen';

const stage = 'Finding neighbours';

export interface DescentOptions {
  /** Random-projection trees to begin with. */
  trees: number;
  /** Points in a leaf at most. */
  leaf: number;
  /** Neighbours, new and old each, whose pairs are looked at around a point in a round. */
  candidates: number;
  rounds: number;
  /** It is done once a round betters no more than this share of all neighbours. */
  least: number;
}

/** Options that find 97 of 100 neighbours of Gaussian blobs, as measured. */
export const descentOptions = (n: number, d: number, k: number): DescentOptions => ({
  trees: 4 + Math.round(Math.sqrt(n) / 40),
  leaf: Math.max(32, Math.min(64, 2 * k)),
  candidates: Math.round(Math.min(36, 10 + d / 2)),
  rounds: 12,
  least: 0.002,
});

/** More neighbours than these are looked for around the first so many. */
const mostDescended = 40;
const firstFew = 30;

/**
 * The k nearest of the set itself, nearly: NN-descent (Dong, Charikar and Li 2011) from random-projection trees, as PyNNDescent does. A
 * neighbour of a neighbour is likely a neighbour: pairs of those around each point are tried, until hardly any is better than what is
 * there. About O(n^1.1 d).
 *
 * @param points n × d. @param k at most n − 1. The same state of `random` gives the same neighbours.
 * Throws RangeError where k is not one of those, or a number is not finite.
 */
export function* neighboursByDescent(
  points: Float32Array,
  n: number,
  d: number,
  k: number,
  random: Random,
  options: DescentOptions = descentOptions(n, d, k),
): Work<NeighbourGraph> {
  checkCount(k, n - 1, n);
  const set = centred(points, n, d, meanOf(points, n, d));
  const first = yield* randomTree(set, options.leaf, random);
  // From here on points are called by their place in the first tree, so that those near one another are near in memory.
  const placed: Centred = { n, d, points: new Float64Array(n * d) };
  for (let i = 0; i < n; i++) placed.points.set(set.points.subarray(first.order[i] * d, first.order[i] * d + d), i * d);
  const few = new Kept(n, k > mostDescended ? firstFew : k, true);
  if (k === 0) return yield* few.graph();
  yield* joinLeaves(placed, { order: Uint32Array.from({ length: n }, (_, i) => i), starts: first.starts }, few);
  for (let tree = 1; tree < options.trees; tree++) {
    yield { stage, fraction: (0.2 * tree) / options.trees };
    yield* joinLeaves(placed, yield* randomTree(placed, options.leaf, random), few);
  }
  fillUp(placed, few, random);
  yield* descend(placed, few, options, random);
  if (few.k === k) return yield* few.graph(first.order);
  const kept = yield* widened(placed, few, k);
  kept.fresh!.fill(0);
  // In small groups of points far from others there are no k two steps away.
  if (fillUp(placed, kept, random)) yield* descend(placed, kept, options, random);
  return yield* kept.graph(first.order);
}

/** Tries all pairs in each leaf. */
function* joinLeaves(set: Centred, { order, starts }: Leaves, kept: Kept): Work<void> {
  const due = pace();
  const { squares, k } = kept;
  for (let leaf = 0; leaf + 1 < starts.length; leaf++) {
    for (let a = starts[leaf]; a < starts[leaf + 1]; a++) {
      const i = order[a];
      for (let b = a + 1; b < starts[leaf + 1]; b++) {
        const j = order[b];
        const most = Math.max(squares[i * k], squares[j * k]);
        const square = squareWithin(set, i, j, most);
        if (square >= most) continue;
        kept.offer(i, j, square);
        kept.offer(j, i, square);
      }
    }
    if (due()) yield { stage, fraction: 0.1 };
  }
}

/** Gives any other points to rows that have fewer than k neighbours yet. Returns true if there was such a row. */
function fillUp(set: Centred, kept: Kept, random: Random): boolean {
  const { n, k, squares } = kept;
  let filled = false;
  for (let i = 0; i < n; i++) {
    let tried = 0;
    while (squares[i * k] === Infinity) {
      // Where k is nearly n, drawing at random would hardly end.
      const j = tried < 4 * k ? random.integer(n) : tried - 4 * k;
      tried++;
      filled = true;
      if (j !== i) kept.offer(i, j, squareWithin(set, i, j, Infinity));
    }
  }
  return filled;
}

/** Rounds until they better hardly anything. */
function* descend(set: Centred, kept: Kept, { rounds, candidates, least }: DescentOptions, random: Random): Work<void> {
  for (let round = 0; round < rounds; round++) {
    const bettered = yield* joinAround(set, kept, candidates, 0.2 + (0.6 * round) / rounds, random);
    if (bettered <= least * kept.n * kept.k) return;
  }
}

/** One round: the pairs of new neighbours, and of new and old ones, around each point. How many neighbours it bettered. */
function* joinAround(set: Centred, kept: Kept, candidates: number, fraction: number, random: Random): Work<number> {
  const due = pace();
  const { n, k, indices, squares } = kept;
  const fresh = kept.fresh!;
  const lists = [0, 1].map(() => ({ members: new Uint32Array(n * candidates), seen: new Uint32Array(n) }));
  const add = (age: number, i: number, j: number) => {
    const { members, seen } = lists[age];
    const place = seen[i]++;
    // A sample of fixed size of however many there come to be.
    const at = place < candidates ? place : random.integer(place + 1);
    if (at < candidates) members[i * candidates + at] = j;
  };
  for (let i = 0; i < n; i++) {
    for (let at = i * k; at < (i + 1) * k; at++) {
      const j = indices[at];
      add(fresh[at], i, j);
      // Where each is the other's neighbour, it is added when its turn comes.
      if (!kept.has(j, i)) add(fresh[at], j, i);
    }
    if (i % 64 === 0 && due()) yield { stage, fraction };
  }
  const [old, young] = lists;
  for (let i = 0; i < n; i++) {
    const first = i * candidates;
    const end = first + Math.min(candidates, young.seen[i]);
    for (let at = i * k; at < (i + 1) * k; at++) {
      if (fresh[at] === 0) continue;
      for (let c = first; c < end; c++) if (young.members[c] === indices[at]) fresh[at] = 0;
    }
  }
  let bettered = 0;
  const attempt = (a: number, b: number) => {
    const most = Math.max(squares[a * k], squares[b * k]);
    const square = squareWithin(set, a, b, most);
    if (square >= most) return;
    if (kept.offer(a, b, square)) bettered++;
    if (kept.offer(b, a, square)) bettered++;
  };
  for (let i = 0; i < n; i++) {
    const first = i * candidates;
    const end = first + Math.min(candidates, young.seen[i]);
    const oldEnd = first + Math.min(candidates, old.seen[i]);
    for (let p = first; p < end; p++) {
      const a = young.members[p];
      for (let q = p + 1; q < end; q++) if (young.members[q] !== a) attempt(a, young.members[q]);
      for (let q = first; q < oldEnd; q++) if (old.members[q] !== a) attempt(a, old.members[q]);
    }
    if (i % 16 === 0 && due()) yield { stage, fraction };
  }
  return bettered;
}
