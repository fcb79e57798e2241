/** A curve with fewer points that looks the same: spikes stay, because each bucket keeps its lowest and its highest point. */

export interface CurveXY {
  readonly x: number;
  readonly y: number;
}

/**
 * At most `most` (≥ 4) of `count` points, the first and the last among them, in order. Points without a value are left out.
 * One pass: O(count).
 */
export function thin(count: number, x: (i: number) => number, y: (i: number) => number | null, most: number): CurveXY[] {
  const at = (i: number): CurveXY | null => {
    const value = y(i);
    return value === null || !Number.isFinite(value) ? null : { x: x(i), y: value };
  };
  const out: CurveXY[] = [];
  if (count <= most) {
    for (let i = 0; i < count; i++) {
      const point = at(i);
      if (point) out.push(point);
    }
    return out;
  }
  const buckets = Math.floor((most - 2) / 2);
  const first = at(0);
  if (first) out.push(first);
  for (let b = 0; b < buckets; b++) {
    const start = 1 + Math.floor((b * (count - 2)) / buckets);
    const end = 1 + Math.floor(((b + 1) * (count - 2)) / buckets);
    let low: number | null = null;
    let high: number | null = null;
    let lowest = Infinity;
    let highest = -Infinity;
    for (let i = start; i < end; i++) {
      const value = y(i);
      if (value === null || !Number.isFinite(value)) continue;
      if (value < lowest) {
        lowest = value;
        low = i;
      }
      if (value > highest) {
        highest = value;
        high = i;
      }
    }
    if (low === null || high === null) continue;
    const [a, z] = low < high ? [low, high] : [high, low];
    out.push({ x: x(a), y: y(a)! });
    if (z !== a) out.push({ x: x(z), y: y(z)! });
  }
  const last = at(count - 1);
  if (last) out.push(last);
  return out;
}

/** Index of the item whose epoch is nearest to `epoch` in a list sorted by epoch; −1 when it is empty. The earlier of equals. */
export function nearestEpoch(items: readonly { readonly epoch: number }[], epoch: number): number {
  let low = 0;
  let high = items.length - 1;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.epoch < epoch) low = middle + 1;
    else high = middle;
  }
  return low > 0 && epoch - items[low - 1]!.epoch <= items[low]!.epoch - epoch ? low - 1 : low;
}
