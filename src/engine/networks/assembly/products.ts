// The three products of a layer with weights. Each is a product of matrices in blocks that stay in the caches; windows of pictures are packed as if they
// stood there as rows, and never do. Part `part` of `parts` makes rows or columns of the result of its own: no sum is shared, so any number of parts gives the same bits.
import { packLines, packRows, packWindowColumns, packWindows, Windows } from './pack';
import { ending, tile, TALL, WIDE } from './tile';
import { share } from './vectors';

/** Sums are taken so many terms at a time, and rows and columns so many. */
const DEPTH: i32 = 256;
const ROWS: i32 = 128;
const COLUMNS: i32 = 256;

// What a thread has as scratch: a tile, addresses of rows, windows, A's block, B's block.
const SPARE: usize = 0;
const TABLE: usize = 128;
const WINDOWS: usize = TABLE + 4 * 128;
const BLOCK_A: usize = 1024;
const BLOCK_B: usize = BLOCK_A + 4 * 128 * 256;

/** Bytes of scratch that a thread needs. */
export function scratchBytes(): i32 {
  return <i32>BLOCK_B + 4 * DEPTH * COLUMNS;
}

/** Geometry of kernels.ts, and the zeros. */
// @ts-ignore: decorator
@unmanaged
class Geometry {
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

function windowsOver(g: Geometry, image: usize, scratch: usize): Windows {
  const w = changetype<Windows>(scratch + WINDOWS);
  w.image = image;
  w.height = g.height;
  w.width = g.width;
  w.channels = g.channels;
  w.down = g.down;
  w.across = g.across;
  w.taps = g.size;
  w.stride = g.stride;
  w.step = 1;
  w.top = -g.top;
  w.left = -g.left;
  w.zeros = g.zeros;
  return w;
}

/** C's block: rows by the table, columns from `column` on, C's columns standing next to one another. */
function block(scratch: usize, inner: i32, rows: i32, column: i32, columns: i32): void {
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

export function correlate(part: i32, parts: i32, scratch: usize, geometry: usize, count: i32, large: usize, weights: usize, bias: usize, slope: f32, small: usize): void {
  const g = changetype<Geometry>(geometry);
  const w = windowsOver(g, large, scratch);
  const rows = count * g.down * g.across;
  const inner = g.size * g.size * g.channels;
  const byColumns = g.filters >= rows;
  const top = byColumns ? 0 : share(rows, part, parts, TALL);
  const bottom = byColumns ? rows : share(rows, part + 1, parts, TALL);
  const left = byColumns ? share(g.filters, part, parts, WIDE) : 0;
  const right = byColumns ? share(g.filters, part + 1, parts, WIDE) : g.filters;
  const line = <usize>g.filters << 2;
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    for (let k = 0; k < inner; k += DEPTH) {
      const depth = min(DEPTH, inner - k);
      packRows(weights + <usize>k * line + (<usize>j << 2), line, depth, columns, scratch + BLOCK_B);
      for (let i = top; i < bottom; i += ROWS) {
        const some = min(ROWS, bottom - i);
        packWindows(w, i, some, k, k + depth, scratch + BLOCK_A);
        for (let r = 0; r < some; r++) store<u32>(scratch + TABLE + (<usize>r << 2), <u32>(small + <usize>(i + r) * line));
        ending(k == 0, k + depth == inner, bias, slope);
        block(scratch, depth, some, j, columns);
      }
    }
  }
}

export function weightGradient(part: i32, parts: i32, scratch: usize, geometry: usize, count: i32, large: usize, small: usize, gradient: usize): void {
  const g = changetype<Geometry>(geometry);
  const w = windowsOver(g, large, scratch);
  const rows = g.size * g.size * g.channels;
  const inner = count * g.down * g.across;
  const byColumns = g.filters >= rows;
  const top = byColumns ? 0 : share(rows, part, parts, TALL);
  const bottom = byColumns ? rows : share(rows, part + 1, parts, TALL);
  const left = byColumns ? share(g.filters, part, parts, WIDE) : 0;
  const right = byColumns ? share(g.filters, part + 1, parts, WIDE) : g.filters;
  const line = <usize>g.filters << 2;
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    for (let k = 0; k < inner; k += DEPTH) {
      const depth = min(DEPTH, inner - k);
      packRows(small + <usize>k * line + (<usize>j << 2), line, depth, columns, scratch + BLOCK_B);
      for (let i = top; i < bottom; i += ROWS) {
        const some = min(ROWS, bottom - i);
        packWindowColumns(w, i, some, k, k + depth, scratch + BLOCK_A);
        for (let r = 0; r < some; r++) store<u32>(scratch + TABLE + (<usize>r << 2), <u32>(gradient + <usize>(i + r) * line));
        ending(k == 0, true, 0, 1);
        block(scratch, depth, some, j, columns);
      }
    }
  }
}

