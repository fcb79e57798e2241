/**
 * DEKM's target (Guo, Lin, Ye 2021): each code as it is, less its deviation from its centre along the direction in which clusters are
 * widest. That is the leading eigenvector v of S = Σ_i (h_i − u_{s_i})(h_i − u_{s_i})ᵀ. The paper turns codes by all eigenvectors first;
 * distances stay the same without that.
 */
import type { Floats } from '../../core/algebra/floats';
import { lanczosSteps, type Product } from '../../core/algebra/lanczos';
import { Random } from '../../core/algebra/random';
import type { Steps } from '../deepMethod';

/** n codes h of m numbers, the k centres u of their clusters, and the cluster s of each. */
export interface ClusteredCodes {
  readonly codes: Floats;
  readonly n: number;
  readonly m: number;
  readonly centres: Floats;
  readonly labels: ArrayLike<number>;
}

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;
/** Of the eigenvector, as a share of the trace. */
const tolerance = 1e-10;
const mostProducts = 1000;

/** h_i − u_{s_i}, written to `out`. */
function deviation({ codes, m, centres, labels }: ClusteredCodes, i: number, out: Float64Array): void {
  const [from, centre] = [i * m, labels[i] * m];
  for (let f = 0; f < m; f++) out[f] = codes[from + f] - centres[centre + f];
}

/** S, m × m. */
export function* scatterWithin(clustered: ClusteredCodes): Steps<Float64Array> {
  const { n, m } = clustered;
  const scatter = new Float64Array(m * m);
  const own = new Float64Array(m);
  for (let i = 0, work = 0; i < n; i++) {
    deviation(clustered, i, own);
    for (let a = 0, at = 0; a < m; a++) for (let b = 0; b < m; b++, at++) scatter[at] += own[a] * own[b];
    if ((work += m * m) < sliceWork) continue;
    work = 0;
    yield;
  }
  return scatter;
}

/** The unit vector v of the largest eigenvalue of S, with either sign; zeros where S is 0: then nothing deviates. */
export function* widestDirection(scatter: Float64Array, m: number): Steps<Float64Array> {
  let trace = 0;
  for (let f = 0; f < m; f++) trace += scatter[f * m + f];
  if (trace === 0) return new Float64Array(m);
  const product: Product = function* (vector, out) {
    for (let a = 0, at = 0; a < m; a++) {
      let sum = 0;
      for (let b = 0; b < m; b++, at++) sum += scatter[at] * vector[b];
      out[a] = sum / trace;
    }
    yield;
  };
  // Any start will do.
  const { vectors } = yield* lanczosSteps(m, product, 1, new Random(0), { tolerance, products: mostProducts });
  return vectors[0];
}

/** t_i = h_i − v vᵀ(h_i − u_{s_i}): n × m. */
export function* targetsOf(clustered: ClusteredCodes): Steps<Float32Array> {
  const { codes, n, m } = clustered;
  const direction = yield* widestDirection(yield* scatterWithin(clustered), m);
  const targets = new Float32Array(n * m);
  const own = new Float64Array(m);
  for (let i = 0, work = 0; i < n; i++) {
    deviation(clustered, i, own);
    let along = 0;
    for (let f = 0; f < m; f++) along += direction[f] * own[f];
    for (let f = 0, at = i * m; f < m; f++, at++) targets[at] = codes[at] - along * direction[f];
    if ((work += 2 * m) < sliceWork) continue;
    work = 0;
    yield;
  }
  return targets;
}
