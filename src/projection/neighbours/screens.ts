import { Random } from '../../core/algebra/random';
import { principalAxes } from '../principal';
import type { Work } from '../work';
import { longPoints } from './bounds';
import { partialScreen, squareOf, wholeScreen, type Centred, type Screen } from './screen';

/** The numbers of components that may make a screen. */
const widths = [4, 6, 8, 12, 16, 24, 32, 40];
/** Nanoseconds for a pair by its screen, for each number of it, and for a pair that passes: for long points a bound comes first. */
const costs = { number: 0.42, passed: 25, entry: 1, boundEntry: 0.25 };
/** So many points are tried against a part of all, of at most so many, to choose a screen. */
const probes = 24;
const mostTried = 4096;

/** With fewer multiplications in all, choosing a screen takes longer than it spares. */
const leastWork = 3e8;

/**
 * The screens of set and queries: whole ones where there are few pairs, or where shorter ones would let too many pass.
 * @param points n × d, from which `set` is by −mean.
 */
export function* chooseScreens(points: Float32Array, set: Centred, asked: Centred, mean: Float64Array, k: number): Work<[Screen, Screen]> {
  const { n, d } = set;
  if (d > widths[0] + 4 && n >= 500 && asked.n >= 200 && n * asked.n * d > leastWork) {
    const components = Math.min(d, widths[widths.length - 1]);
    const found = yield* principalAxes(points, n, d, components, new Random(0), { passes: d > 256 ? 1 : 4, tolerance: 1e-3 });
    const { axes, coordinates } = found;
    for (let c = 0; c < components; c++) {
      let shift = 0;
      for (let f = 0; f < d; f++) shift += (mean[f] - found.mean[f]) * axes[c * d + f];
      for (let at = c; at < n * components; at += components) coordinates[at] -= shift;
    }
    const used = yield* chooseWidth(set, coordinates, components, k);
    if (used > 0) {
      const screen = partialScreen(set, coordinates, components, used);
      return [screen, asked === set ? screen : partialScreen(asked, project(asked, axes, used), used, used)];
    }
  }
  const screen = wholeScreen(set);
  return [screen, asked === set ? screen : wholeScreen(asked)];
}

/** The number of components that costs least; 0 where all dimensions do. @param along n × components. */
function* chooseWidth(set: Centred, along: Float64Array, components: number, k: number): Work<number> {
  const { n, d } = set;
  const options = widths.filter((width) => width < d - 2);
  const passed = new Float64Array(options.length);
  const stride = Math.ceil(n / mostTried);
  let tried = 0;
  for (let probe = 0; probe < probes; probe++) {
    const i = Math.floor((probe * n) / probes);
    const others = Uint32Array.from({ length: Math.ceil((n - (i % stride)) / stride) }, (_, j) => (i % stride) + j * stride).filter(
      (j) => j !== i,
    );
    const sorted = Float64Array.from(others, (j) => squareOf(set, i, set, j)).sort();
    // Of a part of all a like part of k counts; and the farthest that is kept is farther while not all have been seen.
    const worst = 1.1 * sorted[Math.min(sorted.length - 1, Math.ceil((k * sorted.length) / n))];
    for (const j of others) {
      let least = 0;
      for (let c = 0, w = 0; w < options.length && least < worst; w++) {
        for (; c < options[w]; c++) least += (along[i * components + c] - along[j * components + c]) ** 2;
        if (least < worst) passed[w]++;
      }
    }
    tried += others.length;
    yield { stage: 'Finding neighbours', fraction: 0 };
  }
  let best = 0;
  let lowest = costs.number * d;
  for (const [w, width] of options.entries()) {
    const cost = costs.number * (width + 1) + (passed[w] / tried) * (costs.passed + (d < longPoints ? costs.entry : costs.boundEntry) * d);
    if (cost >= lowest) continue;
    lowest = cost;
    best = width;
  }
  return best;
}

/** Coordinates along the first axes: n × used. */
function project({ points, n, d }: Centred, axes: Float64Array, used: number): Float64Array {
  const along = new Float64Array(n * used);
  for (let i = 0; i < n; i++)
    for (let c = 0; c < used; c++) for (let f = 0; f < d; f++) along[i * used + c] += points[i * d + f] * axes[c * d + f];
  return along;
}
