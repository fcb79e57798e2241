/** TensorFlow.js's WebAssembly backend, its binaries served from the app's own files. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import * as threadedFactory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
import threadedSource from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw';
import { env } from '@tensorflow/tfjs-core';

/** Must be called before the backend is first used. Threads need memory that workers share, which only an isolated page may have. */
export function prepareWasm(): void {
  setWasmPaths({ 'tfjs-backend-wasm.wasm': plain, 'tfjs-backend-wasm-simd.wasm': simd, 'tfjs-backend-wasm-threaded-simd.wasm': threaded });
  if (globalThis.crossOriginIsolated) giveThreadsTheirSource();
  else env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}

/**
 * TF.js starts its threads from the source text of a function, which it takes with `toString`. A minified bundle's function speaks of names
 * outside it, and its threads die of a ReferenceError; so here it is told the text as it was before bundling.
 */
function giveThreadsTheirSource(): void {
  const { default: factory } = threadedFactory as unknown as { default: { toString(): string } };
  factory.toString = () => `(() => { ${threadedSource}\nreturn WasmBackendModuleThreadedSimd; })()`;
}
