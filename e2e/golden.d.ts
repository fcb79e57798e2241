import 'vitest';

/**
 * The values in am.json for one form of the recursion: x^T, and loss and gradients of Σ m̄⊙(x − x^T)². Entries of some forms only are
 * optional.
 */
interface GoldenRecursion {
  x?: number[][];
  xT: number[][];
  loss: number;
  grad_memories: number[][];
  grad_x0?: number[][];
  grad_log_weights?: number[];
}

/** One case of am.json; what its numbers mean is said by the file's `note`. */
interface GoldenDynamics {
  n: number;
  d: number;
  k: number;
  beta: number;
  T: number;
  step: number;
  x: number[][];
  memories: number[][];
  mask_bar: number[][];
  x_masked: number[][];
  log_weights: number[];
  energy: number[];
  energy_weighted: number[];
  softmax: number[][];
  entropy_nats: number[];
  plain: GoldenRecursion & { grad_x0: number[][]; labels: number[] };
  masked: GoldenRecursion;
  weighted: GoldenRecursion & { grad_log_weights: number[] };
  spherical: GoldenRecursion & { x: number[][] };
}

/** One case of lsr.json, the log-sum-ReLU energy; what its numbers mean is said by the file's `note`. */
interface GoldenLsr {
  n: number;
  m: number;
  k: number;
  beta: number;
  steps: number;
  step: number;
  epsilon: number;
  memories: number[][];
  points: number[][];
  energy: number[];
  force: number[][];
  /** 1 where the ball of a memory holds a point, n × k. */
  inside: number[][];
  /** v_0 … v_T of every point, (T + 1) × n × m. */
  path: number[][][];
  end: number[][];
  loss: number;
  grad_memories: number[][];
  /** Where full steps from the end come to rest, and the memories that it is the mean of; [] is no memory. */
  fixed_point: number[][];
  fixed_set: number[][];
  /** The least |1 − β‖ρ_μ − v‖²| that the point meets on its way: below 1e-4 single precision may decide otherwise. */
  margin: number[];
}

/** One case of basins.json: a grid of the unit square, lowest row first. */
interface GoldenBasins {
  memories: number[][];
  beta: number;
  T: number;
  grid: number;
  labels: number[];
  /** 1 where the label is not a matter of rounding. */
  margin_ok: number[];
  voronoi: number[];
  agree: number;
}

/** An array of networks.json in a few of its numbers. */
interface GoldenArray {
  size: number;
  norm: number;
  /** Largest magnitude. */
  largest: number;
  at: number[];
  values: number[];
}

interface GoldenGradients {
  loss: number;
  gradients: GoldenArray[];
}

/** One case of networks.json; what its numbers mean is said by the file's `note`, and how they are made by dclam.py. */
interface GoldenNetwork {
  name: string;
  /** Widths of an EAE, or which network. */
  network: number[] | 'cae' | 'rae';
  shape: [number, number, number];
  m: number;
  k: number;
  n: number;
  rows: number[];
  beta: number;
  steps: number;
  step: number;
  /** Of encoder, decoder and memories. */
  rates: [number, number, number];
  codes: number[];
  decoded: GoldenArray;
  squaredError: number;
  pretraining: GoldenGradients;
  dclam: GoldenGradients & { memories: number[] };
  moving: GoldenArray[];
  training: { losses: number[]; memories: number[] };
}

/** One case of projection.json; what its numbers mean is said by the file's `note`, and how they are made by projection.py. */
interface GoldenProjection {
  n: number;
  d: number;
  centres: number;
  stream: number;
  k: number;
  rows: number[];
  /** k nearest of each of `rows`. */
  indices: number[][];
  distances: number[][];
  /** Shares of the variance along the first principal axes. */
  explained: number[];
  layouts: { layout: 'chance' | 'first' | 'pca'; trustworthiness: number; preservation: number }[];
}

/** One case of baselines/dcn.json: codes, centres and labels before a step, the loss and its gradient, and what moves after it. */
interface GoldenDcn {
  n: number;
  m: number;
  k: number;
  lam: number;
  z: number[][];
  centres: number[][];
  labels_before: number[];
  counts_before: number[];
  clustering_loss_sum: number;
  grad_z: number[][];
  labels_after: number[];
  counts_after: number[];
  centres_after: number[][];
}

