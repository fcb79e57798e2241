/**
 * Log-sum-ReLU, the Epanechnikov energy (arXiv 2506.10801): each memory has a ball of radius 1/√β and no say beyond it. A step takes a
 * place towards the mean of the memories whose balls hold it, v ← v + a(mean of S(v) − v), and comes to rest at such means: at a memory
 * that is alone in its ball, or at the mean of several, which nobody stored (an emergent memory). A place that no ball holds stays where
 * it is and belongs to no memory.
 */
import { noCluster } from '../algebra/noCluster';
import { checkPoints, prepareMemory, squaredDistance } from './preparedMemory';
import type { AssociativeMemory } from './model';
import type { Floats } from '../algebra/floats';

/** Emergent memories that have labels of their own; the places of all others share one. */
export const mostSets = 256;

/** The memories whose balls hold a place. */
export interface MemorySet {
  /** Rising. */
  readonly members: readonly number[];
  /** ‖ρ_ν − mean‖² of every memory ν, k numbers. */
  readonly from: Float64Array;
  /** The mean of ‖ρ_μ − mean‖² over the members. */
  readonly spread: number;
  /** The set that full steps from its mean come to rest at; undefined before it was asked for. */
  rest?: MemorySet;
  /** A step was taken from a place in these balls. */
  moved?: true;
}

/**
 * The way of a place in squared distances from the memories alone, O(k) a step whatever d is: towards the mean m of a set,
 * ‖ρ_ν − v'‖² = (1−a)‖ρ_ν − v‖² + a‖ρ_ν − m‖² − a(1−a)‖v − m‖². Sets are found once and kept.
 */
export class BallRecursion {
  /** ‖ρ_μ − v‖², k numbers: of the start, which the caller writes, and after `run` of the end. */
  readonly distance: Float64Array;
  /** ρ, k × d. */
  readonly memories: Float64Array;
  private readonly radius: number;
  /** ‖ρ_μ − ρ_ν‖², k × k. */
  private readonly squares: Float64Array;
  private readonly sets = new Map<string, MemorySet>();
  private readonly inside: Uint8Array;
  /** The set that was found last, and its members as flags: the next place is often in the same. */
  private last: MemorySet | null = null;
  private readonly lastInside: Uint8Array;

  constructor(private readonly model: AssociativeMemory) {
    const { k, d, beta } = model;
    const { memories } = prepareMemory(model);
    this.memories = memories;
    this.radius = 1 / beta;
    this.distance = new Float64Array(k);
    this.inside = new Uint8Array(k);
    this.lastInside = new Uint8Array(k);
    this.squares = new Float64Array(k * k);
    for (let mu = 0; mu < k; mu++) {
      const row = memories.subarray(mu * d, (mu + 1) * d);
      for (let nu = 0; nu < k; nu++) this.squares[mu * k + nu] = squaredDistance(row, memories, nu * d, d);
    }
  }

  /** T steps from `distance`, then full steps until the set repeats. Returns the set of that fixed point; null where no ball holds the place. */
  run(): MemorySet | null {
    const { distance } = this;
    const { k, steps, stepSize: a } = this.model;
    let set = this.setAt(distance);
    for (let step = 0; step < steps && set; step++) {
      set.moved = true;
      const { members, from, spread } = set;
      let toMean = -spread;
      for (const mu of members) toMean += distance[mu] / members.length;
      const shrink = a * (1 - a) * toMean;
      for (let nu = 0; nu < k; nu++) distance[nu] += a * (from[nu] - distance[nu]) - shrink;
      set = this.setAt(distance);
    }
    return set && this.restOf(set);
  }

  /** How many memories drew no place at any of the T steps: of their balls none was in any. Such a memory has no gradient. */
  get idle(): number {
    const drew = new Set<number>();
    for (const { moved, members } of this.sets.values()) if (moved) for (const mu of members) drew.add(mu);
    return this.model.k - drew.size;
  }

  /** The fixed point of full steps from a place in these balls. The sum of ReLUs never falls on the way, so that it is reached. */
  private restOf(set: MemorySet): MemorySet {
    const way: MemorySet[] = [];
    let at = set;
    while (!at.rest) {
      way.push(at);
      // A mean that rounding puts outside of every ball rests where it is.
      const next = this.setAt(at.from) ?? at;
      if (way.includes(next)) at.rest = at;
      else at = next;
    }
    for (const one of way) one.rest = at.rest;
    return at.rest;
  }

  /** The set of the memories within 1/β of these squared distances; null where it is empty. */
  private setAt(distance: Float64Array): MemorySet | null {
    const { inside, lastInside, radius, last } = this;
    const { k } = this.model;
    let same = last !== null;
    let some = false;
    for (let mu = 0; mu < k; mu++) {
      const within = distance[mu] < radius ? 1 : 0;
      inside[mu] = within;
      if (within !== lastInside[mu]) same = false;
      if (within) some = true;
    }
    if (!some) return null;
    if (same) return last;
    const members: number[] = [];
    for (let mu = 0; mu < k; mu++) if (inside[mu]) members.push(mu);
    const key = keyOf(members);
    const set = this.sets.get(key) ?? this.make(members);
    this.sets.set(key, set);
    this.last = set;
    lastInside.set(inside);
    return set;
  }

