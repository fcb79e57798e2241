import { methodOf } from './methods';
import { costOfNeighbours } from './neighbours/find';
import { mostDimensions, type ProjectionSettings } from './settings';

/** What a machine of speed 1 takes for one multiplication and addition of a long sum, in seconds: about the one that the costs were measured on. */
const unit = 1e-9;

let measured: number | null = null;

/** How long this machine takes for what takes one of speed 1 a second. Measured once, for some milliseconds. */
function slowness(): number {
  if (measured !== null) return measured;
  const length = 4096;
  const a = new Float32Array(length).fill(0.5);
  const b = new Float32Array(length).fill(0.25);
  let sum = 0;
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < 8) {
    let s0 = 0;
    let s1 = 0;
    for (let i = 0; i < length; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    sum += s0 + s1;
    count += length;
  }
  measured = (performance.now() - began) / 1000 / (count * unit);
  return Number.isFinite(sum) ? measured : 1;
}

/** About how many seconds it takes to lay out n points of d dimensions from nothing, on the CPU of this machine; right to a factor of two. */
export function estimate(settings: ProjectionSettings, n: number, d: number): number {
  const method = methodOf(settings.method);
  const { neighbours } = method.needs(settings, n);
  const { perPoint, steps } = method.cost(settings, n);
  const reduced = Math.min(d, mostDimensions);
  // To 50 dimensions: some six passes over the points with 60 vectors.
  const reduction = d > mostDimensions ? n * d * 60 * 6 * 0.25 : n * d * d;
  const search = neighbours > 0 ? costOfNeighbours(n, reduced, neighbours) : 0;
  return unit * slowness() * (reduction + search + n * perPoint * steps);
}