/** One case of baselines/agglomerative.json: points, and by metric and linkage the last heights and the clusters of cuts into k. */
interface GoldenAgglomerative {
  n: number;
  d: number;
  X: number[][];
  runs: {
    metric: 'euclidean' | 'manhattan' | 'cosine';
    linkage: 'ward' | 'average' | 'complete' | 'single';
    heights_last20: number[];
    partitions: Record<string, number[]>;
  }[];
}

/** One case of baselines/vibgmm.json: Gaussians of points, a mixture, and the loss of the one under the other, summed over the points. */
interface GoldenVib {
  n: number;
  m: number;
  k: number;
  mean: number[][];
  logvar: number[][];
  centres: number[][];
  centre_logvar: number[][];
  weight_logits: number[];
  eps: number[][];
  vib: {
    loss_sum: number;
    responsibilities: number[][];
    grad_mean: number[][];
    grad_logvar: number[][];
    grad_centres: number[][];
    grad_centre_logvar: number[][];
    grad_weight_logits: number[];
  };
}

/** One case of baselines/dec.json: memberships, their target by these points, the divergence summed over them, and its gradients. */
interface GoldenDec {
  n: number;
  m: number;
  k: number;
  z: number[][];
  centres: number[][];
  q: number[][];
  p: number[][];
  kl_sum: number;
  grad_z: number[][];
  grad_centres: number[][];
  labels: number[];
}

/** One case of baselines/dekm.json: codes and clusters at a refresh, what it makes of them, and a step of a batch under its targets. */
interface GoldenDekm {
  n: number;
  m: number;
  k: number;
  codes: number[][];
  labels: number[];
  centres: number[][];
  within_scatter: number[][];
  /** Ascending. */
  eigenvalues: number[];
  /** Of the largest. */
  eigenvector_last: number[];
  target: number[][];
  batch: number[];
  z_batch: number[][];
  loss_mean: number;
  grad_z: number[][];
}

/** One case of baselines/edcwrn.json: memberships by weighted distances, their target, the cross-entropy and its gradients, the next weights. */
interface GoldenEdcwrn {
  n: number;
  m: number;
  k: number;
  a: number;
  b: number;
  weights: number[][];
  z: number[][];
  centres: number[][];
  raw: number[][];
  q: number[][];
  p: number[][];
  cross_entropy_sum: number;
  grad_z: number[][];
  grad_centres: number[][];
  weights_after: number[][];
}

/** One case of baselines/spectral.json; what its numbers mean is said by the file's `note`. */
interface GoldenSpectral {
  name: string;
  n: number;
  k: number;
  affinity: 'rbf' | 'nearest_neighbors';
  gamma: number | null;
  n_neighbors: number | null;
  X: number[][];
  degrees: number[];
  laplacian_eigenvalues: number[];
  labels: number[] | null;
  unambiguous: boolean;
  edges?: [pairs: number, single: number, weight: number];
}

interface GoldenMixture {
  weights: number[];
  means: number[][];
  /** k × d × d, d × d, k × d or k, by the kind. */
  covariances: unknown;
}

/** baselines/gmm.json: a step of maximisation, one of expectation, and the next of maximisation, by scikit-learn; and whole trainings. */
interface GoldenGmm {
  cases: {
    n: number;
    d: number;
    k: number;
    X: number[][];
    responsibilities_before: number[][];
    mixtures: {
      kind: string;
      parameters: GoldenMixture;
      mean_log_likelihood: number;
      log_likelihood: number[];
      responsibilities: number[][];
      bic: number;
      aic: number;
      parameters_after_em: GoldenMixture;
      mean_log_likelihood_after: number;
    }[];
    isotropic_half: { means: number[][]; mean_log_likelihood: number; responsibilities: number[][]; means_after_em: number[][] };
  }[];
  fits: {
    n: number;
    d: number;
    k: number;
    X: number[][];
    labels: number[];
    fits: Record<string, { mean_log_likelihood: number; bic: number }>;
  }[];
}

/** One case of heads/dkm.json: codes z and centres, and under each α the mean loss, its gradients, memberships. */
interface GoldenDkm {
  n: number;
  m: number;
  k: number;
  kind: string;
  distance: 'euclidean' | 'cosine';
  z: number[][];
  centres: number[][];
  per_alpha: {
    alpha: number;
    loss: number;
    grad_z: number[][];
    grad_centres: number[][];
    /** How far plain float32 is from these values. */
    float32_deviation: number;
  }[];
}

