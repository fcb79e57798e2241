import type { GaussiansPartition } from '../../core/partition/model';

/** The forms that the covariances of a mixture may have, and what they are called. */
export const covariances = { full: 'Full', tied: 'Tied', diagonal: 'Diagonal', spherical: 'Spherical', isotropic: 'Isotropic' } as const;
export type Covariance = keyof typeof covariances;

/** What the partition has of each: tied covariances are full ones that are equal, isotropic ones are balls. */
export const partitionCovariance: Readonly<Record<Covariance, GaussiansPartition['covariance']>> = {
  full: 'full',
  tied: 'full',
  diagonal: 'diagonal',
  spherical: 'spherical',
  isotropic: 'spherical',
};

/** Numbers that a mixture learns, for BIC. */
export function parameterCount(covariance: Covariance, k: number, d: number): number {
  const triangle = (d * (d + 1)) / 2;
  if (covariance === 'isotropic') return k * d;
  return k - 1 + k * d + { full: k * triangle, tied: triangle, diagonal: k * d, spherical: k }[covariance];
}
