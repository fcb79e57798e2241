/** Which binary of the kernels this browser runs. */

/** (module (func (result v128) (i8x16.splat (i32.const 0)))) */
const simd = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11);
/** (module (func (result v128) three times (i8x16.splat (i32.const 0)), f32x4.relaxed_madd)) */
const relaxed = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  19,
  1,
  17,
  0,
  65,
  0,
  253,
  15,
  65,
  0,
  253,
  15,
  65,
  0,
  253,
  15,
  253,
  133,
  2,
  11,
);

/** Four numbers at a time are the least that the kernels need. */
export const hasSimd = (): boolean => typeof WebAssembly === 'object' && WebAssembly.validate(simd);

/** A product and a sum at once. */
export const hasFma = (): boolean => WebAssembly.validate(relaxed);

/** The kernels, compiled. @param threads for a memory that several threads share. */
export async function kernelModule(threads: boolean, fma: boolean): Promise<WebAssembly.Module> {
  const { code } = threads
    ? await (fma ? import('../../assembly/kernels.ts?assembly=threads-fma') : import('../../assembly/kernels.ts?assembly=threads-simd'))
    : await (fma ? import('../../assembly/kernels.ts?assembly=fma') : import('../../assembly/kernels.ts?assembly=simd'));
  return WebAssembly.compile(Uint8Array.from(atob(code), (character) => character.charCodeAt(0)));
}
