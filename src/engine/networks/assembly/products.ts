// The three products of a layer with weights. Each is a product of matrices in blocks that stay in the caches; windows of pictures are
// packed as if they stood there as rows, and never do. Part `part` of `parts` makes rows or columns of the result of its own: no sum is
// shared, so any number of parts gives the same bits.
import { correlateFew, fewChannels, fewFilters, spreadFew } from './narrowProducts';
import { packLines, packRows, packWindowColumns, packWindows, Windows } from './pack';
import { block, BLOCK_A, BLOCK_B, COLUMNS, depthOf, Geometry, ROWS, TABLE, WINDOWS } from './scratch';
import { ending, TALL, WIDE } from './tile';
import { share } from './vectors';

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

export function correlate(part: i32, parts: i32, scratch: usize, geometry: usize, count: i32, large: usize, weights: usize, bias: usize, slope: f32, small: usize): void {
  const g = changetype<Geometry>(geometry);
  if (fewFilters(g)) {
    correlateFew(part, parts, scratch, g, count, large, weights, bias, slope, small);
    return;
  }
  const w = windowsOver(g, large, scratch);
  const rows = count * g.down * g.across;
  const inner = g.size * g.size * g.channels;
  const byColumns = g.filters >= rows;
  const top = byColumns ? 0 : share(rows, part, parts, TALL);
  const bottom = byColumns ? rows : share(rows, part + 1, parts, TALL);
  const left = byColumns ? share(g.filters, part, parts, WIDE) : 0;
  const right = byColumns ? share(g.filters, part + 1, parts, WIDE) : g.filters;
  const line = <usize>g.filters << 2;
  const deep = depthOf(inner);
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    for (let k = 0; k < inner; k += deep) {
      const depth = min(deep, inner - k);
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
  const deep = depthOf(inner);
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    for (let k = 0; k < inner; k += deep) {
      const depth = min(deep, inner - k);
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
 * Places of the large picture that are a stride apart meet the same taps of the weights: each such set is a product of its own, in which
 * nothing is multiplied by zeros that a stride would have put between.
 */
export function spread(part: i32, parts: i32, scratch: usize, geometry: usize, count: i32, small: usize, weights: usize, bias: usize, slope: f32, large: usize): void {
  const g = changetype<Geometry>(geometry);
  if (fewChannels(g)) {
    spreadFew(part, parts, scratch, g, count, small, weights, bias, slope, large);
    return;
  }
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
  // No taps, no columns: nothing is packed then, and nothing divided by 0.
  w.taps = max(1, tapsAcross);
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
  const deep = depthOf(inner);
  for (let j = left; j < right; j += COLUMNS) {
    const columns = min(COLUMNS, right - j);
    // Once even where no tap reaches: the result is then the bias, or 0.
    let k = 0;
    do {
      const depth = min(deep, inner - k);
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
