/** The straight way from one prototype to another, where these live: the clusters of its places, and how high they lie. */
import { moveCost, partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { clusterName } from '../chart/palette';
import { formatScore, formatValue } from '../format';
import type { PartitionWords } from '../words';

/** Places whose energy and basin are known, and those of them that are pictured: every tenth. */
export const samples = 101;
export const stations = 11;
const stride = (samples - 1) / (stations - 1);

export const tOf = (sample: number): number => sample / (samples - 1);
export const waySample = (station: number): number => station * stride;

export interface Way {
  /** E(z) at each sample; null where the land is flat. */
  readonly energies: Float64Array | null;
  /** The cluster of each sample. */
  readonly basins: Uint16Array;
  /** z = ρ_a + t(ρ_b − ρ_a) of the stations, stations × d. */
  readonly places: Float32Array;
  /** A_ρ^T(z) of the stations, stations × d; null where points stay. */
  readonly ends: Float32Array | null;
}

/** Multiplications between two pauses: some milliseconds. */
const atOnce = 2e6;

/** Walks from memory `from` to memory `to`, a few samples at a time. On the sphere the way is the chord between their directions. */
export function* walkWay(model: PartitionModel, from: number, to: number): Generator<void, Way> {
  const { d } = model;
  const { assign, height, move, nearest, emergent } = partitionerOf(model);
  // Where places are taken to, the nearest prototype is the cluster, unless places rest elsewhere, too.
  const clusterOf = move && nearest && !emergent ? nearest : null;
  const a = endOf(model, from);
  const b = endOf(model, to);
  const way = {
    energies: height && new Float64Array(samples),
    basins: new Uint16Array(samples),
    places: new Float32Array(stations * d),
    ends: move && new Float32Array(stations * d),
  };
  const batch = Math.max(1, Math.floor(atOnce / (2 * (moveCost(model) + 2 * model.k * d))));
  for (let first = 0; first < samples; first += batch) {
    if (first > 0) yield;
    const count = Math.min(batch, samples - first);
    const places = new Float32Array(count * d);
    for (let i = 0; i < count; i++) for (let j = 0, t = tOf(first + i); j < d; j++) places[i * d + j] = a[j]! + t * (b[j]! - a[j]!);
    const ends = move ? move.to(places, count) : places;
    if (height) way.energies?.set(height(places, count), first);
    way.basins.set(clusterOf ? clusterOf(ends, count) : assign(places, count), first);
    for (let i = 0; i < count; i++) {
      if ((first + i) % stride !== 0) continue;
      const station = (first + i) / stride;
      way.places.set(places.subarray(i * d, (i + 1) * d), station * d);
      way.ends?.set(ends.subarray(i * d, (i + 1) * d), station * d);
    }
  }
  return way;
}

function endOf(model: PartitionModel, mu: number): Float64Array {
  const { prototypes, sphere } = partitionerOf(model);
  const row = Float64Array.from(prototypes.subarray(mu * model.d, (mu + 1) * model.d));
  const length = sphere ? Math.hypot(...row) || 1 : 1;
  return row.map((value) => value / length);
}

export interface Border {
  /** Halfway between the last sample of one basin and the first of the next. */
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

/** Where the basin changes along the way. */
export function wayBorders(basins: Uint16Array): Border[] {
  const borders: Border[] = [];
  for (let i = 1; i < basins.length; i++)
    if (basins[i] !== basins[i - 1]) borders.push({ t: (i - 0.5) / (basins.length - 1), from: basins[i - 1]!, to: basins[i]! });
  return borders;
}

/**
 * "The basin changes at t = 0.46 (1 → 2). The way is highest at t = 0.47, with E = 3.2."
 * @param name of a cluster.
 */
export function wayWords(
  { basins, energies }: Pick<Way, 'basins' | 'energies'>,
  words: PartitionWords,
  name: (label: number) => string = clusterName,
): string {
  const { cluster, prototype, heightSymbol } = words;
  const borders = wayBorders(basins);
  const at = (t: number) => `t = ${formatScore(t, 2)}`;
  const changes = borders.slice(0, mostBorders).map(({ t, from, to }) => `at ${at(t)} (${name(from)} → ${name(to)})`);
  const more = borders.length - changes.length;
  const first =
    borders.length === 0
      ? `The whole way is in the ${cluster} of ${prototype} ${name(basins[0]!)}.`
      : `The ${cluster} changes ${changes.join(', ')}${more > 0 ? ` and ${more} more times` : ''}.`;
  if (!energies) return first;
  const top = energies.reduce((best, energy, i) => (energy > energies[best]! ? i : best), 0);
  return `${first} The way is highest at ${at(tOf(top))}, with ${heightSymbol} = ${formatValue(energies[top]!)}.`;
}

const mostBorders = 6;
