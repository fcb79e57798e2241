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

/** Part of B whose columns are lines of a matrix, `line` bytes apart: `n` numbers of up to eight lines; a line that is not there repeats the last. */
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

/** Where a tap of a window stands. */
function tapAt(w: Windows, row: i32, y: i32, x: i32): usize {
  const places = w.down * w.across;
  const picture = row / places;
  const place = row - picture * places;
  const down = place / w.across;
  const line = down * w.stride + w.top + y * w.step;
  const column = (place - down * w.across) * w.stride + w.left + x * w.step;
  if (<u32>line >= <u32>w.height || <u32>column >= <u32>w.width) return w.zeros;
  return w.image + (<usize>((picture * w.height + line) * w.width + column) * w.channels << 2);
}

/** A = rows of windows, columns `from` … `to` − 1. A row that is not there repeats the first of its four. */
export function packWindows(w: Windows, row: i32, rows: i32, from: i32, to: i32, into: usize): void {
  for (let i = 0; i < rows; i += TALL) {
    const r0 = row + i;
    const r1 = i + 1 < rows ? r0 + 1 : r0;
    const r2 = i + 2 < rows ? r0 + 2 : r0;
    const r3 = i + 3 < rows ? r0 + 3 : r0;
    for (let k = from; k < to; ) {
      const tap = k / w.channels;
      const channel = k - tap * w.channels;
      const n = min(w.channels - channel, to - k);
      const y = tap / w.taps;
      const x = tap - y * w.taps;
      const skip = <usize>channel << 2;
      into = interleave(tapAt(w, r0, y, x) + skip, tapAt(w, r1, y, x) + skip, tapAt(w, r2, y, x) + skip, tapAt(w, r3, y, x) + skip, n, into, 16);
      k += n;
    }
  }
}

/** A = columns of windows, `columns` from `column` on, by rows `from` … `to` − 1: their transpose. */
export function packWindowColumns(w: Windows, column: i32, columns: i32, from: i32, to: i32, into: usize): void {
  const bytes = <usize>(to - from) << 4;
  for (let i = 0; i < columns; i += TALL) {
    const tap = (column + i) / w.channels;
    const channel = column + i - tap * w.channels;
    if (channel + TALL <= w.channels) {
      const y = tap / w.taps;
      packTap(w, y, tap - y * w.taps, channel, from, to, into);
    } else
      for (let lane = 0; lane < TALL; lane++) {
        const at = min(column + i + lane, column + columns - 1);
        const t = at / w.channels;
        const y = t / w.taps;
        packLane(w, y, t - y * w.taps, at - t * w.channels, from, to, into + (<usize>lane << 2));
      }
    into += bytes;
  }
}

/** Four channels of a tap, by rows. */
function packTap(w: Windows, y: i32, x: i32, channel: i32, from: i32, to: i32, into: usize): void {
  const skip = <usize>channel << 2;
  const stride = <usize>(w.stride * w.channels) << 2;
  for (let row = from; row < to; ) {
    // A line of windows at a time: those whose tap is in the picture stand evenly apart.
    const line = row / w.across;
    const begin = row - line * w.across;
    const end = min(w.across, begin + to - row);
    const picture = line / w.down;
    const at = (line - picture * w.down) * w.stride + w.top + y * w.step;
    const inside = <u32>at < <u32>w.height;
    const shift = w.left + x * w.step;
    const low = inside ? min(end, max(begin, shift < 0 ? (w.stride - 1 - shift) / w.stride : 0)) : end;
    const high = inside ? max(low, min(end, w.width > shift ? (w.width - shift + w.stride - 1) / w.stride : 0)) : end;
    let p = begin;
    for (; p < low; p++, into += 16) v128.store(into, f32x4.splat(0));
    let source = w.image + (<usize>((picture * w.height + at) * w.width + p * w.stride + shift) * w.channels << 2) + skip;
    for (; p < high; p++, into += 16) {
      v128.store(into, v128.load(source));
      source += stride;
    }
    for (; p < end; p++, into += 16) v128.store(into, f32x4.splat(0));
    row += end - begin;
  }
}

/** One channel of a tap, by rows, into every fourth number. */
function packLane(w: Windows, y: i32, x: i32, channel: i32, from: i32, to: i32, into: usize): void {
  const skip = <usize>channel << 2;
  for (let row = from; row < to; row++, into += 16) store<f32>(into, load<f32>(tapAt(w, row, y, x) + skip));
}
