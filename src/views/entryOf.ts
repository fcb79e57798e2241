import type { NumberId } from '../core/metrics/numbers';
import type { EntryId } from './Term';

/** Which entry of the glossary explains a number. */
export const entryOfNumber: Readonly<Record<NumberId, EntryId>> = {
  scAttracted: 'silhouette',
  scEncoded: 'silhouette',
  silhouette: 'silhouette',
  silhouetteSample: 'silhouette',
  rl: 'rrl',
  rlPretrained: 'rrl',
  rrl: 'rrl',
  loss: 'loss',
  inertia: 'inertia',
  logLikelihood: 'likelihood',
  bic: 'likelihood',
  codeVariance: 'variance',
  assigned: 'sizes',
  emptyBalls: 'sizes',
  clusters: 'sizes',
  sizes: 'sizes',
  entropyBits: 'sizes',
  nmi: 'nmi',
  nmiGeometric: 'nmi',
  ari: 'ari',
  ami: 'ari',
  accuracy: 'accuracy',
  homogeneity: 'accuracy',
  wholeLoss: 'loss',
  learningRate: 'rate',
};

/** Which explains a curve, by its key: parts of a loss have keys of their own. */
export const entryOfCurve = (key: string): EntryId => entryOfNumber[key as NumberId] ?? 'loss';

const controls: Readonly<Record<string, EntryId>> = {
  beta: 'beta',
  steps: 'steps',
  T: 'steps',
  k: 'clusters',
  mask: 'mask',
  maskKind: 'mask',
  learningRate: 'rate',
  m: 'code',
  latent: 'code',
};

/** Which explains a setting, by the id of its control; null where none does. */
export const entryOfControl = (id: string): EntryId | null => controls[id] ?? null;
