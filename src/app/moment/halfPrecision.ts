/** Numbers in half precision (IEEE 754 binary16): 11 significant bits, up to 65,504. */

/** The 16 bits of the number nearest to x, which is finite and of magnitude below 65,520. */
export function toHalf(x: number): number {
  const size = Math.abs(x);
  const sign = x < 0 ? 0x8000 : 0;
  if (size === 0) return sign;
  const exponent = Math.max(-14, exponentOf(size));
  // A significand that is rounded up to 2048 makes the exponent one more by itself.
  const significand = Math.round(size / 2 ** (exponent - 10));
  return sign | (((exponent + 14) << 10) + significand);
}

/** The number of 16 bits; those of infinities and of no number give NaN. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** e with 2^e ≤ x < 2^(e + 1), of x > 0. */
export function exponentOf(x: number): number {
  const exponent = Math.floor(Math.log2(x));
  // Logarithms are not exact at powers of two.
  if (2 ** exponent > x) return exponent - 1;
  return 2 ** (exponent + 1) <= x ? exponent + 1 : exponent;
}
