import { create } from 'zustand';
import { GENERATORS } from '../data/synthetic';
import { session } from '../store/session';
import type { Knobs } from './url';

/** The knobs that the synthetic set was made with; the Dataset itself knows only its n. */
export interface KnobState {
  /** Which set they belong to; another set has its own defaults. */
  readonly id: string | null;
  readonly knobs: Knobs;
}

export const useKnobs = create<KnobState>()(() => ({ id: null, knobs: {} }));

export const generatorOf = (id: string | null) => GENERATORS.find((generator) => generator.id === id) ?? null;

/** The knobs of set `id`, as far as they were turned. */
export const knobsOf = (state: KnobState, id: string | null): Knobs => (state.id === id ? state.knobs : {});

/** Makes the set anew. Rejects as session.load does; the old set and its knobs then stay. */
export async function turn(id: string, knobs: Knobs): Promise<void> {
  await session.load({ name: id, ...knobs });
  useKnobs.setState({ id, knobs });
}
