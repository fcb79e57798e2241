import { projectionOf } from './methods';
import { costOfNeighbours } from './neighbours/find';
import { candidatesFor, searchedWhole } from './neighbours/rerank';
import { mostDimensions, type ProjectionSettings } from './settings';

/**
 * Seconds that a machine of speed 1 takes for one multiplication and addition of a long sum. The costs were measured on a machine of about
 * speed 1.
 */
const unit = 1e-9;

let measured: number | null = null;

const length = 4096;
const bursts = 30;
const repeats = 64;

/**
 * How long this machine takes for what takes one of speed 1 a second. Measured once, for some milliseconds: by its best burst, for it may
 * be doing other things.
 */
function slowness(): number {
  if (measured !== null) return measured;
  const a = new Float32Array(length).fill(0.5);
  const b = new Float32Array(length).fill(0.25);
  let sum = 0;
  let best = Infinity;
  for (let burst = 0; burst < bursts; burst++) {
    const began = performance.now();
    for (let again = 0; again < repeats; again++) {
      let s0 = 0;
      let s1 = 0;
      for (let i = 0; i < length; i += 2) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
      }
      sum += s0 + s1;
    }
    const took = performance.now() - began;
    // A clock that is coarse may say 0.
    if (took > 0) best = Math.min(best, took);
  }
  measured = best / 1000 / (repeats * length * unit);
  return Number.isFinite(measured) && sum > 0 ? measured : 1;
}

/**
 * About how many seconds it takes to lay out n points of d dimensions from nothing, on the CPU of this machine; right to a factor of two.
 */
export function estimate(settings: ProjectionSettings, n: number, d: number): number {
  const method = projectionOf(settings.method);
  const { neighbours } = method.needs(settings, n);
  const { perPoint, steps } = method.cost(settings, n);
  const reduced = Math.min(d, mostDimensions);
  // To 50 dimensions: some six passes over the points with 60 vectors.
  const reduction = d > mostDimensions ? n * d * 60 * 6 * 0.25 : n * d * d;
  const whole = searchedWhole(n, d);
  const candidates = whole ? neighbours : candidatesFor(neighbours, n);
  const search = neighbours > 0 ? costOfNeighbours(n, whole ? d : reduced, candidates) + (whole ? 0 : n * candidates * d) : 0;
  return unit * slowness() * (reduction + search + n * perPoint * steps);
}
