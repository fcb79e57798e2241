import { Random } from '../../core/algebra/random';
import type { DomainBox } from './domain';

/** Places for a shower, spread at random over the box: m × 2. The same number gives the same shower. */
export function shower(box: DomainBox, count: number, number: number): Float64Array {
  const random = new Random(number);
  const starts = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    starts[2 * i] = box.s0 + random.uniform() * (box.s1 - box.s0);
    starts[2 * i + 1] = box.t0 + random.uniform() * (box.t1 - box.t0);
  }
  return starts;
}
