import { code } from './assembly/squares.ts?assembly=simd';

type Squares = (row: number, table: number, octets: number, list: number, count: number, out: number) => void;

/** Bounds from below on squared distances of whole points, several at a time: WebAssembly with SIMD. */
export interface DistanceBounds {
  /**
   * Sets bounds[c] ≤ ‖asked_i − set_{list[c]}‖² for each c < count; no less than it but for the rounding of float32.
   * Where squares are beyond float32, or nearly nothing, the bound is 0.
   */
  update(i: number, count: number): void;
  readonly list: Uint32Array;
  readonly bounds: Float64Array;
}

/** Points of so many numbers or more are worth a bound before their very distance. */
export const longPoints = 48;
/** A row is filled up with zeros to a multiple of so many numbers. */
const octet = 8;
const pageBytes = 65_536;
/** Of less the rounding may be more than its share. */
const least = 1e-30;
/** More memory than this is not taken. */
const mostBytes = 2 ** 30;

let compiled: WebAssembly.Module | null | undefined;

/** Null where the browser has no SIMD. */
function moduleOf(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  const binary = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  return (compiled = typeof WebAssembly === 'object' && WebAssembly.validate(binary) ? new WebAssembly.Module(binary) : null);
}

/**
 * @param set n × d, finite. @param asked rows × d, or null: the set itself. @param most how long a list may be.
 * Null where there is no SIMD, or the points are too many to be held once more.
 */
export function boundsOn(
  set: Float32Array,
  n: number,
  d: number,
  asked: Float32Array | null,
  rows: number,
  most: number,
): DistanceBounds | null {
  const octets = Math.ceil(d / octet);
  const width = octets * octet;
  const table = 4 * width * n;
  const queries = asked ? 4 * width * rows : 0;
  const bytes = table + queries + 8 * most;
  const kernels = bytes <= mostBytes ? moduleOf() : null;
  if (!kernels) return null;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const { squares } = new WebAssembly.Instance(kernels, { env: { memory } }).exports as { squares: Squares };
  const copy = (from: Float32Array, count: number, at: number) => {
    const to = new Float32Array(memory.buffer, at, width * count);
    for (let i = 0; i < count; i++) to.set(from.subarray(i * d, i * d + d), i * width);
  };
  copy(set, n, 0);
  if (asked) copy(asked, rows, table);
  const list = new Uint32Array(memory.buffer, table + queries, most);
  const found = new Float32Array(memory.buffer, table + queries + 4 * most, most);
  const bounds = new Float64Array(most);
  const first = asked ? table : 0;
  // Differences and products are rounded once each, and each partial sum once: all have one sign, so that the errors are a share of the
  // whole.
  const share = 1 - (octets + 8) * 2 ** -23;
  return {
    list,
    bounds,
    update(i, count) {
      squares(first + 4 * width * i, 0, octets, list.byteOffset, count, found.byteOffset);
      for (let c = 0; c < count; c++) bounds[c] = found[c] >= least && found[c] < Infinity ? found[c] * share : 0;
    },
  };
}
