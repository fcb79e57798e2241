/**
 * Pieces of WGSL that the recursion's shaders share: one workgroup serves one point, its W lanes share the d entries (lane l has the
 * entries l, l + W, …), and inner products with all k memories are folded eight at a time. An entry is only ever touched by its own lane,
 * so entries need no barriers; only the k scores do.
 */
import type { Energy, Similarity } from '../../../core/memory/model';
import type { RecursionAttributes } from '../recursion';
import type { WebGPUBackend } from './dispatch';

/** Memories folded together. */
export const workgroupTile = 8;

export interface WorkgroupLayout {
  /** W, lanes a workgroup. */
  lanes: number;
  /** The k scores (and, on the sphere, the k inverse norms) are in workgroup memory; else in a storage array. */
  sharedScores: boolean;
  similarity: Similarity;
  energy?: Energy;
  masked: boolean;
  weighted: boolean;
}

/** Up to so many memories have their scores in workgroup memory (two arrays: 4 KiB). */
const sharedScoreLimit = 512;

/**
 * The layout for given sizes: more lanes where there are more entries, within what every device offers. A software adapter plays the lanes
 * one after another and pays for each barrier, so it gets few.
 */
export function layoutFor(
  backend: WebGPUBackend,
  { d, k }: { d: number; k: number },
  { similarity, energy, masked, weighted }: RecursionAttributes,
): WorkgroupLayout {
  const most = backend.adapterInfo['architecture'] === 'swiftshader' ? 32 : 256;
  let lanes = 32;
  while (lanes < most && lanes * 8 < d) lanes *= 2;
  return { lanes, sharedScores: k <= sharedScoreLimit, similarity, energy, masked, weighted };
}

export const layoutKey = (layout: WorkgroupLayout): string =>
  [
    layout.lanes,
    layout.sharedScores ? 'shared' : 'stored',
    layout.similarity,
    layout.energy ?? '',
    layout.masked ? 'masked' : '',
    layout.weighted ? 'weighted' : '',
  ].join();

/** Bytes of workgroup memory that `cooperation` takes. */
export const workgroupBytes = (layout: WorkgroupLayout): number =>
  4 * (layout.lanes * (workgroupTile + 1) + (layout.sharedScores ? 2 * sharedScoreLimit : 0));

/**
 * Declares the workgroup's memory, the accessors of scores and inverse norms, and `fold`. Where scores are stored, the shader has an array
 * named `stored` (f32, read_write) and `scoreBase`, a private u32 where this workgroup's 2k numbers begin.
 */
export function cooperation({ lanes, sharedScores }: WorkgroupLayout, stored: string): string {
  const accessors = sharedScores
    ? `
var<workgroup> sharedScore: array<f32, ${sharedScoreLimit}>;
var<workgroup> sharedInverse: array<f32, ${sharedScoreLimit}>;
fn score(m: u32) -> f32 { return sharedScore[m]; }
fn setScore(m: u32, value: f32) { sharedScore[m] = value; }
fn inverseNorm(m: u32) -> f32 { return sharedInverse[m]; }
fn setInverseNorm(m: u32, value: f32) { sharedInverse[m] = value; }
fn sync() { workgroupBarrier(); }`
    : `
fn score(m: u32) -> f32 { return ${stored}[scoreBase + m]; }
fn setScore(m: u32, value: f32) { ${stored}[scoreBase + m] = value; }
fn inverseNorm(m: u32) -> f32 { return ${stored}[scoreBase + uniforms.k + m]; }
fn setInverseNorm(m: u32, value: f32) { ${stored}[scoreBase + uniforms.k + m] = value; }
fn sync() { storageBarrier(); workgroupBarrier(); }`;
  const perMemory = lanes / workgroupTile;
  return `
const W = ${lanes}u;
var<workgroup> partial: array<f32, ${lanes * workgroupTile}>;
var<workgroup> folded: array<f32, ${lanes}>;
${accessors}

/** Sums partial[m·W …] over the lanes, for the memories first … first+7 that exist, into their scores. */
fn fold(lane: u32, first: u32, count: u32) {
  workgroupBarrier();
  let m = lane / ${perMemory}u;
  let j = lane % ${perMemory}u;
  var sum = 0.0;
  for (var q = 0u; q < ${workgroupTile}u; q++) { sum += partial[m * W + j + q * ${perMemory}u]; }
  folded[lane] = sum;
  workgroupBarrier();
  if (j == 0u && m < count) {
    var total = 0.0;
    for (var q = 0u; q < ${perMemory}u; q++) { total += folded[lane + q]; }
    setScore(first + m, total);
  }
  sync();
}

/** 1/‖x‖ from ‖x‖². A vector of zeros stays as it is: 1. */
fn inverseLength(square: f32) -> f32 { return select(1.0, inverseSqrt(square), square > 0.0); }

/** Sums one number of every lane; every lane gets the sum. */
fn total(lane: u32, value: f32) -> f32 {
  partial[lane] = value;
  workgroupBarrier();
  if (lane < ${workgroupTile}u) {
    var sum = 0.0;
    for (var q = lane; q < W; q += ${workgroupTile}u) { sum += partial[q]; }
    folded[lane] = sum;
  }
  workgroupBarrier();
  var sum = 0.0;
  for (var q = 0u; q < ${workgroupTile}u; q++) { sum += folded[q]; }
  workgroupBarrier();
  return sum;
}
`;
}