/** One case of heads/kfriendly.json: as heads/dkm.json, with the nearest centre of each code and whether it is surely that (1). */
interface GoldenKFriendly extends Omit<GoldenDkm, 'distance' | 'per_alpha'> {
  hard: number[];
  margin_ok: number[];
  /** `soft`: memberships, of few codes alone. */
  per_alpha: (GoldenDkm['per_alpha'][number] & { soft: number[][] | null })[];
}

/** Gradients of CM's or AE-CM's loss, or of one of its terms. W is m × k, V k × m. */
interface GoldenCmGradient {
  grad_z: number[][];
  grad_W: number[][];
  grad_b: number[];
  grad_V: number[][];
  grad_c: number[];
}

/** One case of heads/cm.json: points z, arrays, memberships and centres, the terms of the loss and its gradients. */
interface GoldenCm {
  n: number;
  m: number;
  k: number;
  kind: string;
  alpha: number[];
  z: number[][];
  W: number[][];
  b: number[];
  V: number[][];
  c: number[];
  gamma: number[][];
  mu: number[][];
  hard: number[];
  margin_ok: boolean[];
  nearest: number[];
  nearest_margin_ok: boolean[];
  E1: number;
  E2: number;
  E3: number;
  E4: number;
  E4_sorted: number;
  soft_kmeans: number;
  cm: GoldenCmGradient & { loss: number };
  /** Σ γ (1 − γ), and ‖μμᵀ − I‖₁, whose gradient is not there where it has none. */
  gini: number;
  ortho_l1: number;
  lam: number;
  aecm: { loss: number } & (GoldenCmGradient | Partial<Record<keyof GoldenCmGradient, undefined>>);
  terms?: Record<'E1' | 'E2' | 'E3' | 'E4' | 'gini', GoldenCmGradient> & { ortho_l1: GoldenCmGradient | null };
}

/** Starts of CM from centres. */
interface GoldenCmStart {
  centres: number[][];
  W_pinv: number[][];
  W_mixture: number[][];
  b_mixture: number[];
}

/** Plain gradient descent in batches in the order of the points, and the mean over its steps. */
type GoldenCmAveraging = Record<`${'W' | 'V'}${'0' | '_last' | '_avg'}`, number[][]> &
  Record<`${'b' | 'c'}${'0' | '_last' | '_avg'}`, number[]> & {
    z: number[][];
    batch: number;
    lr: number;
    alpha: number;
  };

declare module 'vitest' {
  interface ProvidedContext {
    /** True if everything is to be run, also what takes long: npm run test:all. */
    full: boolean;
    /** The oracle files of e2e/golden (or GOLDEN_DIR), by name. */
    golden: {
      am: { cases: GoldenDynamics[] };
      lsr: { cases: GoldenLsr[] };
      basins: { basins: GoldenBasins[] };
      metrics: any;
      classical: any;
      scaling: any;
      networks: { cases: GoldenNetwork[] };
      projection: { cases: GoldenProjection[] };
      'baselines/dcn': { cases: GoldenDcn[] };
      'baselines/agglomerative': { cases: GoldenAgglomerative[] };
      'baselines/gmm': GoldenGmm;
      'baselines/dec': { cases: GoldenDec[] };
      'baselines/dekm': { cases: GoldenDekm[] };
      'baselines/vibgmm': { cases: GoldenVib[] };
      'baselines/edcwrn': { cases: GoldenEdcwrn[] };
      'baselines/spectral': { cases: GoldenSpectral[] };
      'heads/cm': {
        cases: GoldenCm[];
        init: GoldenCmStart[];
        averaging: GoldenCmAveraging[];
        merging: { gamma: number; mu1: number[]; mu2: number[]; E2_plus_E3: number }[];
        kl: { mean_gamma: number[]; E4: number; KL: number; log_k: number }[];
      };
      'heads/kfriendly': {
        cases: GoldenKFriendly[];
        /** Lloyd's iteration among codes z from given centres to its fixed point. */
        reinit: { z: number[][]; start: number[][]; centres: number[][]; labels: number[] }[];
      };
      'heads/dkm': { alpha_sequence: number[]; cases: GoldenDkm[] };
    };
  }
}
