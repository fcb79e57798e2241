import type { PartitionModel } from './model';

type Kind = PartitionModel['kind'];

const [k, d] = [2, 2] as const;
const prototypes = Float32Array.of(0, 0, 1, 1);

/** A small partition of each kind, two clusters of the plane: what a kind can is known by it before anything is trained. */
export const examples: { readonly [K in Kind]: Extract<PartitionModel, { readonly kind: K }> } = {
  memory: { kind: 'memory', k, d, memories: prototypes, logWeights: null, beta: 1, steps: 2, stepSize: 0.5, similarity: 'euclidean' },
  labelled: { kind: 'labelled', k, d, points: prototypes, labels: Uint16Array.of(0, 1), means: prototypes, tree: null },
  softmax: {
    kind: 'softmax',
    k,
    d,
    weights: Float32Array.of(-1, -1, 1, 1),
    bias: Float32Array.of(1, -1),
    prototypes,
  },
  centres: { kind: 'centres', k, d, prototypes, rule: { by: 'nearest' }, metric: 'euclidean', weights: null },
  gaussians: {
    kind: 'gaussians',
    k,
    d,
    prototypes,
    logShares: Float32Array.of(0, 0).fill(Math.log(1 / k)),
    covariance: 'diagonal',
    factors: Float32Array.of(1, 2, 2, 1),
  },
};
