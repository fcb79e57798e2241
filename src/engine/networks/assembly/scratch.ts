// Shared by all products: a thread's scratch, the sizes of blocks, and the product of two blocks.
import { tile, TALL, WIDE } from './tile';

/** Sums are taken so many terms at a time, and rows and columns so many. */
export const DEPTH: i32 = 256;
export const ROWS: i32 = 128;
export const COLUMNS: i32 = 256;
/** Terms at a time of so many in all: blocks of about one size, for a thin last one costs more than its share. */
export function depthOf(inner: i32): i32 {
  const blocks = max(1, (inner + DEPTH - 1) / DEPTH);
  return max(1, (inner + blocks - 1) / blocks);
}

/** Numbers in a window that may be laid out. */
export const WIDEST_WINDOW: i32 = 256;

// The scratch of a thread: a tile, addresses of rows, windows, A's block, B's block, windows laid out.
const SPARE: usize = 0;
export const TABLE: usize = 128;
export const WINDOWS: usize = TABLE + 4 * 128;
export const BLOCK_A: usize = 1024;
export const BLOCK_B: usize = BLOCK_A + 4 * 128 * 256;
export const ROWS_OF_WINDOWS: usize = BLOCK_B + 4 * 256 * 256;

/** Bytes of scratch that a thread needs. */
export function scratchBytes(): i32 {
  return <i32>ROWS_OF_WINDOWS + 4 * ROWS * WIDEST_WINDOW;
}

/** Geometry of kernels.ts, and the zeros. */
// @ts-ignore: decorator
@unmanaged
export class Geometry {
  height: i32;
  width: i32;
  channels: i32;
  down: i32;
  across: i32;
  filters: i32;
  size: i32;
  stride: i32;
  top: i32;
  left: i32;
  zeros: usize;
}

/** C's block: rows by the table, columns from `column` on, C's columns standing next to one another. */
export function block(scratch: usize, inner: i32, rows: i32, column: i32, columns: i32): void {
  const panelA = <usize>inner << 4;
  const panelB = <usize>inner << 5;
  let b = scratch + BLOCK_B;
  for (let j = 0; j < columns; j += WIDE) {
    let a = scratch + BLOCK_A;
    for (let i = 0; i < rows; i += TALL) {
      tile(a, b, inner, scratch + TABLE + (<usize>i << 2), <usize>(column + j) << 2, min(TALL, rows - i), min(WIDE, columns - j), scratch + SPARE);
      a += panelA;
    }
    b += panelB;
  }
}
