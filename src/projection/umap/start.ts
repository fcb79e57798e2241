import type { Random } from '../../core/algebra/random';

/** The distance from the middle that a first layout reaches. */
const reach = 10;
/** By how much points are moved apart that lie on one another, as a standard deviation. */
const jitter = 1e-4;
/** A point further out than so many times the median is drawn in, lest a single one press all others together. */
const outlying = 5;

/**
 * A first layout out of any coordinates: centred, scaled alike in both directions to ±10, with a jitter of 10⁻⁴. Where all lie in one place
 * they are strewn over the square. A point whose coordinates are not finite begins in the middle.
 * @param start n × 2. Returns as many.
 */
export function spreadStart(start: Float32Array, random: Random): Float64Array {
  const n = start.length / 2;
  const spread = finiteStart(start);
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += spread[2 * i] / n;
    meanY += spread[2 * i + 1] / n;
  }
  const radii = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    spread[2 * i] -= meanX;
    spread[2 * i + 1] -= meanY;
    radii[i] = Math.hypot(spread[2 * i], spread[2 * i + 1]);
  }
  const sorted = radii.slice().sort();
  const median = sorted[n >> 1] ?? 0;
  const furthest = sorted[n - 1] ?? 0;
  const most = median > 0 ? Math.min(furthest, outlying * median) : furthest;
  for (let i = 0; i < n; i++) {
    const scale = most > 0 ? reach / Math.max(most, radii[i]) : 0;
    for (let c = 2 * i; c < 2 * i + 2; c++)
      spread[c] = most > 0 ? spread[c] * scale + jitter * random.normal() : reach * (2 * random.uniform() - 1);
  }
  return spread;
}

/** The same coordinates, 0 where they are not finite. */
export function finiteStart(start: Float32Array): Float64Array {
  return Float64Array.from(start, (c) => (Number.isFinite(c) ? c : 0));
}
