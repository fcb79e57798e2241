import type { Latent } from '../../engine/protocol';

/** True of an epoch out of a link that has not even its codes. */
export const lacksCodes = ({ withoutNetworks, codes }: Pick<Latent, 'withoutNetworks' | 'codes'>): boolean =>
  withoutNetworks === true && codes.length === 0;

/** The epoch of networks that are nowhere: what is asked of them has no answer. */
export const noEpoch = -1;
