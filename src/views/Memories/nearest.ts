/** The members closest to each memory and farthest from it, found in slices so that the page never waits for a large set. */
import type { PartitionModel } from '../../core/partition/model';
import { partitionerOf } from '../../core/partition/kinds';
import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';
import { scaledRow } from '../units';

const rowsASlice = 64;

/** Indices of members of one cluster; none is in both. */
export interface Extremes {
  /** Nearest first. */
  readonly closest: readonly number[];
  /** Farthest first. */
  readonly farthest: readonly number[];
}

/**
 * For each memory its `most` closest and its `most` farthest members, where the memory lives: by ‖x − ρ‖ in the scaled space, of deep
 * methods by ‖e(x) − ρ‖ among the codes, on the sphere by angle. Yields between slices of rows; whoever drives it stops when time is up, or
 * for good.
 */
export function* extremeMembers(
  dataset: Dataset,
  space: Space,
  { model, latent }: { model: PartitionModel; latent: Latent | null },
  labels: Uint16Array,
  most: number,
): Generator<void, Extremes[]> {
  const { d, k } = model;
  const { prototypes, sphere } = partitionerOf(model);
  const rho = Float64Array.from(prototypes);
  if (sphere) for (let mu = 0; mu < k; mu++) normalise(rho, mu * d, d);
  const found = Array.from({ length: k }, () => ({ closest: new Ranking(most), farthest: new Ranking(most) }));
  const row = new Float32Array(d);
  for (let i = 0; i < dataset.n; i++) {
    if (i % rowsASlice === rowsASlice - 1) yield;
    const mu = labels[i]!;
    const lists = found[mu];
    if (!lists) continue;
    if (latent) row.set(latent.codes.subarray(i * d, (i + 1) * d));
    else scaledRow(dataset, space, i, row);
    if (sphere) normalise(row, 0, d);
    let distance = 0;
    for (let f = 0, at = mu * d; f < d; f++, at++) distance += (row[f]! - rho[at]!) ** 2;
    lists.closest.add(i, distance);
    lists.farthest.add(i, -distance);
  }
  return found.map(({ closest, farthest }) => {
    const near = closest.indices();
    return { closest: near, farthest: farthest.indices().filter((index) => !near.includes(index)) };
  });
}

/** The lowest scores so far, in order; of equals the first. */
class Ranking {
  private readonly list: { index: number; score: number }[] = [];

  constructor(private readonly most: number) {}

  add(index: number, score: number): void {
    const { list, most } = this;
    if (list.length >= most && score >= list[most - 1]!.score) return;
    let place = list.length;
    while (place > 0 && list[place - 1]!.score > score) place--;
    list.splice(place, 0, { index, score });
    if (list.length > most) list.pop();
  }

  indices(): number[] {
    return this.list.map(({ index }) => index);
  }
}

function normalise(vector: Float64Array | Float32Array, start: number, length: number): void {
  let square = 0;
  for (let j = start; j < start + length; j++) square += vector[j]! * vector[j]!;
  if (square > 0) for (let j = start; j < start + length; j++) vector[j]! /= Math.sqrt(square);
}

/** Drives `work` in turns of `budget` ms at most with pauses between, and calls back when it is done; returns how to give up. */
export function inTurns<Result>(work: Generator<void, Result>, done: (result: Result) => void, budget = 8): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const turn = () => {
    const end = performance.now() + budget;
    for (;;) {
      const step = work.next();
      if (step.done) {
        timer = null;
        done(step.value);
        return;
      }
      if (performance.now() > end) break;
    }
    timer = setTimeout(turn, 4);
  };
  timer = setTimeout(turn, 0);
  return () => {
    if (timer !== null) clearTimeout(timer);
  };
}
