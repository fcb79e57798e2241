// Operations on each number by itself. A part does a stretch of them.
import { share, sloped, slopedOne } from './vectors';

const GRAIN: i32 = 64;

/** gradient ⊙= activation′ at `output`. */
export function gate(part: i32, parts: i32, scratch: usize, length: i32, output: usize, gradient: usize, slope: f32): void {
  let i = share(length, part, parts, GRAIN);
  const end = share(length, part + 1, parts, GRAIN);
  const slopes = f32x4.splat(slope);
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    v128.store(gradient + at, sloped(v128.load(gradient + at), v128.load(output + at), slopes));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    store<f32>(gradient + at, slopedOne(load<f32>(gradient + at), load<f32>(output + at), slope));
  }
}

/** sum = activation(a + b). */
export function add(part: i32, parts: i32, scratch: usize, length: i32, a: usize, b: usize, sum: usize, slope: f32): void {
  let i = share(length, part, parts, GRAIN);
  const end = share(length, part + 1, parts, GRAIN);
  const slopes = f32x4.splat(slope);
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    const x = f32x4.add(v128.load(a + at), v128.load(b + at));
    v128.store(sum + at, sloped(x, x, slopes));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    const x = load<f32>(a + at) + load<f32>(b + at);
    store<f32>(sum + at, slopedOne(x, x, slope));
  }
}

/** Σ (output − target)² of each row, in double precision; the gradient, where its address is not 0, is scale · (output − target). */
export function error(part: i32, parts: i32, scratch: usize, count: i32, d: i32, output: usize, target: usize, scale: f32, gradient: usize, sums: usize): void {
  const last = share(count, part + 1, parts, 1);
  for (let row = share(count, part, parts, 1); row < last; row++) {
    let at = <usize>(row * d) << 2;
    const end = at + (<usize>d << 2);
    let sum: f64 = 0;
    for (; at + 16 <= end; at += 16) {
      const off = f32x4.sub(v128.load(output + at), v128.load(target + at));
      if (gradient != 0) v128.store(gradient + at, f32x4.mul(off, f32x4.splat(scale)));
      const square = f32x4.mul(off, off);
      const pair = f64x2.add(f64x2.promote_low_f32x4(square), f64x2.promote_low_f32x4(v128.shuffle<i64>(square, square, 1, 1)));
      sum += f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
    }
    for (; at < end; at += 4) {
      const off = load<f32>(output + at) - load<f32>(target + at);
      if (gradient != 0) store<f32>(gradient + at, off * scale);
      sum += <f64>(off * off);
    }
    store<f64>(sums + (<usize>row << 3), sum);
  }
}

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const REST1: f32 = 0.1;
const REST2: f32 = 0.001;
const TINY: f32 = 1e-30;

/** One step of Adam; `rate` holds the bias corrections. Moments below 1e-30 become 0, as subnormal numbers are slow. */
export function adam(part: i32, parts: i32, scratch: usize, length: i32, parameters: usize, gradient: usize, first: usize, second: usize, rate: f32, epsilon: f32): void {
  let i = share(length, part, parts, GRAIN);
  const end = share(length, part + 1, parts, GRAIN);
  const tiny = f32x4.splat(TINY);
  const rates = f32x4.splat(rate);
  for (; i + 4 <= end; i += 4) {
    const at = <usize>i << 2;
    const g = v128.load(gradient + at);
    let m = f32x4.add(f32x4.mul(v128.load(first + at), f32x4.splat(BETA1)), f32x4.mul(g, f32x4.splat(REST1)));
    let s = f32x4.add(f32x4.mul(v128.load(second + at), f32x4.splat(BETA2)), f32x4.mul(f32x4.mul(g, g), f32x4.splat(REST2)));
    // "Not below" keeps a NaN, so that it is seen.
    m = v128.andnot(m, f32x4.lt(f32x4.abs(m), tiny));
    s = v128.andnot(s, f32x4.lt(s, tiny));
    v128.store(first + at, m);
    v128.store(second + at, s);
    const move = f32x4.div(f32x4.mul(rates, m), f32x4.add(f32x4.sqrt(s), f32x4.splat(epsilon)));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), move));
  }
  for (; i < end; i++) {
    const at = <usize>i << 2;
    const g = load<f32>(gradient + at);
    let m: f32 = load<f32>(first + at) * BETA1 + g * REST1;
    let s: f32 = load<f32>(second + at) * BETA2 + g * g * REST2;
    if (abs(m) < TINY) m = 0;
    if (s < TINY) s = 0;
    store<f32>(first + at, m);
    store<f32>(second + at, s);
    store<f32>(parameters + at, load<f32>(parameters + at) - (rate * m) / (sqrt(s) + epsilon));
  }
}
