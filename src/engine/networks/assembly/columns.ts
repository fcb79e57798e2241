// Operations down the columns of rows × columns: sums, and batch normalisation. A part has columns of its own. Four columns go at a time;
// sums of 64 rows are added to sums of all, so that long columns lose little to rounding.
import { share, sloped, slopedOne } from './vectors';

const RUN: i32 = 64;
const EPSILON: f32 = 1e-3;

export function columnSums(part: i32, parts: i32, scratch: usize, rows: i32, columns: i32, from: usize, sums: usize): void {
  const line = <usize>columns << 2;
  const end = share(columns, part + 1, parts, 16);
  let j = share(columns, part, parts, 16);
  for (; j + 4 <= end; j += 4) v128.store(sums + (<usize>j << 2), sum4(from + (<usize>j << 2), line, rows));
  for (; j < end; j++) store<f32>(sums + (<usize>j << 2), sum1(from + (<usize>j << 2), line, rows));
}

function sum4(at: usize, line: usize, rows: i32): v128 {
  let total = f32x4.splat(0);
  for (let i = 0; i < rows; i += RUN) {
    let a = f32x4.splat(0);
    let b = a;
    const run = min(RUN, rows - i);
    let r = 0;
    for (; r + 2 <= run; r += 2) {
      a = f32x4.add(a, v128.load(at));
      b = f32x4.add(b, v128.load(at + line));
      at += 2 * line;
    }
    if (r < run) {
      a = f32x4.add(a, v128.load(at));
      at += line;
    }
    total = f32x4.add(total, f32x4.add(a, b));
  }
  return total;
}

function sum1(at: usize, line: usize, rows: i32): f32 {
  let total: f64 = 0;
  for (let i = 0; i < rows; i++, at += line) total += <f64>load<f32>(at);
  return <f32>total;
}

/** Σ (x − mean)². */
function scatter4(at: usize, line: usize, rows: i32, mean: v128): v128 {
  let total = f32x4.splat(0);
  for (let i = 0; i < rows; i += RUN) {
    let a = f32x4.splat(0);
    for (let r = min(RUN, rows - i); r > 0; r--, at += line) {
      const off = f32x4.sub(v128.load(at), mean);
      a = f32x4.add(a, f32x4.mul(off, off));
    }
    total = f32x4.add(total, a);
  }
  return total;
}

function scatter1(at: usize, line: usize, rows: i32, mean: f32): f32 {
  let total: f64 = 0;
  for (let i = 0; i < rows; i++, at += line) total += (<f64>load<f32>(at) - mean) * (<f64>load<f32>(at) - mean);
  return <f32>total;
}

/** y = activation(gamma (x − mean)/√(variance + ε) + beta); where `batch` is not 0, mean and variance are the rows' own, and are stored. */
export function normalise(part: i32, parts: i32, scratch: usize, batch: i32, rows: i32, columns: i32, gamma: usize, beta: usize, slope: f32, x: usize, y: usize, mean: usize, variance: usize): void {
  const line = <usize>columns << 2;
  const end = share(columns, part + 1, parts, 16);
  const count = f32x4.splat(<f32>rows);
  const slopes = f32x4.splat(slope);
  let j = share(columns, part, parts, 16);
  for (; j + 4 <= end; j += 4) {
    const c = <usize>j << 2;
    if (batch != 0) {
      const average = f32x4.div(sum4(x + c, line, rows), count);
      v128.store(mean + c, average);
      v128.store(variance + c, f32x4.div(scatter4(x + c, line, rows, average), count));
    }
    const scale = f32x4.div(v128.load(gamma + c), f32x4.sqrt(f32x4.add(v128.load(variance + c), f32x4.splat(EPSILON))));
    const middle = v128.load(mean + c);
    const shift = v128.load(beta + c);
    let at = c;
    for (let i = 0; i < rows; i++, at += line) {
      const z = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + at), middle), scale), shift);
      v128.store(y + at, sloped(z, z, slopes));
    }
  }
  for (; j < end; j++) {
    const c = <usize>j << 2;
    if (batch != 0) {
      const average: f32 = sum1(x + c, line, rows) / <f32>rows;
      store<f32>(mean + c, average);
      store<f32>(variance + c, scatter1(x + c, line, rows, average) / <f32>rows);
    }
    const scale: f32 = load<f32>(gamma + c) / sqrt(load<f32>(variance + c) + EPSILON);
    const middle = load<f32>(mean + c);
    const shift = load<f32>(beta + c);
    let at = c;
    for (let i = 0; i < rows; i++, at += line) {
      const z: f32 = (load<f32>(x + at) - middle) * scale + shift;
      store<f32>(y + at, slopedOne(z, z, slope));
    }
  }
}

