// The kernels of networks on the CPU, for WebAssembly. Every one takes which part of how many it is to do, and scratch of its thread's own.
export { correlate, spread, weightGradient } from './products';
export { scratchBytes } from './scratch';
export { columnSums, normalise, normaliseBack } from './columns';
export { adam, add, error, gate } from './elementwise';
