import { recurse } from '../core/memory/dynamics';
import type { AssociativeMemory } from '../core/memory/model';
import type { Work } from './work';

/** Multiplications between two looks at the clock: some milliseconds. */
const atOnce = 2e6;

/** A_ρ^T of n points (n × d), where T steps take them: n × d (CLAM eq. 4, DCLAM eq. 7). */
export function* attract(model: AssociativeMemory, points: Float32Array, n: number): Work<Float32Array> {
  const { d, k, steps } = model;
  const rows = Math.max(1, Math.floor(atOnce / (d * k * steps)));
  const out = new Float32Array(n * d);
  for (let from = 0; from < n; from += rows) {
    const to = Math.min(n, from + rows);
    out.set(recurse(model, points.subarray(from * d, to * d), to - from), from * d);
    yield { stage: 'Letting points slide', fraction: to / n };
  }
  return out;
}
