import { TimeSlice } from '../../wire/timeSlice';
import type { BackendName } from '../../protocol';
import { trainingPoints } from './clamRestart';
import { ClamTyped } from './clamTyped';
import { firstMemories } from '../initialise';
import { FixedLoss } from '../fixedLoss';
import type { Method, MethodContext, Trainer } from '../trainer';
import { type ClamConfig } from '../../../methods/config';

/**
 * CLAM: masked (eq. 9) or unmasked (eq. 8), weighted (eq. 11), spherical (eq. 12). Without a GPU it needs no TensorFlow.js, and loads none.
 */
export const clam: Method = {
  id: 'clam',
  async create(context: MethodContext<ClamConfig>): Promise<Trainer> {
    const onGpu = (name: BackendName) => name === 'webgpu' || name === 'webgl';
    const { config, n, d } = context;
    const first = await firstMemories(config, trainingPoints(context), n, d, new TimeSlice());
    if (!onGpu(context.backend) || !onGpu(await context.ready())) return new ClamTyped(context, first);
    const { ClamTensors } = await import('./clamTensors');
    return new ClamTensors(context, first);
  },
  wholeLoss: (context: Pick<MethodContext<ClamConfig>, 'points' | 'n' | 'd' | 'config'>) => new FixedLoss(context),
};
