import { useMemo } from 'react';
import { useRun } from '../../store/runStore';
import type { Context } from './types';

/** The state that the controls depend on, from the store. */
export function useControlContext(): Context {
  const config = useRun((state) => state.config);
  const n = useRun((state) => state.dataset?.n ?? null);
  const suggestedK = useRun((state) => state.dataset?.k ?? null);
  const pretrained = useRun((state) => state.pretraining?.done ?? false);
  return useMemo(() => ({ config, n, suggestedK, pretrained }), [config, n, suggestedK, pretrained]);
}
