/**
 * The one seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, passes PractRand and BigCrush.
 * It is passed in, never global, so that the same seed gives the same numbers wherever it is used.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;
  private spare: number | null = null;

  /** @param seed any finite number; its integer part and its fraction both count. @param stream separates uses of one seed. */
  constructor(seed: number, stream = 0) {
    if (!Number.isFinite(seed)) throw new RangeError(`The seed must be a finite number, not ${seed}.`);
    const words = new Uint32Array(new Float64Array([seed]).buffer);
    this.a = words[0] ?? 0;
    this.b = words[1] ?? 0;
    this.c = stream | 0;
    this.counter = 1;
    for (let i = 0; i < 15; i++) this.uint32();
  }

  /** An integer, uniform on 0 … 2³² − 1. */
  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t >>> 0;
  }

  /** Uniform on [0, 1), with 32 random bits. */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /** An integer, uniform on 0 … n − 1 (n ≤ 2³²; the bias is below n / 2³²). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const r = x * x + y * y;
      if (r > 0 && r < 1) {
        const scale = Math.sqrt((-2 * Math.log(r)) / r);
        this.spare = y * scale;
        return x * scale;
      }
    }
  }

  /** Shuffles in place (Fisher–Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }

  /** `count` distinct integers of 0 … n − 1, in random order. Throws RangeError when count > n. */
  distinct(count: number, n: number): Uint32Array {
    if (count > n) throw new RangeError(`Cannot draw ${count} distinct numbers out of ${n}.`);
    // A partial Fisher–Yates shuffle of 0 … n − 1, of which only what has moved is written down: O(count), however large n is.
    const moved = new Map<number, number>();
    const drawn = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const j = i + this.integer(n - i);
      drawn[i] = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
    }
    return drawn;
  }

  /** The state, for checkpoints. */
  save(): number[] {
    return [this.a, this.b, this.c, this.counter, this.spare ?? Number.NaN];
  }

  /** Takes up where `save` left off. */
  restore(state: readonly number[]): void {
    const [a, b, c, counter, spare] = state;
    if (a === undefined || b === undefined || c === undefined || counter === undefined || spare === undefined)
      throw new RangeError('A saved generator has five numbers.');
    this.a = a;
    this.b = b;
    this.c = c;
    this.counter = counter;
    this.spare = Number.isNaN(spare) ? null : spare;
  }
}
