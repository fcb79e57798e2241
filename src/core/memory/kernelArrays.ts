/** The numbers of a `RecursionKernel` that its loops read and write; their shapes are told there. */
export interface KernelArrays {
  readonly k: number;
  readonly steps: number;
  readonly stride: number;
  readonly beta: number;
  readonly stepSize: number;
  readonly near: Float64Array;
  readonly offsets: Float64Array;
  readonly nearGradient: Float64Array;
  readonly sumS: Float64Array;
  readonly states: Float64Array;
  readonly pulls: Float64Array;
  readonly p: Float64Array;
  readonly g: Float64Array;
}
