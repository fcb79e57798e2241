// Shared by the kernels: four numbers at a time, and the parting of work. Nothing here or in the other files has data of its own, so that
// many may run in one memory.

/** a·b + c, rounded once where the machine can. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** x where gate > 0, else slope·x; a NaN stays one. */
// @ts-ignore: decorator
@inline
export function sloped(x: v128, gate: v128, slope: v128): v128 {
  return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(gate, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
export function slopedOne(x: f32, gate: f32, slope: f32): f32 {
  return gate > 0 ? x : x * slope;
}

/** Where a part's share of `total` begins: a multiple of `grain`, or the end. */
export function share(total: i32, part: i32, parts: i32, grain: i32): i32 {
  const grains = (total + grain - 1) / grain;
  return min(total, <i32>((<i64>grains * part) / parts) * grain);
}
