import { ClamTyped } from './clamTyped';
import type { Method, MethodContext, Trainer } from './method';

/** CLAM: masked (eq. 9) or unmasked (eq. 8), weighted (eq. 11), spherical (eq. 12). */
export const clam: Method = {
  id: 'clam',
  name: 'CLAM',
  async create(context: MethodContext): Promise<Trainer> {
    return new ClamTyped(context);
  },
};
