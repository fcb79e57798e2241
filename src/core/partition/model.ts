import type { Floats } from '../algebra/floats';
import type { AssociativeMemory } from '../memory/model';
import type { PointTree } from './mergeTree';

/** A partition of space as data: the numbers that fix which cluster any point is in. They may cross workers and stand in files. */
export type PartitionModel = (MemoryPartition | CentresPartition | LabelledPartition | SoftmaxPartition | GaussiansPartition) &
  OfPoints &
  OfSteps;

export interface OfPoints {
  /**
   * The cluster of each of the n points that training saw, in their order: of methods that know these otherwise than by `assign`. Absent
   * where `assign` says them.
   */
  readonly pointLabels?: Uint16Array;
}

export interface OfSteps {
  /**
   * The prototypes after each step of the pass that they are the mean of, s × k × d, in order: of methods that average. Absent where they are
   * no mean.
   */
  readonly trail?: Floats;
}

/** Of CLAM and DCLAM: a point belongs to the memory that T steps downhill lead to. */
export type MemoryPartition = {
  readonly kind: 'memory';
  /**
   * Of log-sum-ReLU: the emergent memories that have labels of their own, k, k + 1, …, each by the memories that it is the mean of. They are
   * those that the points come to rest at, see `discovered`. Absent before these are known.
   */
  readonly sets?: EmergentSets;
} & AssociativeMemory;

export type EmergentSets = readonly (readonly number[])[];

/** A point belongs to the centre of least distance; rules differ in how much it belongs to the others. */
export interface CentresPartition {
  readonly kind: 'centres';
  readonly k: number;
  readonly d: number;
  /** μ, k × d, row-major. */
  readonly prototypes: Floats;
  readonly rule: CentresRule;
  /** D_j = ‖x − μ_j‖², or 1 − ⟨x, μ_j⟩/(‖x‖‖μ_j‖). */
  readonly metric: 'euclidean' | 'cosine';
  /** w, k × d: D_j = Σ_i w_ji (x_i − μ_ji)². Null where all are 1; of the Euclidean metric alone. */
  readonly weights: Floats | null;
}

/** A mixture of Gaussians: a point belongs to the one that is most responsible for it, by π_j N(x; μ_j, Σ_j). */
export interface GaussiansPartition {
  readonly kind: 'gaussians';
  readonly k: number;
  readonly d: number;
  /** ln π_j, k numbers; a number that all have in common changes no cluster. */
  readonly logShares: Floats;
  /** μ, k × d. */
  readonly prototypes: Floats;
  readonly covariance: 'spherical' | 'diagonal' | 'full';
  /**
   * The factor L_j of each covariance Σ_j = L_j L_jᵀ. "full": the rows of a lower triangle one after another, d(d + 1)/2 numbers; "diagonal":
   * d standard deviations; "spherical": one.
   */
  readonly factors: Floats;
}

/** Of methods that label points and learn nothing else: any other place belongs to the cluster of the nearest of these points. */
export interface LabelledPartition {
  readonly kind: 'labelled';
  /** All of the clusters have points. */
  readonly k: number;
  readonly d: number;
  /** The points that were labelled, or a sample of them, s × d, and their clusters. */
  readonly points: Floats;
  readonly labels: Uint16Array;
  /** The mean of the points of each cluster, k × d. */
  readonly means: Floats;
  /** The merges that it was cut from; null where there are none. */
  readonly tree:
    | (PointTree & {
        /** The rows of `points` among the n; null where these are all. */
        readonly rows: Uint32Array | null;
      })
    | null;
}

/** Of CM: a point belongs to the cluster of the greatest score w_j·x + b_j, whatever its distance to the centres is. */
export interface SoftmaxPartition {
  readonly kind: 'softmax';
  readonly k: number;
  readonly d: number;
  /** w, k × d, and b, k numbers: the memberships are softmax(w_j·x + b_j). */
  readonly weights: Floats;
  readonly bias: Floats;
  /** The centres μ, k × d. */
  readonly prototypes: Floats;
}

/** The membership of a point in cluster j, up to the factor that makes them add up to 1. */
export type CentresRule =
  /** 1 for the least distance, else 0: k-means. */
  | { readonly by: 'nearest' }
  /** exp(−α D_j): DKM. */
  | { readonly by: 'softmax'; readonly alpha: number }
  /** D_j^−α: K-means-friendly. */
  | { readonly by: 'power'; readonly alpha: number }
  /** (1 + D_j/ν)^−(ν+1)/2: DEC. */
  | { readonly by: 'student'; readonly nu: number }
  /** 1/(1 + a D_j^b): EDCWRN. */
  | { readonly by: 'umap'; readonly a: number; readonly b: number };
