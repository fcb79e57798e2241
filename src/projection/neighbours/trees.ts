import type { Random } from '../../core/algebra/random';
import { pace } from '../pace';
import type { Work } from '../work';
import type { Centred } from './screen';

/** A partition of the points into leaves of points that are near one another. */
export interface Leaves {
  /** All n indices, leaf by leaf. */
  readonly order: Uint32Array;
  /** Where each leaf begins, and n. */
  readonly starts: Uint32Array;
}

/** A side with a smaller share of the points does not count as a split. */
const leastShare = 0.1;
const tries = 3;

/**
 * A random-projection tree (Dasgupta and Freund 2008): each part is split by the plane half way between two of its points, until it has at
 * most `most` points. Where such planes split nothing off (there may be thousands of duplicates) it is cut in halves as it lies, so that no
 * tree is deep.
 */
export function* randomTree({ points, n, d }: Centred, most: number, random: Random): Work<Leaves> {
  const due = pace();
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const side = new Uint8Array(n);
  const normal = new Float64Array(d);
  const starts: number[] = [];
  const parts: [number, number][] = [[0, n]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    const count = to - from;
    if (count <= most) {
      starts.push(from);
      continue;
    }
    let middle = from + (count >> 1);
    for (let attempt = 0; attempt < tries; attempt++) {
      const a = order[from + random.integer(count)] * d;
      const b = order[from + random.integer(count)] * d;
      let offset = 0;
      for (let f = 0; f < d; f++) {
        normal[f] = points[a + f] - points[b + f];
        offset += (normal[f] * (points[a + f] + points[b + f])) / 2;
      }
      let beyond = 0;
      for (let i = from; i < to; i++) {
        let along = -offset;
        for (let f = 0, at = order[i] * d; f < d; f++) along += normal[f] * points[at + f];
        side[i] = along > 0 ? 1 : 0;
        beyond += side[i];
      }
      if (Math.min(beyond, count - beyond) < leastShare * count) continue;
      middle = to - beyond;
      for (let i = from, j = to - 1; i < middle; i++) {
        if (side[i] === 0) continue;
        while (side[j] === 1) j--;
        const held = order[i];
        order[i] = order[j];
        order[j] = held;
        j--;
      }
      break;
    }
    // The left part is looked at next, so that leaves come in order.
    parts.push([middle, to], [from, middle]);
    if (due()) yield { stage: 'Finding neighbours', fraction: 0 };
  }
  starts.push(n);
  return { order, starts: Uint32Array.from(starts) };
}
