// Operands of a product laid out for `tile`: lines of A four at a time, of B eight at a time, interleaved.
import { TALL, WIDE } from './tile';

/** Transposes 4 × 4 numbers of four lines into four vectors, from `into`, `gap` bytes from one to the next. */
// @ts-ignore: decorator
@inline
function transpose(p0: usize, p1: usize, p2: usize, p3: usize, into: usize, gap: usize): void {
  const a = v128.load(p0);
  const b = v128.load(p1);
  const c = v128.load(p2);
  const d = v128.load(p3);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(into, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(into + gap, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(into + 2 * gap, v128.shuffle<i64>(ab2, cd2, 0, 2));
  v128.store(into + 3 * gap, v128.shuffle<i64>(ab2, cd2, 1, 3));
}

/** `n` numbers of each of four lines, interleaved; returns where that ends. */
export function interleave(p0: usize, p1: usize, p2: usize, p3: usize, n: i32, into: usize, gap: usize): usize {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    transpose(p0, p1, p2, p3, into, gap);
    p0 += 16;
    p1 += 16;
    p2 += 16;
    p3 += 16;
    into += 4 * gap;
  }
  for (; i < n; i++) {
    store<f32>(into, load<f32>(p0));
    store<f32>(into, load<f32>(p1), 4);
    store<f32>(into, load<f32>(p2), 8);
    store<f32>(into, load<f32>(p3), 12);
    p0 += 4;
    p1 += 4;
    p2 += 4;
    p3 += 4;
    into += gap;
  }
  return into;
}

/** B = rows of a matrix, `inner` of them, `line` bytes apart; columns from `from`'s first on. What is beyond the last column is 0. */
export function packRows(from: usize, line: usize, inner: i32, columns: i32, into: usize): void {
  for (let j = 0; j < columns; j += WIDE) {
    let at = from + (<usize>j << 2);
    if (columns - j >= WIDE)
      for (let p = 0; p < inner; p++) {
        v128.store(into, v128.load(at));
        v128.store(into, v128.load(at, 16), 16);
        at += line;
        into += 32;
      }
    else
      for (let p = 0; p < inner; p++) {
        for (let i = 0; i < WIDE; i++) store<f32>(into + (<usize>i << 2), j + i < columns ? load<f32>(at + (<usize>i << 2)) : 0);
        at += line;
        into += 32;
      }
  }
}

/**
 * Part of B whose columns are lines of a matrix, `line` bytes apart: `n` numbers of up to eight lines; a line that is not there repeats the
 * last.
 */
export function packLines(from: usize, line: usize, lines: i32, n: i32, into: usize): void {
  const most = lines - 1;
  const p0 = from;
  const p1 = from + line * min(1, most);
  const p2 = from + line * min(2, most);
  const p3 = from + line * min(3, most);
  interleave(p0, p1, p2, p3, n, into, 32);
  if (lines > TALL) interleave(from + 4 * line, from + line * min(5, most), from + line * min(6, most), from + line * min(7, most), n, into + 16, 32);
}

/** Windows over pictures: row (picture, y, x), column (tap y, tap x, channel). */
// @ts-ignore: decorator
@unmanaged
export class Windows {
  image: usize;
  height: i32;
  width: i32;
  channels: i32;
  /** Places of windows in a picture. */
  down: i32;
  across: i32;
  /** Taps of a window, across; what lies between the places of two windows, and between two taps of one. */
  taps: i32;
  stride: i32;
  step: i32;
  /** Where the first tap of the first window is. */
  top: i32;
  left: i32;
  /** As many zeros as there are channels. */
  zeros: usize;
}

/** Where a tap of a window stands: `base` is where its first tap does, or would, at line `top` and column `left` of its picture. */
// @ts-ignore: decorator
@inline
function tapAt(w: Windows, base: usize, top: i32, left: i32, y: i32, x: i32, shift: usize, zeros: usize): usize {
  return i32(<u32>(top + y) < <u32>w.height) & i32(<u32>(left + x) < <u32>w.width) ? base + shift : zeros;
}

/** A = rows of windows, columns `from` … `to` − 1. A row that is not there repeats the first of its four. */
export function packWindows(w: Windows, row: i32, rows: i32, from: i32, to: i32, into: usize): void {
  const channels = w.channels;
  const line = row / w.across;
  let x = row - line * w.across;
  let picture = line / w.down;
  let y = line - picture * w.down;
  for (let i = 0; i < rows; i += TALL) {
    let t0 = 0;
    let t1 = 0;
    let t2 = 0;
    let t3 = 0;
    let l0 = 0;
    let l1 = 0;
    let l2 = 0;
    let l3 = 0;
    let b0: usize = 0;
    let b1: usize = 0;
    let b2: usize = 0;
    let b3: usize = 0;
    for (let lane = 0; lane < TALL; lane++) {
      const t = i + lane < rows ? y * w.stride + w.top : t0;
      const l = i + lane < rows ? x * w.stride + w.left : l0;
      const b = i + lane < rows ? w.image + (<usize>(((picture * w.height + t) * w.width + l) * channels) << 2) : b0;
      if (lane == 0) {
        t0 = t;
        l0 = l;
        b0 = b;
      } else if (lane == 1) {
        t1 = t;
        l1 = l;
        b1 = b;
      } else if (lane == 2) {
        t2 = t;
        l2 = l;
        b2 = b;
      } else {
        t3 = t;
        l3 = l;
        b3 = b;
      }
      if (++x == w.across) {
        x = 0;
        if (++y == w.down) {
          y = 0;
          picture++;
        }
      }
    }
    const tap = from / channels;
    let channel = from - tap * channels;
    let tapY = tap / w.taps;
    let tapX = tap - tapY * w.taps;
    for (let k = from; k < to; ) {
      const n = min(channels - channel, to - k);
      const dy = tapY * w.step;
      const dx = tapX * w.step;
      const shift = <usize>((dy * w.width + dx) * channels + channel) << 2;
      const zeros = w.zeros;
      into = interleave(tapAt(w, b0, t0, l0, dy, dx, shift, zeros), tapAt(w, b1, t1, l1, dy, dx, shift, zeros), tapAt(w, b2, t2, l2, dy, dx, shift, zeros), tapAt(w, b3, t3, l3, dy, dx, shift, zeros), n, into, 16);
      k += n;
      channel = 0;
      if (++tapX == w.taps) {
        tapX = 0;
        tapY++;
      }
    }
  }
}

/** A = columns of windows, `columns` from `column` on, by rows `from` … `to` − 1: their transpose. */
export function packWindowColumns(w: Windows, column: i32, columns: i32, from: i32, to: i32, into: usize): void {
  const bytes = <usize>(to - from) << 4;
  for (let i = 0; i < columns; ) {
    const tap = (column + i) / w.channels;
    const channel = column + i - tap * w.channels;
    const groups = min(w.channels - channel, columns - i) / TALL;
    if (groups > 0) {
      const y = tap / w.taps;
      packTap(w, y, tap - y * w.taps, channel, groups, from, to, into);
      i += groups * TALL;
      into += <usize>groups * bytes;
    } else {
      for (let lane = 0; lane < TALL; lane++) {
        const at = min(column + i + lane, column + columns - 1);
        const t = at / w.channels;
        const y = t / w.taps;
        packTap(w, y, t - y * w.taps, at - t * w.channels, 0, from, to, into + (<usize>lane << 2));
      }
      i += TALL;
      into += bytes;
    }
  }
}

/** Channels of a tap, by rows: so many groups of four, a panel each, or where there are 0 one channel, into every fourth number. */
function packTap(w: Windows, tapY: i32, tapX: i32, channel: i32, groups: i32, from: i32, to: i32, into: usize): void {
  const bytes = <usize>(to - from) << 4;
  const stride = <usize>(w.stride * w.channels) << 2;
  const shift = w.left + tapX;
  const first = shift < 0 ? (w.stride - 1 - shift) / w.stride : 0;
  const beyond = w.width > shift ? (w.width - shift + w.stride - 1) / w.stride : 0;
  let line = from / w.across;
  let begin = from - line * w.across;
  let picture = line / w.down;
  let y = line - picture * w.down;
  for (let row = from; row < to; ) {
    // A line of windows at a time: those whose tap is in the picture stand evenly apart.
    const end = min(w.across, begin + to - row);
    const at = y * w.stride + w.top + tapY;
    const inside = <u32>at < <u32>w.height;
    const low = inside ? min(end, max(begin, first)) : end;
    const high = inside ? max(low, min(end, beyond)) : end;
    const source = w.image + (<usize>(((picture * w.height + at) * w.width + low * w.stride + shift) * w.channels + channel) << 2);
    if (groups == 0) packOne(source, stride, low - begin, high - low, end - high, into);
    else packGroups(source, stride, low - begin, high - low, end - high, groups, bytes, into);
    into += <usize>(end - begin) << 4;
    row += end - begin;
    begin = 0;
    if (++y == w.down) {
      y = 0;
      picture++;
    }
  }
}

/** Zeros before and after, and between them `count` times what stands `stride` bytes apart. */
function packGroups(source: usize, stride: usize, before: i32, count: i32, after: i32, groups: i32, bytes: usize, into: usize): void {
  for (let g = 0; g < groups; g++) {
    let to = into;
    let at = source;
    for (let p = 0; p < before; p++, to += 16) v128.store(to, f32x4.splat(0));
    for (let p = 0; p < count; p++, to += 16) {
      v128.store(to, v128.load(at));
      at += stride;
    }
    for (let p = 0; p < after; p++, to += 16) v128.store(to, f32x4.splat(0));
    source += 16;
    into += bytes;
  }
}

function packOne(source: usize, stride: usize, before: i32, count: i32, after: i32, into: usize): void {
  for (let p = 0; p < before; p++, into += 16) store<f32>(into, 0);
  for (let p = 0; p < count; p++, into += 16) {
    store<f32>(into, load<f32>(source));
    source += stride;
  }
  for (let p = 0; p < after; p++, into += 16) store<f32>(into, 0);
}
