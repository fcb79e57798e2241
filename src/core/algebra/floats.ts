/** Arrays of numbers that the core reads. What the core returns is said by each function. */
export type Floats = Float32Array | Float64Array;
