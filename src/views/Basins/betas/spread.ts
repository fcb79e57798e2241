/** At which eight β a memory is looked at, and what points do there. */
import type { Floats } from '../../../core/algebra/floats';
import { noCluster } from '../../../core/algebra/noCluster';
import { labelCost, partitionerOf, withSets } from '../../../core/partition/kinds';
import type { PartitionModel } from '../../../core/partition/model';
import { limits } from '../../../methods/limits';

export type Memory = Extract<PartitionModel, { readonly kind: 'memory' }>;

export const panels = 8;

/** Multiplications between two pauses: a few milliseconds. */
const atOnce = 5e5;
/** β is tried so many times to each power of ten. */
const triesPerDecade = 4;
/** This share of all changes may lie below the range, and as much above it. */
const outside = 0.02;

interface Labelled {
  readonly labels: Uint16Array;
  /** The nearest memory of each point. */
  readonly nearest: Uint16Array;
}

/** Basins and Voronoi cells of n points, some at a time. Yields between. */
function* labelled(model: Memory, points: Floats, n: number): Generator<undefined, Labelled> {
  const { d } = model;
  const { label } = partitionerOf(model);
  const all = { labels: new Uint16Array(n), nearest: new Uint16Array(n) };
  for (const [i, count] of pieces(model, n)) {
    const { labels, nearest } = label(points.subarray(i * d, (i + count) * d), count);
    all.labels.set(labels, i);
    all.nearest.set(nearest ?? labels, i);
    yield undefined;
  }
  return all;
}

/** What points do at one β. */
export interface Told {
  /** Share of the points whose basin is not their Voronoi cell. */
  readonly elsewhere: number;
  /** Basins with points. */
  readonly used: number;
  /** Share of the points that are in no basin. */
  readonly none: number;
}

/** The memories at another β, with names for the emergent ones that the points show there, where there can be any. */
export function* memoryAt(model: Memory, beta: number, points: Floats, n: number): Generator<undefined, Memory> {
  const at: Memory = { ...model, beta, sets: undefined };
  const discovery = partitionerOf(at).emergent?.discover();
  if (!discovery) return at;
  for (const [from, count] of pieces(at, n)) {
    discovery.add(points.subarray(from * at.d, (from + count) * at.d), count);
    yield;
  }
  return withSets(at, discovery.end().sets);
}

/** Points that are worked on between two pauses: the first of them, and how many. */
function* pieces(model: Memory, n: number): Generator<readonly [number, number], void> {
  const rows = Math.max(1, Math.floor(atOnce / labelCost(model)));
  for (let i = 0; i < n; i += rows) yield [i, Math.min(rows, n - i)];
}

export function* toldOf(model: Memory, points: Floats, n: number): Generator<undefined, Told> {
  const { labels, nearest } = yield* labelled(model, points, n);
  let elsewhere = 0;
  for (let i = 0; i < n; i++) if (labels[i] !== nearest[i]) elsewhere++;
  const none = labels.reduce((count, label) => count + Number(label === noCluster), 0);
  const used = new Set(labels);
  used.delete(noCluster);
  return { elsewhere: n > 0 ? elsewhere / n : 0, used: used.size, none: n > 0 ? none / n : 0 };
}

export interface BetaRange {
  readonly low: number;
  readonly high: number;
}

/** Between which β basins of these places change, but for few of the changes; null where none do, at whatever β. */
export function* changingRange(model: Memory, places: Floats, n: number): Generator<undefined, BetaRange | null> {
  const [least, most] = limits.beta;
  const tries = Math.round(triesPerDecade * Math.log10(most / least));
  const betaAt = (i: number) => least * (most / least) ** (i / tries);
  const changes: number[] = [];
  let before: Uint16Array | null = null;
  for (let i = 0; i <= tries; i++) {
    const { labels }: Labelled = yield* labelled({ ...model, beta: betaAt(i), sets: undefined }, places, n);
    if (before) changes.push(differing(before, labels));
    before = labels;
  }
  const all = changes.reduce((sum, change) => sum + change, 0);
  if (all === 0) return null;
  /** The first try up to which there are more changes than this share of all. */
  const tryOf = (share: number) => {
    let sum = 0;
    return changes.findIndex((change) => (sum += change) > share * all);
  };
  return { low: betaAt(tryOf(outside)), high: betaAt(tryOf(1 - outside) + 1) };
}

function differing(a: Uint16Array, b: Uint16Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}

/** Eight β span a power of ten at least. */
const leastSpan = Math.log(10);

/**
 * Eight β, rising, evenly spaced by their logarithm over the range and the present one, which is among them. All but that are rounded to
 * two digits.
 */
export function eightBetas(present: number, range: BetaRange | null): number[] {
  const at = Math.log(present);
  let low = Math.min(at, Math.log(range?.low ?? present));
  let high = Math.max(at, Math.log(range?.high ?? present));
  const missing = Math.max(0, leastSpan - (high - low));
  low -= missing / 2;
  high += missing / 2;
  const [least, most] = limits.beta.map(Math.log) as [number, number];
  const step = (high - low) / (panels - 1);
  let index = Math.round((at - low) / step);
  // Near an end of what β may be, the present one stands farther to that side.
  index = Math.min(index, Math.floor((at - least) / step + 1e-9));
  index = Math.max(index, panels - 1 - Math.floor((most - at) / step + 1e-9));
  return Array.from({ length: panels }, (_, i) => {
    if (i === index) return present;
    const beta = Number(Math.exp(at + (i - index) * step).toPrecision(2));
    return Math.min(limits.beta[1], Math.max(limits.beta[0], beta));
  });
}
