import type { DeepConfig } from '../../methods/config';
import { architectureFor, headOf } from './heads';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork } from '../networks/network';
import { DclamTrainer } from './trainer';
import type { Method, MethodContext, Trainer } from '../trainers/trainer';

/** DCLAM: the recursion between an encoder and a decoder, all three trained by the one loss mean (x − d(A_ρ^T(e(x))))² (eq. 8). */
export const dclam: Method = {
  id: 'dclam',
  name: 'DCLAM',
  async create(context: MethodContext<DeepConfig>): Promise<Trainer> {
    const { config, n } = context;
    const architecture = architectureFor(config, context);
    const batchSize = Math.min(config.batchSize, n);
    const networks: DeepNetwork[] = [];
    try {
      for (let r = 0; r < config.restarts; r++)
        networks.push(await createDeepNetwork({ ...context, architecture, k: config.k, batchSize, head: headOf(config) }));
      const trainer = new DclamTrainer(context, architecture, networks);
      await trainer.start();
      return trainer;
    } catch (error) {
      for (const network of networks) network.dispose();
      throw error;
    }
  },
};
