/**
 * C (+)= A·B in plain JavaScript. Both operands are packed into float64 panels, four rows of A and two columns of B at a time: the inner
 * loop then reads memory in order, keeps its eight sums in registers and converts nothing. Small functions that are called often: V8
 * compiles those early.
 */
import type { Floats } from '../../../../core/algebra/floats';

/** A matrix inside an array: entry (i, j) stands at offset + i·row + j·column. */
export interface Matrix {
  readonly values: Floats;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

const tall = 4;
const wide = 2;
/** Inner length of a panel, and panels of A kept at a time: 64 rows × 256 are 128 KB of doubles. */
const depth = 256;
const rowsAtOnce = 64;

export class Gemm {
  private readonly a = new Float64Array(rowsAtOnce * depth);
  private b = new Float64Array(0);

  /** C = A·B, or C += A·B: rows × inner times inner × columns. C has columns next to one another. */
  multiply(
    rows: number,
    columns: number,
    inner: number,
    a: Matrix,
    b: Matrix,
    c: Floats,
    cOffset: number,
    cRow: number,
    accumulate: boolean,
  ): void {
    const panels = Math.ceil(columns / wide);
    const need = panels * wide * Math.min(depth, inner);
    if (this.b.length < need) this.b = new Float64Array(need);
    for (let from = 0; from < inner; from += depth) {
      const length = Math.min(depth, inner - from);
      pack(b.values, b.offset + from * b.row, b.column, b.row, columns, length, wide, this.b);
      for (let top = 0; top < rows; top += rowsAtOnce) {
        const height = Math.min(rowsAtOnce, rows - top);
        pack(a.values, a.offset + top * a.row + from * a.column, a.row, a.column, height, length, tall, this.a);
        block(this.a, this.b, length, height, columns, c, cOffset + top * cRow, cRow, accumulate || from > 0);
      }
    }
  }
}

/** `count` lines of `length` numbers, `group` of them interleaved at a time; the last group is filled up with zeros. */
function pack(
  from: Floats,
  offset: number,
  line: number,
  step: number,
  count: number,
  length: number,
  group: number,
  into: Float64Array,
): void {
  for (let first = 0, to = 0; first < count; first += group, to += group * length)
    for (let i = 0; i < group; i++)
      if (first + i < count) packLine(from, offset + (first + i) * line, step, length, into, to + i, group);
      else for (let p = 0, at = to + i; p < length; p++, at += group) into[at] = 0;
}

function packLine(from: Floats, at: number, step: number, length: number, into: Float64Array, to: number, group: number): void {
  for (let p = 0; p < length; p++, at += step, to += group) into[to] = from[at];
}

function block(
  a: Float64Array,
  b: Float64Array,
  length: number,
  height: number,
  columns: number,
  c: Floats,
  cOffset: number,
  cRow: number,
  accumulate: boolean,
): void {
  for (let j = 0; j < columns; j += wide)
    for (let i = 0; i < height; i += tall) {
      tile(a, i * length, b, j * length, length);
      store(c, cOffset + i * cRow + j, cRow, Math.min(tall, height - i), Math.min(wide, columns - j), accumulate);
    }
}

/** Sums of the tile at hand, by rows. */
const sums = new Float64Array(tall * wide);

function tile(a: Float64Array, ap: number, b: Float64Array, bp: number, length: number): void {
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (const end = bp + wide * length; bp < end; bp += wide, ap += tall) {
    const b0 = b[bp];
    const b1 = b[bp + 1];
    const a0 = a[ap];
    const a1 = a[ap + 1];
    const a2 = a[ap + 2];
    const a3 = a[ap + 3];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s30 += a3 * b0;
    s31 += a3 * b1;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s10;
  sums[3] = s11;
  sums[4] = s20;
  sums[5] = s21;
  sums[6] = s30;
  sums[7] = s31;
}

function store(c: Floats, at: number, cRow: number, height: number, width: number, accumulate: boolean): void {
  for (let i = 0; i < height; i++, at += cRow)
    for (let j = 0; j < width; j++) c[at + j] = accumulate ? c[at + j] + sums[i * wide + j] : sums[i * wide + j];
}
