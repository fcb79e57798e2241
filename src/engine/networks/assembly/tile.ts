// The heart of every product: 4 rows of A times 8 columns of B, both packed so that they are read in order.
import { madd, sloped, slopedOne } from './vectors';

export const TALL: i32 = 4;
export const WIDE: i32 = 8;

// How the product at hand ends. Each thread has an instance of its own, and so its own globals.
let first: bool = true;
let last: bool = true;
let bias: usize = 0;
let slope: f32 = 1;

/** @param begins whether sums begin here (else they go on from what stands in C). @param ends whether bias... activation follow. */
export function ending(begins: bool, ends: bool, biasAt: usize, slopeAbove: f32): void {
  first = begins;
  last = ends;
  bias = biasAt;
  slope = slopeAbove;
}

// @ts-ignore: decorator
@inline
function finished(sum: v128, at: usize, column: usize): v128 {
  if (!first) sum = f32x4.add(v128.load(at), sum);
  else if (bias != 0) sum = f32x4.add(v128.load(bias + column), sum);
  return last && slope != 1 ? sloped(sum, sum, f32x4.splat(slope)) : sum;
}

// @ts-ignore: decorator
@inline
function put(row: usize, column: usize, left: v128, right: v128): void {
  const at = row + column;
  v128.store(at, finished(left, at, column));
  v128.store(at + 16, finished(right, at + 16, column + 16));
}

/**
 * C's tile at the rows whose addresses stand in `table`, from byte `column` of each: Σ over `inner` of a ⊗ b.
 * @param spare 128 bytes. @param rows, columns how many of the tile's are C's.
 */
export function tile(a: usize, b: usize, inner: i32, table: usize, column: usize, rows: i32, columns: i32, spare: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + (<usize>inner << 4);
  while (a < end) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    c00 = madd(x, left, c00);
    c01 = madd(x, right, c01);
    x = v128.load_splat<f32>(a, 4);
    c10 = madd(x, left, c10);
    c11 = madd(x, right, c11);
    x = v128.load_splat<f32>(a, 8);
    c20 = madd(x, left, c20);
    c21 = madd(x, right, c21);
    x = v128.load_splat<f32>(a, 12);
    c30 = madd(x, left, c30);
    c31 = madd(x, right, c31);
    a += 16;
    b += 32;
  }
  if (rows == TALL && columns == WIDE) {
    put(load<u32>(table), column, c00, c01);
    put(load<u32>(table, 4), column, c10, c11);
    put(load<u32>(table, 8), column, c20, c21);
    put(load<u32>(table, 12), column, c30, c31);
    return;
  }
  v128.store(spare, c00);
  v128.store(spare, c01, 16);
  v128.store(spare, c10, 32);
  v128.store(spare, c11, 48);
  v128.store(spare, c20, 64);
  v128.store(spare, c21, 80);
  v128.store(spare, c30, 96);
  v128.store(spare, c31, 112);
  edge(table, column, rows, columns, spare);
}

function edge(table: usize, column: usize, rows: i32, columns: i32, spare: usize): void {
  for (let i = 0; i < rows; i++) {
    const row = <usize>load<u32>(table + (<usize>i << 2)) + column;
    for (let j = 0; j < columns; j++) {
      const at = <usize>j << 2;
      let sum = load<f32>(spare + (<usize>i << 5) + at);
      if (!first) sum = load<f32>(row + at) + sum;
      else if (bias != 0) sum = load<f32>(bias + column + at) + sum;
      store<f32>(row + at, last && slope != 1 ? slopedOne(sum, sum, slope) : sum);
    }
  }
}
