/**
 * Domains and ticks of small charts. Ticks are few and round. A domain never has length 0, and its ends are finite, whatever its values
 * are: no axis counts further than double precision reaches.
 */
import { ticks } from 'd3';

/** Numbers beyond these are drawn at them: sums and quotients of two ends stay finite and keep their digits. */
const largest = 1e300;
const leastPositive = 1e-300;

export type Domain = readonly [number, number];

/** From the lowest to the highest of the values, with some air, and not narrower than `least`; null where there is no value. */
export function domainOf(values: Iterable<number | null>, least = 0): Domain | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  low = Math.max(-largest, Math.min(largest, low));
  high = Math.max(-largest, Math.min(largest, high));
  const middle = (low + high) / 2;
  const span = Math.max(high - low, least, Math.abs(middle) * 0.02, 1e-12) * 1.12;
  return [middle - span / 2, middle + span / 2];
}

/** The same for a logarithmic axis: at least a factor of 3 wide. Values ≤ 0 are left out. */
export function logDomainOf(values: Iterable<number | null>): Domain | null {
  const logs: number[] = [];
  for (const value of values) if (value !== null && value > 0) logs.push(Math.log10(Math.max(leastPositive, Math.min(largest, value))));
  const domain = domainOf(logs, Math.log10(3));
  return domain && [10 ** Math.max(-307, domain[0]), 10 ** Math.min(307, domain[1])];
}

/**
 * Powers of ten within the domain; where there are fewer than two, also 2 and 5 times those. At most about four; none where an end is 0 or
 * not finite.
 */
export function logTicks([low, high]: Domain): number[] {
  if (!(low > 0 && high < Infinity)) return [];
  const from = Math.floor(Math.log10(low)) - 1;
  const to = Math.ceil(Math.log10(high));
  const within = (factors: readonly number[]) => {
    const out: number[] = [];
    for (let power = from; power <= to; power++)
      for (const factor of factors) {
        const tick = Number(`${factor}e${power}`);
        if (tick >= low && tick <= high) out.push(tick);
      }
    return out;
  };
  let found = within([1]);
  if (found.length < 2) found = within([1, 2, 5]);
  const every = Math.ceil(found.length / 4);
  return found.filter((_, i) => i % every === 0);
}

/** Round whole epochs within 0 … last. */
export function epochTicks(last: number, count: number): number[] {
  return ticks(0, last, count).filter(Number.isInteger);
}

/**
 * The right end of the epoch axis while a curve grows: 1, 2 or 5 times a power of ten, so that the axis does not creep, but not
 * beyond the epochs that were asked for.
 */
export function epochEnd(last: number, asked: number): number {
  if (last <= 0) return Math.max(1, asked);
  const power = 10 ** Math.floor(Math.log10(last));
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= last)!;
  return last >= asked ? last : Math.min(Math.max(10, round), asked);
}
