import { methods } from '../../methods';
import type { PartitionModel } from '../../core/partition/model';
import { isDeep, type Config, type DeepConfig } from '../../methods/config';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork } from '../networks/network';
import type { Method, MethodContext, Trainer } from '../trainers/trainer';
import { architectureFor, deepMethodOf, headOf } from './heads';
import { DeepTrainer } from './trainer';

/** Every declared method whose partition lives among the codes of an autoencoder. */
export const deepMethods: readonly Method[] = methods
  .filter(({ space }) => space === 'codes')
  .map(({ id }) => ({ id: id as Config['method'], create: createTrainer, ownLoss }));

function ownLoss(config: Config, partition: PartitionModel, codes: Float32Array, n: number, d: number): number {
  if (!isDeep(config)) throw new Error(`${config.method} has no networks.`);
  const run = { values: config, n, d, m: partition.d, k: partition.k };
  return deepMethodOf(config).ownLoss?.(partition, run, codes) ?? 0;
}

async function createTrainer(context: MethodContext<DeepConfig>): Promise<Trainer> {
  const { config, n } = context;
  const architecture = architectureFor(config, context);
  const batchSize = Math.min(config.batchSize, n);
  const networks: DeepNetwork[] = [];
  try {
    for (let r = 0; r < config.restarts; r++)
      networks.push(await createDeepNetwork({ ...context, architecture, k: config.k, batchSize, head: headOf(config) }));
    const trainer = new DeepTrainer(context, architecture, deepMethodOf(config), networks);
    await trainer.start();
    return trainer;
  } catch (error) {
    for (const network of networks) network.dispose();
    throw error;
  }
}