/**
 * From ∂/∂y to ∂/∂x in place, x̂ = (x − mean)/σ: ∂/∂x = gamma/σ (∂/∂y − mean of ∂/∂y − x̂ · mean of x̂ ∂/∂y); ∂/∂gamma = Σ x̂ ∂/∂y, ∂/∂beta
 * = Σ ∂/∂y.
 */
export function normaliseBack(part: i32, parts: i32, scratch: usize, rows: i32, columns: i32, gamma: usize, x: usize, gradient: usize, mean: usize, variance: usize, gammaGradient: usize, betaGradient: usize): void {
  const line = <usize>columns << 2;
  const end = share(columns, part + 1, parts, 16);
  const count = f32x4.splat(<f32>rows);
  let j = share(columns, part, parts, 16);
  for (; j + 4 <= end; j += 4) {
    const c = <usize>j << 2;
    const middle = v128.load(mean + c);
    const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(v128.load(variance + c), f32x4.splat(EPSILON))));
    const sum = sum4(gradient + c, line, rows);
    const product = f32x4.mul(product4(x + c, gradient + c, line, rows, middle), inverse);
    v128.store(betaGradient + c, sum);
    v128.store(gammaGradient + c, product);
    const scale = f32x4.mul(v128.load(gamma + c), inverse);
    const slant = f32x4.mul(inverse, f32x4.div(product, count));
    const level = f32x4.div(sum, count);
    let at = c;
    for (let i = 0; i < rows; i++, at += line) {
      const off = f32x4.mul(f32x4.sub(v128.load(x + at), middle), slant);
      v128.store(gradient + at, f32x4.mul(scale, f32x4.sub(f32x4.sub(v128.load(gradient + at), level), off)));
    }
  }
  for (; j < end; j++) {
    const c = <usize>j << 2;
    const middle = load<f32>(mean + c);
    const inverse: f32 = 1 / sqrt(load<f32>(variance + c) + EPSILON);
    const sum = sum1(gradient + c, line, rows);
    const product: f32 = product1(x + c, gradient + c, line, rows, middle) * inverse;
    store<f32>(betaGradient + c, sum);
    store<f32>(gammaGradient + c, product);
    const scale: f32 = load<f32>(gamma + c) * inverse;
    const slant: f32 = inverse * (product / <f32>rows);
    const level: f32 = sum / <f32>rows;
    let at = c;
    for (let i = 0; i < rows; i++, at += line) store<f32>(gradient + at, scale * (load<f32>(gradient + at) - level - (load<f32>(x + at) - middle) * slant));
  }
}

/** Σ (x − mean) ⊙ gradient. */
function product4(x: usize, gradient: usize, line: usize, rows: i32, mean: v128): v128 {
  let total = f32x4.splat(0);
  for (let i = 0; i < rows; i += RUN) {
    let a = f32x4.splat(0);
    for (let r = min(RUN, rows - i); r > 0; r--) {
      a = f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(x), mean), v128.load(gradient)));
      x += line;
      gradient += line;
    }
    total = f32x4.add(total, a);
  }
  return total;
}

function product1(x: usize, gradient: usize, line: usize, rows: i32, mean: f32): f32 {
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    total += (<f64>load<f32>(x) - mean) * load<f32>(gradient);
    x += line;
    gradient += line;
  }
  return <f32>total;
}
