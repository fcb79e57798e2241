import { memoryDimensions } from '../config';
import { EngineError } from '../error';
import { architectureOf, type Architecture } from '../networks/architecture';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork } from '../networks/network';
import { trainingBytes } from '../networks/typed/create';
import { DclamTrainer } from './dclamTrainer';
import type { Method, MethodContext, Trainer } from './method';

/** DCLAM: the recursion between an encoder and a decoder, all three trained by the one loss mean (x − d(A_ρ^T(e(x))))² (eq. 8). */
export const dclam: Method = {
  id: 'dclam',
  name: 'DCLAM',
  async create(context: MethodContext): Promise<Trainer> {
    const { config, d, n } = context;
    const architecture = architectureOf(config.network, context, memoryDimensions(config, d));
    const batchSize = Math.min(config.batchSize, n);
    checkMemory(architecture, batchSize, context);
    const networks: DeepNetwork[] = [];
    for (let r = 0; r < config.restarts; r++) networks.push(await createDeepNetwork({ ...context, architecture, k: config.k, batchSize }));
    const trainer = new DclamTrainer(context, architecture, networks);
    await trainer.start();
    return trainer;
  },
};

const mebi = 2 ** 20;
/** The share of a device's memory that networks may take; the browser, the data and the history want theirs. */
const share = 0.5;
/** MB of a device whose browser does not say how much it has. */
const usual = 8192;

/** Says beforehand what would not fit: each restart has networks of its own, and pretraining another. Throws EngineError "too-large". */
function checkMemory(architecture: Architecture, batchSize: number, { config }: MethodContext): void {
  const one = trainingBytes(architecture, batchSize, config.k) / mebi;
  const needed = one * (config.restarts + 1);
  const { deviceMemory } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  const available = share * (deviceMemory ? 1024 * deviceMemory : usual);
  if (needed <= available) return;
  const remedy = config.restarts > 1 && 2 * one <= available ? `choose at most ${Math.floor(available / one) - 1} restarts, or a smaller network` : 'choose narrower layers, a smaller batch, or a smaller side for the pictures';
  throw new EngineError('too-large', `Networks of this size take about ${Math.ceil(one)} MB each while they train, ${Math.ceil(needed)} MB with ${config.restarts === 1 ? 'one restart' : `${config.restarts} restarts`} and pretraining, and this device offers about ${Math.floor(available)} MB: ${remedy}.`);
}
