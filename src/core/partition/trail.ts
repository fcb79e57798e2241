import type { Floats } from '../algebra/floats';

/** So many steps at most, and so many numbers at most but for `leastSteps`. */
const mostSteps = 256;
const mostNumbers = 4e5;
const leastSteps = 8;

/** Where the prototypes were after each step of a pass, or after every second, fourth, … of a long one. */
export class Trail {
  private readonly most: number;
  private kept: Float32Array[] = [];
  private every = 1;
  private seen = 0;

  /** @param length k · d */
  constructor(private readonly length: number) {
    this.most = Math.max(leastSteps, Math.min(mostSteps, Math.floor(mostNumbers / length)));
  }

  /** @param prototypes k × d after one more step. */
  add(prototypes: Floats): void {
    this.seen++;
    if (this.seen % this.every !== 0) return;
    this.kept.push(Float32Array.from(prototypes));
    if (this.kept.length <= this.most) return;
    this.every *= 2;
    this.kept = this.kept.filter((_, at) => at % 2 === 1);
  }

  /** s × k × d, in the order of the steps. */
  places(): Float32Array {
    const out = new Float32Array(this.kept.length * this.length);
    this.kept.forEach((one, at) => out.set(one, at * this.length));
    return out;
  }
}