/**
 * A function that sets score(μ) to Σ_i f(x_i, ρ_μi) for all μ. Memories are at memories[memoryBase …].
 * @param value WGSL for x_i, in i. @param term WGSL for f, in x and r.
 */
export function innerProducts(name: string, value: string, term: string): string {
  const each = (line: (m: number) => string) => Array.from({ length: workgroupTile }, (_, m) => line(m)).join('\n');
  return `
fn ${name}(lane: u32) {
  let d = uniforms.d;
  for (var first = 0u; first < uniforms.k; first += ${workgroupTile}u) {
    let count = min(${workgroupTile}u, uniforms.k - first);
    let row = memoryBase + first * d;
    ${each((m) => `var sum${m} = 0.0;`)}
    for (var i = lane; i < d; i += W) {
      let x = ${value};
      ${each((m) => `${m ? `if (count > ${m}u) ` : ''}{ let r = memories[row + ${m}u * d + i]; sum${m} += ${term}; }`)}
    }
    ${each((m) => `partial[${m}u * W + lane] = sum${m};`)}
    fold(lane, first, count);
  }
}
`;
}

/** Log-sum-ReLU: turns the scores, which hold squared distances, into 1/|S| for the memories whose balls hold the point, else 0. */
const ballsWgsl = `
fn memberships(lane: u32) {
  let k = uniforms.k;
  var count = 0.0;
  for (var m = 0u; m < k; m++) { count += select(0.0, 1.0, uniforms.beta * score(m) < 1.0); }
  sync();
  let share = 1.0 / max(count, 1.0);
  for (var m = lane; m < k; m += W) { setScore(m, select(0.0, share, uniforms.beta * score(m) < 1.0)); }
  sync();
}
`;

/**
 * Turns the scores, which hold the inner products, into softmax probabilities, max-shifted so that no β overflows. Needs `logWeights` at
 * weightBase … where weighted. Euclidean: S = −β‖v − ρ_μ‖² + log ε_μ; spherical: S = β⟨ρ̃_μ, v⟩ + log ε_μ.
 */
export function membershipsWgsl({ similarity, energy, weighted }: WorkgroupLayout): string {
  if (energy === 'lsr') return ballsWgsl;
  const scaled = similarity === 'euclidean' ? '-uniforms.beta * score(m)' : 'uniforms.beta * score(m) * inverseNorm(m)';
  return `
fn memberships(lane: u32) {
  let k = uniforms.k;
  for (var m = lane; m < k; m += W) { setScore(m, ${scaled}${weighted ? ' + logWeights[weightBase + m]' : ''}); }
  sync();
  var top = score(0u);
  for (var m = 1u; m < k; m++) { top = max(top, score(m)); }
  sync();
  for (var m = lane; m < k; m += W) { setScore(m, exp(score(m) - top)); }
  sync();
  var sum = 0.0;
  for (var m = 0u; m < k; m++) { sum += score(m); }
  sync();
  for (var m = lane; m < k; m += W) { setScore(m, score(m) / sum); }
  sync();
}
`;
}

/** On the sphere: inverseNorm(μ) ← 1/‖ρ_μ‖, and 1 for a memory of length 0, which has no direction to keep. */
export const inverseNorms = `
${innerProducts('squaredNorms', '0.0', 'r * r')}
fn inverseNorms(lane: u32) {
  squaredNorms(lane);
  for (var m = lane; m < uniforms.k; m += W) { setInverseNorm(m, inverseLength(score(m))); }
  sync();
}
`;
