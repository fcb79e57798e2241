/** The members nearest to each memory, found in slices so that the page never waits for a large set. */
import type { AssociativeMemory } from '../../core/model';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { scaledRow } from '../units';

const rowsASlice = 64;

/**
 * For each memory the indices of its `most` closest members, nearest first (by angle on the sphere). Yields between slices of rows; whoever
 * drives it stops when time is up, or for good.
 */
export function* nearestMembers(dataset: Dataset, space: Space, model: AssociativeMemory, labels: Uint16Array, most: number): Generator<void, number[][]> {
  const { d, k, memories } = model;
  const spherical = model.similarity === 'spherical';
  const rho = Float64Array.from(memories);
  if (spherical) for (let mu = 0; mu < k; mu++) normalise(rho, mu * d, d);
  const found: { index: number; distance: number }[][] = Array.from({ length: k }, () => []);
  const row = new Float32Array(d);
  for (let i = 0; i < dataset.n; i++) {
    if (i % rowsASlice === rowsASlice - 1) yield;
    const mu = labels[i]!;
    const list = found[mu];
    if (!list) continue;
    scaledRow(dataset, space, i, row);
    if (spherical) normalise(row, 0, d);
    const bound = list.length < most ? Infinity : list[most - 1]!.distance;
    let distance = 0;
    for (let f = 0, at = mu * d; f < d && distance < bound; f++, at++) {
      const offset = row[f]! - rho[at]!;
      distance += offset * offset;
    }
    if (distance >= bound) continue;
    let place = list.length;
    while (place > 0 && list[place - 1]!.distance > distance) place--;
    list.splice(place, 0, { index: i, distance });
    if (list.length > most) list.pop();
  }
  return found.map((list) => list.map(({ index }) => index));
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
