/** TensorFlow.js's WebAssembly backend, its binaries served from the app's own files. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { env } from '@tensorflow/tfjs-core';

/** Must be called before the backend is first used. Threads need memory that workers share, which only an isolated page may have. */
export function prepareWasm(): void {
  setWasmPaths({ 'tfjs-backend-wasm.wasm': plain, 'tfjs-backend-wasm-simd.wasm': simd, 'tfjs-backend-wasm-threaded-simd.wasm': threaded });
  if (!globalThis.crossOriginIsolated) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}
