/** Finding the tiles of a sprite sheet. */

/** Changes along one axis: entry i is the mean change of brightness from pixel i to pixel i + 1. */
export type Profile = Float64Array;

/** Tiles smaller than this are hardly pictures. */
export const LEAST_TILE = 4;
/** A period that explains less than this of the changes is chance. */
const LEAST_FIT = 0.15;
/** Sides that are usual, where the picture itself shows none; the surest first. */
const USUAL = [28, 32, 64, 16, 48, 24, 96, 128, 8];

/**
 * The periodicity of the changes at `period` pixels: the share of their variance that the place within the period explains
 * (adjusted R², for longer periods explain more by chance alone). Borders between tiles show as sharp changes, or, where all tiles have a
 * plain rim, as none; both repeat.
 */
export function fit(profile: Profile, period: number): number {
  const n = profile.length;
  if (period < 2 || n < 2 * period - 1) return 0;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  let mean = 0;
  for (let i = 0; i < n; i++) {
    sums[i % period] += profile[i];
    counts[i % period]++;
    mean += profile[i] / n;
  }
  let total = 0;
  let left = 0;
  for (let i = 0; i < n; i++) {
    total += (profile[i] - mean) ** 2;
    left += (profile[i] - sums[i % period] / counts[i % period]) ** 2;
  }
  // A constant, or a period of which there is hardly more than one, proves nothing.
  if (total <= 1e-9 * n || n <= period) return 0;
  return 1 - ((left / total) * (n - 1)) / (n - period);
}

const divisors = (size: number): number[] =>
  Array.from({ length: Math.floor(size / 2) }, (_, i) => i + 1).filter((side) => side >= LEAST_TILE && size % side === 0);

/** The shortest period that fits nearly as well as the best: its multiples fit as well. */
function best(candidates: readonly number[], score: (side: number) => number): number | null {
  const scores = candidates.map((side) => ({ side, fit: score(side) }));
  const most = Math.max(0, ...scores.map((one) => one.fit));
  if (most < LEAST_FIT) return null;
  return Math.min(...scores.filter((one) => one.fit >= 0.9 * most).map((one) => one.side));
}

/**
 * The size of the tiles that a picture of width × height pixels is most likely made of: square ones, else ones of different
 * sides, else a usual side that divides it.
 */
export function guessTile(width: number, height: number, across: Profile, down: Profile): { width: number; height: number } {
  const wide = divisors(width);
  const high = divisors(height);
  const both = (side: number): number => {
    const fits = [...(width >= 2 * side ? [fit(across, side)] : []), ...(height >= 2 * side ? [fit(down, side)] : [])];
    return fits.reduce((sum, one) => sum + one, 0) / Math.max(1, fits.length);
  };
  // A strip of tiles is as high as one of them.
  const square = best(
    [...new Set([...wide, ...high])].filter((side) => width % side === 0 && height % side === 0),
    both,
  );
  const [w, h] = [best(wide, (side) => fit(across, side)), best(high, (side) => fit(down, side))];
  // A square of several oblong tiles repeats as well as they do; that the tiles are oblong must then be plain to see.
  const within = (side: number): boolean =>
    w !== null && h !== null && w * h < side * side && side % w === 0 && side % h === 0 && Math.min(fit(across, w), fit(down, h)) >= 0.5;
  const oblong = w !== null && h !== null && (square === null || within(square));
  if (oblong) return { width: w, height: h };
  if (square !== null) return { width: square, height: square };
  const fits = (side: number): boolean => width % side === 0 && height % side === 0 && width * height >= 2 * side * side;
  const usual = USUAL.find(fits) ?? USUAL.find((side) => width * height >= 2 * side * side && Math.min(width, height) >= side) ?? 1;
  return { width: usual, height: usual };
}