  private make(members: readonly number[]): MemorySet {
    const { squares } = this;
    const { k } = this.model;
    const from = new Float64Array(k);
    for (const mu of members) for (let nu = 0; nu < k; nu++) from[nu] += squares[mu * k + nu] / members.length;
    let spread = 0;
    for (const mu of members) spread += from[mu] / (2 * members.length);
    for (let nu = 0; nu < k; nu++) from[nu] = Math.max(0, from[nu] - spread);
    return { members, from, spread };
  }
}

export const keyOf = (members: readonly number[]): string => members.join();

/** The labels of sets: μ of a memory alone; k, k + 1, … of the named emergent sets, in their order; then one for all others. */
export class BallLabels {
  private readonly labels = new Map<string, number>();
  private readonly other: number;
  /** The same set has the same label. */
  private readonly known = new WeakMap<MemorySet, number>();

  constructor(k: number, sets: readonly (readonly number[])[]) {
    sets.forEach((members, i) => this.labels.set(keyOf(members), k + i));
    this.other = k + sets.length;
  }

  of(set: MemorySet | null): number {
    if (!set) return noCluster;
    const { members } = set;
    if (members.length === 1) return members[0];
    let label = this.known.get(set);
    if (label === undefined) this.known.set(set, (label = this.labels.get(keyOf(members)) ?? this.other));
    return label;
  }
}

export interface RestLabels {
  readonly labels: Uint16Array;
  /** The memory nearest to each point itself. */
  readonly nearest: Uint16Array;
}

/** Labels of points (n × d) where the sets have names. */
export function ballLabels(model: AssociativeMemory, sets: readonly (readonly number[])[]): (points: Floats, n: number) => RestLabels {
  const recursion = new BallRecursion(model);
  const names = new BallLabels(model.k, sets);
  return (points, n) => {
    const labels = new Uint16Array(n);
    const nearest = new Uint16Array(n);
    eachRest(recursion, model, points, n, (set, i, least) => {
      labels[i] = names.of(set);
      nearest[i] = least;
    });
    return { labels, nearest };
  };
}

/**
 * Finds the emergent memories that points come to rest at, piece by piece, and labels the points by them. Each is told by the memories that
 * it is the mean of, by falling number of points, at most `mostSets`.
 */
export class BallDiscovery {
  private readonly recursion: BallRecursion;
  private readonly sets: (MemorySet | null)[] = [];
  private readonly nearest: number[] = [];

  constructor(private readonly model: AssociativeMemory) {
    this.recursion = new BallRecursion(model);
  }

  /** @param points n more, n × d. */
  add(points: Floats, n: number): void {
    eachRest(this.recursion, this.model, points, n, (set, _i, least) => {
      this.sets.push(set);
      this.nearest.push(least);
    });
  }

  /** Of all points, in the order they were added. */
  end(): RestLabels & { readonly sets: readonly (readonly number[])[]; readonly emptyBalls: number } {
    const counts = new Map<MemorySet, number>();
    for (const set of this.sets) if (set && set.members.length > 1) counts.set(set, (counts.get(set) ?? 0) + 1);
    const sets = [...counts]
      .toSorted(([a, many], [b, others]) => others - many || compare(a.members, b.members))
      .slice(0, mostSets)
      .map(([{ members }]) => members);
    const names = new BallLabels(this.model.k, sets);
    const { idle: emptyBalls } = this.recursion;
    return { sets, emptyBalls, labels: Uint16Array.from(this.sets, (set) => names.of(set)), nearest: Uint16Array.from(this.nearest) };
  }
}

/** Calls `visit` with the set that each point comes to rest at, and with the memory nearest to the point itself. */
function eachRest(
  recursion: BallRecursion,
  { k, d }: AssociativeMemory,
  points: Floats,
  n: number,
  visit: (set: MemorySet | null, i: number, nearest: number) => void,
): void {
  checkPoints(points, n, d);
  const { distance, memories } = recursion;
  const v = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) v[j] = points[i * d + j];
    let nearest = 0;
    for (let mu = 0; mu < k; mu++) {
      distance[mu] = squaredDistance(v, memories, mu * d, d);
      if (distance[mu] < distance[nearest]) nearest = mu;
    }
    visit(recursion.run(), i, nearest);
  }
}

/** The means of sets of memories (k × d), s × d. */
export function meansOf(memories: Floats, d: number, sets: readonly (readonly number[])[]): Float32Array {
  const means = new Float32Array(sets.length * d);
  sets.forEach((members, s) => {
    for (let j = 0; j < d; j++) means[s * d + j] = members.reduce((sum, mu) => sum + memories[mu * d + j], 0) / members.length;
  });
  return means;
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((mu, i) => mu !== b[i]);
  return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
};
