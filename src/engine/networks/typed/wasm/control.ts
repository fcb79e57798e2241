/** The memory and messages that the engine and its helpers share. */

/** Places in the shared words. `numbers` and `bytes` are of the memory as a whole. */
export const control = {
  /** Rung whenever there is something new. */
  bell: 0,
  /** Messages sent: a helper that has read fewer goes to read them. */
  told: 1,
  /** Ticket << 8 | parts that nobody has taken yet. */
  parts: 2,
  done: 3,
  /** 1 once a kernel failed in a helper. */
  failed: 4,
  network: 5,
  operation: 6,
  scratch: 7,
  count: 8,
  /** Parts of the operation. */
  all: 9,
  /** Byte at which the operation's numbers begin. */
  numbers: 64,
  bytes: 64 + 8 * 24,
} as const;

/** A network's kernels and memory. */
export interface Bequest {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** The messages to a helper: a network, or to forget it, and the shared words. */
export interface Order {
  readonly network: number;
  readonly bequest: Bequest | null;
  readonly words: Int32Array<SharedArrayBuffer>;
}
