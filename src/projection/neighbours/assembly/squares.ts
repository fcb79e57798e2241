// Squared distances from one row to some others of a table of float32, entry by entry, four entries at a time, and of two rows at once.

// @ts-ignore: decorator
@inline
function sumOf(a: v128, b: v128): f32 {
  const sums = f32x4.add(a, b);
  return f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
}

/**
 * @param row address of a row of 8 · `octets` numbers. @param table address of rows of as many.
 * @param list address of `count` row numbers. @param out address of as many results.
 */
export function squares(row: usize, table: usize, octets: i32, list: usize, count: i32, out: usize): void {
  const bytes = <usize>octets << 5;
  const end = row + bytes;
  for (let i = 0; i < count; i += 2) {
    const second = min(i + 1, count - 1);
    let a = table + <usize>load<u32>(list + (<usize>i << 2)) * bytes;
    let b = table + <usize>load<u32>(list + (<usize>second << 2)) * bytes;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    for (let x = row; x < end; x += 32) {
      const left = v128.load(x);
      const right = v128.load(x, 16);
      let difference = f32x4.sub(left, v128.load(a));
      a0 = f32x4.add(a0, f32x4.mul(difference, difference));
      difference = f32x4.sub(right, v128.load(a, 16));
      a1 = f32x4.add(a1, f32x4.mul(difference, difference));
      difference = f32x4.sub(left, v128.load(b));
      b0 = f32x4.add(b0, f32x4.mul(difference, difference));
      difference = f32x4.sub(right, v128.load(b, 16));
      b1 = f32x4.add(b1, f32x4.mul(difference, difference));
      a += 32;
      b += 32;
    }
    store<f32>(out + (<usize>i << 2), sumOf(a0, a1));
    store<f32>(out + (<usize>second << 2), sumOf(b0, b1));
  }
}