/**
 * Places of the large picture that are a stride apart meet the same taps of the weights: each such set is a product of its own, in which nothing is
 * multiplied by zeros that a stride would have put between.
 */
export function spread(part: i32, parts: i32, scratch: usize, geometry: usize, count: i32, small: usize, weights: usize, bias: usize, slope: f32, large: usize): void {
  const g = changetype<Geometry>(geometry);
  for (let y = 0; y < min(g.stride, g.height); y++)
    for (let x = 0; x < min(g.stride, g.width); x++) spreadPhase(part, parts, scratch, g, y, x, count, small, weights, bias, slope, large);
}

function spreadPhase(part: i32, parts: i32, scratch: usize, g: Geometry, y: i32, x: i32, count: i32, small: usize, weights: usize, bias: usize, slope: f32, large: usize): void {
  const tapY = (y + g.top) % g.stride;
  const tapX = (x + g.left) % g.stride;
  const tapsDown = max(0, (g.size - tapY + g.stride - 1) / g.stride);
  const tapsAcross = max(0, (g.size - tapX + g.stride - 1) / g.stride);
  const w = windowsOver(g, small, scratch);
  w.height = g.down;
  w.width = g.across;
  w.channels = g.filters;
  w.down = (g.height - y + g.stride - 1) / g.stride;
  w.across = (g.width - x + g.stride - 1) / g.stride;
  w.taps = tapsAcross;
  w.stride = 1;
  w.step = -1;
  w.top = (y + g.top - tapY) / g.stride;
  w.left = (x + g.left - tapX) / g.stride;
  const rows = count * w.down * w.across;
  const inner = tapsDown * tapsAcross * g.filters;
  const byColumns = g.channels >= rows;
  const top = byColumns ? 0 : share(rows, part, parts, TALL);
  const bottom = byColumns ? rows : share(rows, part + 1, parts, TALL);
  const left = byColumns ? share(g.channels, part, parts, WIDE) : 0;
  const right = byColumns ? share(g.channels, part + 1, parts, WIDE) : g.channels;
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    // Once even where no tap reaches: the result is then the bias, or 0.
    let k = 0;
    do {
      const depth = min(DEPTH, inner - k);
      packTaps(g, tapY, tapX, tapsAcross, weights, j, columns, k, k + depth, scratch + BLOCK_B);
      for (let i = top; i < bottom; i += ROWS) {
        const some = min(ROWS, bottom - i);
        packWindows(w, i, some, k, k + depth, scratch + BLOCK_A);
        for (let r = 0; r < some; r++) {
          const picture = (i + r) / (w.down * w.across);
          const place = i + r - picture * w.down * w.across;
          const down = place / w.across;
          const at = (picture * g.height + down * g.stride + y) * g.width + (place - down * w.across) * g.stride + x;
          store<u32>(scratch + TABLE + (<usize>r << 2), <u32>(large + (<usize>at * g.channels << 2)));
        }
        ending(k == 0, k + depth == inner, bias, slope);
        block(scratch, depth, some, j, columns);
      }
      k += depth;
    } while (k < inner);
  }
}

/** B = weights of the phase's taps, rows (tap, filter) `from` … `to` − 1, columns the large picture's channels. */
function packTaps(g: Geometry, tapY: i32, tapX: i32, tapsAcross: i32, weights: usize, column: i32, columns: i32, from: i32, to: i32, into: usize): void {
  const line = <usize>g.filters << 2;
  for (let j = 0; j < columns; j += WIDE)
    for (let k = from; k < to; ) {
      const tap = k / g.filters;
      const filter = k - tap * g.filters;
      const n = min(g.filters - filter, to - k);
      const y = tap / tapsAcross;
      const place = (tapY + y * g.stride) * g.size + tapX + (tap - y * tapsAcross) * g.stride;
      packLines(weights + <usize>(place * g.channels + column + j) * line + (<usize>filter << 2), line, min(WIDE, columns - j), n, into);
      into += <usize>n << 5;
      k += n;
    }
}
