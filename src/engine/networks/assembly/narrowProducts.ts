// Products whose result has one to three channels, as the last picture of a decoder: a tile would be mostly empty.
import { packLines, packWindows, Windows } from './pack';
import { ending, WIDE } from './tile';
import { block, BLOCK_A, BLOCK_B, DEPTH, ROWS, ROWS_OF_WINDOWS, TABLE, WIDEST_WINDOW, WINDOWS, Geometry } from './scratch';
import { madd, share, slopedOne } from './vectors';

const FEW: i32 = 3;

export function fewChannels(g: Geometry): bool {
  return g.channels <= FEW && g.size > 1 && g.size * g.size * g.channels <= WIDEST_WINDOW;
}

export function fewFilters(g: Geometry): bool {
  return g.filters <= FEW && g.size > 1 && g.channels >= 8 && g.size * g.size * g.channels * g.filters <= DEPTH * WIDEST_WINDOW;
}

/** `spread`: rows of windows as a product, each then added where its window lies. A part has pictures of its own. */
export function spreadFew(part: i32, parts: i32, scratch: usize, g: Geometry, count: i32, small: usize, weights: usize, bias: usize, slope: f32, large: usize): void {
  const w = changetype<Windows>(scratch + WINDOWS);
  w.image = small;
  w.height = g.down;
  w.width = g.across;
  w.channels = g.filters;
  w.down = g.down;
  w.across = g.across;
  w.taps = 1;
  w.stride = 1;
  w.step = 1;
  w.top = 0;
  w.left = 0;
  w.zeros = g.zeros;
  const first = share(count, part, parts, 1);
  const last = share(count, part + 1, parts, 1);
  const pixels = g.height * g.width;
  for (let i = first * pixels; i < last * pixels; i++)
    for (let c = 0; c < g.channels; c++) store<f32>(large + (<usize>(i * g.channels + c) << 2), bias != 0 ? load<f32>(bias + (<usize>c << 2)) : 0);
  const columns = g.size * g.size * g.channels;
  const line = <usize>g.filters << 2;
  const places = g.down * g.across;
  for (let r = 0; r < ROWS; r++) store<u32>(scratch + TABLE + (<usize>r << 2), <u32>(scratch + ROWS_OF_WINDOWS + (<usize>(r * columns) << 2)));
  for (let i = first * places; i < last * places; i += ROWS) {
    const some = min(ROWS, last * places - i);
    for (let k = 0; k < g.filters; k += DEPTH) {
      const depth = min(DEPTH, g.filters - k);
      let into = scratch + BLOCK_B;
      for (let j = 0; j < columns; j += WIDE) {
        packLines(weights + <usize>j * line + (<usize>k << 2), line, min(WIDE, columns - j), depth, into);
        into += <usize>depth << 5;
      }
      packWindows(w, i, some, k, k + depth, scratch + BLOCK_A);
      ending(k == 0, true, 0, 1);
      block(scratch, depth, some, 0, columns);
    }
    for (let r = 0; r < some; r++) scatter(g, i + r, scratch + ROWS_OF_WINDOWS + (<usize>(r * columns) << 2), large);
  }
  if (slope == 1) return;
  const end = large + (<usize>(last * pixels * g.channels) << 2);
  for (let at = large + (<usize>(first * pixels * g.channels) << 2); at < end; at += 4) {
    const x = load<f32>(at);
    store<f32>(at, slopedOne(x, x, slope));
  }
}

/** Adds a window's numbers to the picture, but for those beyond its edge. */
function scatter(g: Geometry, row: i32, window: usize, large: usize): void {
  const places = g.down * g.across;
  const picture = row / places;
  const place = row - picture * places;
  const y = place / g.across;
  const top = y * g.stride - g.top;
  const left = (place - y * g.across) * g.stride - g.left;
  const low = max(0, -left);
  const run = (min(g.size, g.width - left) - low) * g.channels;
  for (let tap = max(0, -top); tap < min(g.size, g.height - top); tap++) {
    let from = window + (<usize>((tap * g.size + low) * g.channels) << 2);
    let to = large + (<usize>(((picture * g.height + top + tap) * g.width + left + low) * g.channels) << 2);
    for (let i = 0; i < run; i++) {
      store<f32>(to, load<f32>(to) + load<f32>(from));
      from += 4;
      to += 4;
    }
  }
}

/** `correlate`: inner products of windows, where they lie, and the weights of one filter after another. */
export function correlateFew(part: i32, parts: i32, scratch: usize, g: Geometry, count: i32, large: usize, weights: usize, bias: usize, slope: f32, small: usize): void {
  const inner = g.size * g.size * g.channels;
  const turned = scratch + BLOCK_B;
  for (let f = 0; f < g.filters; f++) for (let k = 0; k < inner; k++) store<f32>(turned + (<usize>(f * inner + k) << 2), load<f32>(weights + (<usize>(k * g.filters + f) << 2)));
  const places = g.down * g.across;
  const last = share(count * places, part + 1, parts, 1);
  for (let row = share(count * places, part, parts, 1); row < last; row++) {
    const picture = row / places;
    const place = row - picture * places;
    const y = place / g.across;
    const top = y * g.stride - g.top;
    const left = (place - y * g.across) * g.stride - g.left;
    const low = max(0, -left);
    const run = (min(g.size, g.width - left) - low) * g.channels;
    const high = min(g.size, g.height - top);
    for (let f = 0; f < g.filters; f++) {
      let a = f32x4.splat(0);
      let b = a;
      let rest: f32 = bias != 0 ? load<f32>(bias + (<usize>f << 2)) : 0;
      for (let tap = max(0, -top); tap < high; tap++) {
        let from = large + (<usize>(((picture * g.height + top + tap) * g.width + left + low) * g.channels) << 2);
        let by = turned + (<usize>(f * inner + (tap * g.size + low) * g.channels) << 2);
        let i = 0;
        for (; i + 8 <= run; i += 8) {
          a = madd(v128.load(from), v128.load(by), a);
          b = madd(v128.load(from, 16), v128.load(by, 16), b);
          from += 32;
          by += 32;
        }
        for (; i < run; i++) {
          rest += load<f32>(from) * load<f32>(by);
          from += 4;
          by += 4;
        }
      }
      a = f32x4.add(a, b);
      const sum: f32 = f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3)) + rest;
      store<f32>(small + (<usize>(row * g.filters + f) << 2), slopedOne(sum, sum, slope));
    }
  }
}
