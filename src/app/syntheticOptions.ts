import { GENERATORS } from '../data/synthetic';
import { suggestedConfig, type Config } from '../methods/config';
import { pick } from '../store/runs/pick';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import type { SyntheticOptions } from './url';

export const generatorOf = (id: string | null) => GENERATORS.find((generator) => generator.id === id) ?? null;

/** Makes the set anew with other knobs; the settings stay. Rejects as session.load does; the old set and its knobs then stay. */
export async function turn(id: string, knobs: SyntheticOptions): Promise<void> {
  const { plane, config, knobs: before } = currentRun.getState();
  const { method, k } = config;
  // What a set asks for by itself stays as it was.
  const asked = Object.keys(suggestedConfig({ n: 1, d: 2, k, image: null }, method));
  const kept = pick(config, asked as (keyof Config)[]);
  await session.load({ name: id, ...before, ...knobs }, { config: { ...kept, k: Math.min(k, knobs.n ?? k) }, plane });
}
