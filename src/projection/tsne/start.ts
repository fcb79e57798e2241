import { Random } from '../../core/algebra/random';

/** The standard deviation of the wider axis. */
const scale = 1e-4;
/** Of the jitter, in units of the scale; where there is nothing but jitter, 1. */
const jitter = 0.01;
/** The number of the seed's stream. */
const stream = 0x75e;

/**
 * Where t-SNE starts: `start` (n × 2) about its mean, its wider axis scaled to a standard deviation of 1e-4, each coordinate jittered by
 * a normal number a hundredth of that, always the same ones. What is not finite counts as 0.
 */
export function scaledStart(start: Float32Array): Float32Array {
  const finite = start.map((value) => (Number.isFinite(value) ? value : 0));
  const [x, y] = [moments(finite, 0), moments(finite, 1)];
  const widest = Math.max(x.deviation, y.deviation);
  const random = new Random(0, stream);
  const noise = scale * (widest > 0 ? jitter : 1);
  return finite.map((value, i) => (widest > 0 ? (scale * (value - (i % 2 ? y : x).mean)) / widest : 0) + noise * random.normal());
}

/** True if points have come nearer to one another than they started: exaggerated attraction does that to those that are all much alike. */
export function hasCollapsed(coordinates: Float32Array): boolean {
  return Math.max(moments(coordinates, 0).deviation, moments(coordinates, 1).deviation) < scale / 2;
}

/** Of one axis, 0 or 1. */
function moments(points: Float32Array, axis: number): { mean: number; deviation: number } {
  const n = points.length / 2;
  let mean = 0;
  for (let i = axis; i < points.length; i += 2) mean += points[i] / n;
  let variance = 0;
  for (let i = axis; i < points.length; i += 2) variance += (points[i] - mean) ** 2 / n;
  // Of equal numbers the mean may miss them by a rounding, which is no width.
  const deviation = Math.sqrt(variance);
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
}
