import { methods } from '../../methods';
import { isDeep, type Config, type DeepConfig } from '../../methods/config';
import type { Measured, WholeSet } from '../../methods/deepMethod';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork } from '../networks/network';
import type { Method, MethodContext, Trainer } from '../trainers/trainer';
import { architectureFor, deepMethodOf, headOf } from './heads';
import { DeepTrainer } from './trainer';

/** Every declared method whose partition lives among the codes of an autoencoder. */
export const deepMethods: readonly Method[] = methods
  .filter(({ space }) => space === 'codes')
  .map(({ id }) => ({ id: id as Config['method'], create: createTrainer, measure }));

function* measure(config: Config, end: WholeSet, n: number, d: number): Generator<unknown, Measured> {
  if (!isDeep(config)) throw new Error(`${config.method} has no networks.`);
  const { partition, reconstruction } = end;
  const own = deepMethodOf(config).measure?.(end, { values: config, n, d, m: partition.d, k: partition.k });
  return own ? yield* own : { compared: reconstruction, terms: {} };
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
