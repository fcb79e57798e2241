import { GENERATORS } from '../data/synthetic';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import type { SyntheticOptions } from './url';

export const generatorOf = (id: string | null) => GENERATORS.find((generator) => generator.id === id) ?? null;

/** Makes the set anew with other knobs; the settings stay. Rejects as session.load does; the old set and its knobs then stay. */
export async function turn(id: string, knobs: SyntheticOptions): Promise<void> {
  const { plane, config, knobs: before } = currentRun.getState();
  const { k, beta, init } = config;
  const mask = 'mask' in config ? { mask: config.mask } : {};
  await session.load({ name: id, ...before, ...knobs }, { config: { k: Math.min(k, knobs.n ?? k), beta, init, ...mask }, plane });
}
